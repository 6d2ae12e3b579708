"""Arguments of the network commands: addresses, attributes by name, models, files.

A module here turns text of a command line into values, or raises an error about it; it
opens no association.
"""
