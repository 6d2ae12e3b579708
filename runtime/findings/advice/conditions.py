"""Advice about requirements with a condition, and values with a restricted range."""

from __future__ import annotations

from typing import Final

from .advice import Advice

ADVICE: Final = {
    "type1c-missing": Advice(
        "The object states a situation in which receivers depend on the value.",
        "A color image with three samples per pixel but without Planar Configuration.",
        "Add the attribute with a value, or correct the attributes of its condition.",
    ),
    "type2c-missing": Advice(
        "The object states a situation in which the attribute must be present, even if empty.",
        "A series of a paired body part without Laterality.",
        "Add the attribute: with its value, or empty if the value is unknown.",
    ),
    "condition-forbids": Advice(
        "The attribute contradicts others, and receivers may use either.",
        "Referenced and Measured Dose Reference Number in one dose record.",
        "Remove the attribute, or correct the attributes of its condition.",
    ),
    "condition-not-met": Advice(
        "Strict receivers refuse it; most ignore the attribute.",
        "Planar Configuration in a monochrome image.",
        "Remove the attribute, or correct the attributes of its condition. Lower the severity"
        " if the systems that you use accept it.",
    ),
    "module-required": Advice(
        "The object states a situation in which receivers depend on the module.",
        "A multi-frame image without the attributes of the Multi-frame module.",
        "Add the module with its required attributes, or correct those of its condition.",
    ),
    "module-not-allowed": Advice(
        "The module contradicts the rest of the object.",
        "An Image Plane module in an RT dose without pixel data.",
        "Remove the attributes of the module, or correct those of its condition.",
    ),
    "module-not-asked": Advice(
        "The module has no meaning in this object, and may mislead receivers.",
        "A Contrast/Bolus module in an object whose condition for it is not met.",
        "Remove the attributes of the module, or correct those of its condition.",
    ),
    "functional-group-required": Advice(
        "Receivers depend on the group to interpret the frame.",
        "A frame of an original enhanced CT image without CT Geometry.",
        "Add the group to each frame, or to the shared groups if it is equal for all frames.",
    ),
    "functional-group-not-allowed": Advice(
        "The group contradicts the rest of the object, or is ignored.",
        "A group for single frames in the shared functional groups.",
        "Move the group to the place that the finding suggests, or remove it.",
    ),
    "term-unknown": Advice(
        "The list may be extended, but receivers may not know the value.",
        "Conversion Type with the value SCAN.",
        "Use a defined term if one fits; state others in the conformance statement.",
    ),
    "term-retired": Advice(
        "New receivers may not know the value.",
        "Modality with the value CD.",
        "Use the term that replaces it.",
    ),
    "value-out-of-range": Advice(
        "Calculations with the value fail or have wrong results.",
        "Number of Control Points 1 in an RT beam.",
        "Correct the value or its unit.",
    ),
    "value-combination": Advice(
        "Receivers cannot interpret the values together.",
        "Pixel Representation 1 in a color image of an IOD with unsigned colors.",
        "Correct one of the attributes that the finding names.",
    ),
    "item-count": Advice(
        "Receivers use only the first item, or fail without one.",
        "Two items in Referenced Structure Set Sequence of an RT plan.",
        "Write as many items as the standard allows.",
    ),
}
