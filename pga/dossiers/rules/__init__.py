"""What holds for any dossier, whatever it is about: pure, tested by the thousand."""
