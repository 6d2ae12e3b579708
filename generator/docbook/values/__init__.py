"""Readers of values in rows and sections: enumerations, terms, ranges and item counts.

These modules parse text about values; they do not locate tables.
"""
