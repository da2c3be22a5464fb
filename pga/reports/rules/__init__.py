"""Pure rules of numbers."""
