"""The law of a PGA case: pure functions and tables.

Anybody may read them; nothing here knows of a database, a browser or the time of day.
"""
