"""Pure rules of signalen: their codes, and how long they live."""
