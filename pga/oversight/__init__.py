"""Upstairs, for the FG: who looked, and is the trail whole. Works upon dossiers, never in them."""
