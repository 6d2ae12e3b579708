"""Safe repairs of files: they correct the encoding and presence, and never add values.

`repairs` declares the repairs, `patch` applies them to one file, and `files` writes the
repaired files.
"""
