"""Upstairs, numbers only: nothing here knows a person, and small numbers are masked."""
