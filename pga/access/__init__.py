"""Who may do what: roles, permissions and the one policy table. Pure Python; no Flask, no SQL."""
