"""Reads the DICOM standard's XML, and writes `standard_xml/` and `generated/` from it.

One folder per arrow: `docbook` (the standard as published) and `snapshot` (the facts
in `standard_xml/`) both lead to `model`; `emit` leads from the model to Python.
"""
