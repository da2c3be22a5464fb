"""What may be set, what is in force on a day, and which colours can be read; pure Python."""
