"""Builders of objects that are made often, from arrays, documents and references.

Each returns the typed object of an IOD, which can be changed, validated and saved.
"""

from .errors import BuildError
from .parametric_maps import Quantity, parametric_map
from .segmentations import Segment, segmentation

__all__ = ["BuildError", "Quantity", "Segment", "parametric_map", "segmentation"]
