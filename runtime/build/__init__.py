"""Builders of objects that are made often, from arrays, documents and references.

Each returns the typed object of an IOD, which can be changed, validated and saved.
"""

from .annotations import Graphic, Text
from .captures import secondary_capture
from .documents import encapsulated
from .errors import BuildError
from .key_objects import key_objects
from .measurements import (
    Evaluation,
    Measurement,
    MeasurementGroup,
    Region,
    Region3D,
    SegmentRegion,
    TimePoint,
)
from .observers import Device, Person
from .parametric_maps import Quantity, parametric_map
from .presentation_states import presentation_state
from .reports import measurement_report
from .segmentations import Segment, segmentation
from .structure_sets import Roi, rt_structure_set

__all__ = [
    "BuildError",
    "Device",
    "Evaluation",
    "Graphic",
    "Measurement",
    "MeasurementGroup",
    "Person",
    "Quantity",
    "Region",
    "Region3D",
    "Roi",
    "Segment",
    "SegmentRegion",
    "Text",
    "TimePoint",
    "encapsulated",
    "key_objects",
    "measurement_report",
    "parametric_map",
    "presentation_state",
    "rt_structure_set",
    "secondary_capture",
    "segmentation",
]
