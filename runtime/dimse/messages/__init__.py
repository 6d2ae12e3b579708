"""DIMSE messages and command sets (PS3.7), encoded and decoded.

A module here knows command elements; attribute lists and SOP classes are in `services`.
"""
