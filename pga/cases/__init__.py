"""Person cases (PGA). Only who the policy lets in; never a list of youths, never a score of a person."""
