"""The doors of any dossier: who may come in, who looked, what changed, what is late.

It knows no casus and no groep: a room above tells it which tables and states are its own, with a
``Room``. It has no tables, forms, words or pages; those are of the rooms.
"""
