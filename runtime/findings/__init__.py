"""Findings: codes, severities, masking of personal data, and the report of a validation.

These modules describe problems; they do not read data sets or tables.
"""
