"""The validator: file meta information, choice of the IOD, and the composition of all checks.

A module here handles one object at a time; files and folders are in `runs`.
"""
