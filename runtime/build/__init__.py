"""Builders of objects that are made often, from arrays, documents and references.

Each returns the typed object of an IOD, which can be changed, validated and saved.
"""

from .errors import BuildError
from .key_objects import key_objects
from .measurements import (
    Evaluation,
    Measurement,
    MeasurementGroup,
    Region,
    Region3D,
    SegmentRegion,
)
from .observers import Device, Person
from .parametric_maps import Quantity, parametric_map
from .reports import measurement_report
from .segmentations import Segment, segmentation

__all__ = [
    "BuildError",
    "Device",
    "Evaluation",
    "Measurement",
    "MeasurementGroup",
    "Person",
    "Quantity",
    "Region",
    "Region3D",
    "Segment",
    "SegmentRegion",
    "key_objects",
    "measurement_report",
    "parametric_map",
    "segmentation",
]
