"""People: accounts, logging in, sessions, the second factor. Says who asks, never what may."""
