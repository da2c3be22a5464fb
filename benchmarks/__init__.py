"""How fast the pages are, as ratios in one run: ``make bench``.

Times of this machine say little about another one; a ratio of two things that were measured in
turns, in one process, does. Tests never time.
"""
