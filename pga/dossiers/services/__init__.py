"""What one does at the doors of a dossier: one function per use case, in one transaction."""
