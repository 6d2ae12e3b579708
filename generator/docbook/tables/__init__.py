"""Readers of tables: one module per table shape, from rows to facts of the model.

These modules state the columns that they support; `values` parses values in prose.
"""
