"""Errors of the published standard, each declared as a row with its correction.

These modules are tables; `erratum` applies the corrections.
"""
