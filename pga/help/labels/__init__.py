"""The Dutch of the help: a text for each screen, and the words of the field."""
