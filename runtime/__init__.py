"""DICOM objects, checked against the standard's own tables."""

__version__ = "0.1.0"
