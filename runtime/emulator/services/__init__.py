"""Services of the emulator: a module for each family of SOP classes.

A module here handles requests with the data of `data`; it uses the run as a `Backend`.
"""
