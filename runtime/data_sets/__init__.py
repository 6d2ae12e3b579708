"""Data sets of pydicom and their bytes: read, decoded, encoded and written (PS3.5, PS3.10).

A module here knows pydicom, but no module or IOD. Only `in_memory` is imported to validate
files, and imports pydicom when there is a data set of it.
"""
