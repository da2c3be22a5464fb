"""What one may see at the doors of a dossier, as frozen values."""
