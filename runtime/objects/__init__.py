"""Typed objects: what the generated classes do when they are built, read and written.

A class of `iodize.generated` says which attributes a table lists; an object of it holds
their values. `fields` compiles what a class allows, `kinds` knows the Python value of
each value representation, `typed` is the base of every object, and `instance` of those
that are whole SOP instances. `typing` is what type checkers see of a value.
"""
