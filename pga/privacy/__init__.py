"""The cellar under every dossier: sealing, keys, the trail, history, drafts, verstrekkingen.

Knows a dossier only as a kind and an id. No value of a sealed column leaves this room but through
an access context that writes what it opened into the trail.
"""
