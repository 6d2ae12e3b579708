"""Codes of functional groups, dimensions, and references between items."""

from .code import error, warning

GROUP_MISSING = error(
    "functional-group-missing",
    "A mandatory functional group is neither shared nor present for every frame.",
)
GROUP_TWICE = error(
    "functional-group-twice",
    "A functional group is both shared and present for a frame.",
    "PS3.3 C.7.6.16.1.1",
)
PRIVATE_GROUP_TWICE = warning(
    "private-group-twice",
    "A private sequence is both in the shared and in the per-frame functional groups. It may"
    " stand for two groups.",
    "PS3.3 C.7.6.16.1.1",
)
FRAME_SUMMARY = error(
    "frame-summary",
    "A value of an image does not summarize the values of its frames, or a frame has the"
    " summary MIXED.",
    "PS3.3 C.8.16.1",
)
FRAME_COUNT = error(
    "frame-count",
    "The number of per-frame functional groups differs from the number of frames.",
    "PS3.3 C.7.6.16 Table C.7.6.16-1",
)
DIMENSION_VALUES = error(
    "dimension-values",
    "The number of dimension index values of a frame differs from the number of"
    " dimensions.",
    "PS3.3 C.7.6.17.1",
)
DIMENSION_INDEX = error(
    "dimension-index", "A dimension index value is not positive.", "PS3.3 C.7.6.17.1"
)
DIMENSION_ORGANIZATION = error(
    "dimension-organization",
    "A dimension refers to a dimension organization that the object does not list.",
    "PS3.3 C.7.6.17.2",
)
DIMENSION_POINTER = error(
    "dimension-pointer",
    "A dimension index points to an attribute that cannot be a dimension.",
    "PS3.3 C.7.6.17.1",
)
DIMENSION_GROUP = warning(
    "dimension-group",
    "A dimension points to a functional group that is absent from every frame.",
    "PS3.3 C.7.6.17.1",
)

# Items and references to them
NUMBER_NOT_UNIQUE = error(
    "number-not-unique",
    "Two items have the same number or label, which must identify one of them.",
)
REFERENCE_TARGET = error(
    "reference-target",
    "A number, label or UID refers to an item that the object does not have.",
)
FRAME_NUMBER = error(
    "frame-number", "A number of a frame is below 1, or above the number of frames."
)

# Instances
EVIDENCE_MISSING = error(
    "evidence-missing",
    "The content tree refers to an instance that no evidence sequence lists.",
    "PS3.3 C.17.2.3",
)
EVIDENCE_TWICE = error(
    "evidence-twice",
    "An instance is in both evidence sequences.",
    "PS3.3 C.17.2.3",
)
REFERENCE_NOT_LISTED = warning(
    "reference-not-listed",
    "An object refers to an instance that its list of referenced instances lacks.",
    "PS3.3 C.12.2",
)
