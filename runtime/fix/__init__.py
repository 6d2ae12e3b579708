"""Repairs of objects that are safe: they put right the form, and invent no content.

`repairs` declares them; `patch` applies them to one file and shows what they change;
`files` writes repaired copies.
"""
