"""Access to DocBook as books, tables and text, with resolved spans, space and nesting.

These modules handle XML and table geometry, but not individual tables of the standard.
"""
