"""Reading signalen: one, all that run, whom one is about already, and their counts."""
