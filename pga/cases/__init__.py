"""Person cases (PGA), for whom the policy lets in; never a list of youths or a personal score."""
