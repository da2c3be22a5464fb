"""What a letter is made of, and whether it can be read: pure."""
