"""Upstairs: the werkvoorraad, what waits for me."""
