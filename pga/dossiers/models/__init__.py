"""Abstract rows: what each dossier room has a table of its own for."""
