"""Advice about functional groups, dimensions, and references between items."""

from __future__ import annotations

from typing import Final

from .advice import Advice

_ORDER = "Viewers sort the frames by their dimensions, and show them in a wrong order."

ADVICE: Final = {
    "functional-group-missing": Advice(
        "Receivers depend on the group to interpret each frame.",
        "An enhanced CT image without Pixel Measures.",
        "Add the group to each frame, or to the shared groups if it is equal for all frames.",
    ),
    "functional-group-twice": Advice(
        "Receivers use different values for the frame.",
        "Plane Orientation in the shared groups and in one frame.",
        "Keep the group in one of the two places.",
    ),
    "private-group-twice": Advice(
        "Receivers may use different values for the frame.",
        "The same private sequence in the shared groups and in one frame.",
        "Keep the group in one place, or use a sequence of its own for each group.",
    ),
    "frame-summary": Advice(
        "Receivers that read only the top level attributes misjudge the frames.",
        "Image Type with ORIGINAL although the Frame Type of some frames has DERIVED.",
        "Use the value that all frames have, and MIXED if they differ.",
    ),
    "frame-count": Advice(
        "Receivers cannot assign the functional groups to frames.",
        "Number of Frames 20 and 19 items of per-frame functional groups.",
        "Write one item for each frame.",
    ),
    "dimension-values": Advice(
        _ORDER,
        "Two dimensions, and frames with three Dimension Index Values.",
        "Write one value for each item of Dimension Index Sequence.",
    ),
    "dimension-index": Advice(
        _ORDER,
        "Dimension Index Values that start at 0.",
        "Count from 1.",
    ),
    "dimension-organization": Advice(
        "Receivers cannot determine which dimensions belong together.",
        "A Dimension Organization UID that is not in Dimension Organization Sequence.",
        "Add the organization to the sequence, or correct the UID.",
    ),
    "dimension-pointer": Advice(
        _ORDER,
        "A Dimension Index Pointer to Rows.",
        "Point to an attribute whose value may differ between frames.",
    ),
    "dimension-group": Advice(
        _ORDER,
        "A Functional Group Pointer to Plane Position in frames without that group.",
        "Add the group to the frames, or correct the pointer.",
    ),
    "number-not-unique": Advice(
        "References by the number are ambiguous.",
        "Two segments with the Segment Number 1.",
        "Number the items uniquely.",
    ),
    "reference-target": Advice(
        "Receivers cannot resolve the reference, and ignore or reject its item.",
        "A contour that refers to an ROI Number without a region of interest.",
        "Add the item, or correct the reference.",
    ),
    "frame-number": Advice(
        "Receivers cannot find the frame.",
        "A Referenced Frame Number of 0.",
        "Count frames from 1, up to Number of Frames.",
    ),
    "evidence-missing": Advice(
        "Receivers fetch the evidence before they show the report, and miss the instance.",
        "An image in the content tree that no evidence sequence lists.",
        "List each instance of the content tree in one of the evidence sequences.",
    ),
    "evidence-twice": Advice(
        "The status of the instance for the requested procedure is ambiguous.",
        "An image in the current and in the pertinent other evidence.",
        "Keep the instance in one of the sequences.",
    ),
    "reference-not-listed": Advice(
        "Receivers that fetch the listed instances miss one.",
        "A source image that is not in Referenced Series Sequence.",
        "List each referenced instance in the Common Instance Reference module.",
    ),
}
