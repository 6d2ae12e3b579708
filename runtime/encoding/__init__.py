"""Data elements and their bytes: readers, encoders, files and the forms of values (PS3.5).

A module here knows value representations and transfer syntaxes, but no module or IOD.
"""
