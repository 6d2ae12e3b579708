"""Data of the emulator: index, archive, managed instances, files of a folder, frames.

A module here reads and writes data; it does not know services and associations.
"""
