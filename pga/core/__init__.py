"""Ground floor: database handle, clock, calendar and errors. Knows no domain and nobody's rights."""
