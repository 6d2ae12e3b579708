"""Reads the XML of the DICOM standard, and writes `standard_xml/` and `generated/`.

`docbook` (the published standard) and `snapshot` (the facts in `standard_xml/`) create the
`model`; `emit` converts the model to Python.
"""
