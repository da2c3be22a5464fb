"""Upstairs, for everybody: what a screen is for, what a word means, what is new. Opens no dossier."""
