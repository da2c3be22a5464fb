"""Forms of cases: shape only; what the law asks is asked by the rules."""
