"""Letters and documents: one list of blocks, drawn on the screen, as PDF and as .docx.

This room knows blocks, readability and formats. It does not know what a casus is.
"""
