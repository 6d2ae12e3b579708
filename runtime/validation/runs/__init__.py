"""Validation of many files: search of folders, worker processes, settings.

A module here selects what is validated and collects the reports; the checks are in `engine`.
"""
