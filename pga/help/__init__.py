"""Upstairs, for everybody: what a screen is for, what a word means, what is new.

It opens no dossier and knows nothing about anybody.
"""
