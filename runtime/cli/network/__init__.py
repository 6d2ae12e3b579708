"""The commands that communicate with other DICOM systems.

A module here parses arguments, calls `iodize.network` or a package above it, and prints.
"""
