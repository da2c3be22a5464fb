"""What a municipality sets: itself, and its terms with from-dates; read by everything above."""
