"""C-FIND matching: comparison of keys with values, dates and time zones, the answers.

A module here takes an identifier and data sets; it sends and stores nothing.
"""
