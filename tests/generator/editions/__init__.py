"""Editions to come: the DocBook, changed as the committee changes it."""
