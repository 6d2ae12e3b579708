"""Checks data sets against the definitions of an edition.

One walk over a data set (`walk`) asks small rules: what must be there (`presence`), what
a value may be (`content`), what does not belong (`strays`). What the definitions ask
for is compiled once per IOD and kind of item (`plan`). Files are read by `file`, many of
them by `batch`; `run` is a whole validation, as its settings want it.
"""
