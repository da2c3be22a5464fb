"""The demo municipality: invented people in Laren, Blaricum and Eemnes, by the real use cases.

Everybody and everything in it is invented; nothing here runs in a real installation.
"""
