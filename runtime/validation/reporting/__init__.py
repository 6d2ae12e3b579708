"""Findings about an element: its description, its table row, and a suggestion.

A module here does not depend on the check that reports.
"""
