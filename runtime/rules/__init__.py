"""The requirements of the tables for one attribute, compiled: values, multiplicity, origin.

A module here combines rows of tables; it does not look at the elements of an object.
"""
