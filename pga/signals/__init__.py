"""Signalen: one worry, before there is a case.

Team Veiligheid, the coördinator and who wrote it down come in.

A signaal has a key of its own and a short life: past its last day it is on no page. Nothing of it
goes into a case, and no case knows that it was there.
"""
