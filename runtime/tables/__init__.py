"""The parts that generated classes are built from: attributes, modules, IODs, values, editions.

A module here describes a table of the standard; it does not check or encode an object.
"""
