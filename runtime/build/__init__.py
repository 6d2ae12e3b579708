"""Builders of objects that are made often, from arrays, documents and references.

Each returns the typed object of an IOD, which can be changed, validated and saved.
"""

from .errors import BuildError
from .segmentations import Segment, segmentation

__all__ = ["BuildError", "Segment", "segmentation"]
