"""Objects of the generated classes: constructed, read, compared and written.

A module here works with the values of objects; the tables that restrict them are described
in `iodize.tables` and combined in `iodize.rules`. `typed` is the base of all objects,
`instance` of those that are SOP instances; `fields` compiles the attributes of a class.
"""
