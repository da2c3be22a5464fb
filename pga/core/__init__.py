"""Ground floor: database, clock, calendar, errors. Knows no domain and nobody's rights."""
