"""The organisations that the municipality works with. No case lives here."""
