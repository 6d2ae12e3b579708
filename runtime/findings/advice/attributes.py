"""Advice about modules and attributes: presence, structure and values."""

from __future__ import annotations

from typing import Final

from .advice import Advice

_LOST = "Readers lose the items after the error, or reject the object."

ADVICE: Final = {
    "module-incomplete": Advice(
        "Readers that recognize the module by one attribute expect the others.",
        "Bolus data with only Contrast/Bolus Volume.",
        "Add the required attributes of the module, or remove its optional ones.",
    ),
    "module-missing": Advice(
        "The object lacks all information of the module, and is not an instance of its IOD.",
        "A CT image without the attributes of Image Plane.",
        "Add the module with its required attributes. `iodize show MODULE` lists them.",
    ),
    "type1-missing": Advice(
        "Receivers depend on the value, and may refuse the object.",
        "A CT Image without Rescale Slope.",
        "Add the attribute with a value. The value is known only to the creator of the object.",
    ),
    "type1-empty": Advice(
        "Receivers depend on the value, and may refuse the object.",
        "An empty Modality.",
        "Set the value. If it is unknown, the object does not conform to its IOD.",
    ),
    "type1c-empty": Advice(
        "An empty attribute has no meaning here; receivers expect a value if it is present.",
        "An empty Planar Configuration.",
        "Set the value, or remove the attribute if its condition is not met.",
    ),
    "type2-missing": Advice(
        "The empty attribute states that the value is unknown; without it, receivers cannot"
        " distinguish an unknown value from a faulty object.",
        "A CT Image without KVP.",
        "Add the attribute: with its value, or empty if the value is unknown.",
    ),
    "not-a-sequence": Advice(
        "Readers fail to decode the items.",
        "Referenced Image Sequence with VR UI and a UID as its value.",
        "Encode the attribute with VR SQ and its content as items.",
    ),
    "unexpected-items": Advice(
        "Readers expect a value and fail on the items.",
        "Patient ID with VR SQ.",
        "Encode the attribute with the VR of the data dictionary.",
    ),
    "sequence-broken": Advice(
        _LOST,
        "An item whose length exceeds that of its sequence.",
        "Write the actual lengths of sequences and items, or undefined lengths with delimiters.",
    ),
    "nested-too-deep": Advice(
        "Deep nesting exhausts the stack of recursive readers.",
        "200 sequences inside each other.",
        "Verify the origin of the object; no IOD nests sequences as deeply.",
    ),
    "sequence-loop": Advice(
        "The object cannot be encoded, so it cannot be stored or sent.",
        "A pydicom item that was appended to a sequence inside of it.",
        "Append a copy of the item.",
    ),
    "delimiter-length": Advice(
        _LOST,
        "A sequence delimitation item with a length of 4.",
        "Write a length of 0 for delimitation items.",
    ),
    "delimiter-misplaced": Advice(
        _LOST,
        "A sequence of undefined length without a sequence delimitation item.",
        "End each item and sequence of undefined length with its delimitation item.",
    ),
    "delimiter-in-length": Advice(
        "Strict readers count the delimiter as an element of the item.",
        "An item of 100 bytes that ends with an item delimitation item.",
        "Use either an explicit length or a delimitation item.",
    ),
    "vr-mixed": Advice(
        "Readers interpret the VR as part of the length, and lose the rest of the object.",
        "Implicit VR items in a sequence of an Explicit VR data set.",
        "Encode items in the transfer syntax of the data set. Decode copied items first.",
    ),
    "duplicate-element": Advice(
        "Readers use different occurrences, and thus different values.",
        "Two elements Patient ID (0010,0020).",
        "Write each element once.",
    ),
    "element-order": Advice(
        "Readers that stop at a tag miss elements that come later.",
        "Patient ID (0010,0020) before Modality (0008,0060).",
        "Sort the elements by tag before you write them.",
    ),
    "vr-wrong": Advice(
        "Readers decode the value in another way than intended.",
        "Patient ID with VR SH instead of LO.",
        "Use the VR of the data dictionary.",
    ),
    "vr-unknown": Advice(
        "Readers do not know the size of the length field, and lose the rest of the object.",
        "A VR of two zero bytes.",
        "Use the VR of the data dictionary.",
    ),
    "vr-un": Advice(
        "Readers may not decode the value, and cannot convert its byte order.",
        "Window Center with VR UN after a passage through an older archive.",
        "Encode the element with the VR of the data dictionary.",
    ),
    "vm-wrong": Advice(
        "Readers use only some of the values, or reject all of them.",
        "Image Position (Patient) with two values.",
        "Write as many values as the data dictionary allows.",
    ),
    "value-invalid": Advice(
        "Readers cannot convert the value, and may fail or drop it.",
        "Patient's Birth Date with the value 2001-02-03.",
        "Write the value in the form of its VR, such as 20010203.",
    ),
    "value-length": Advice(
        "Readers that expect even lengths lose the position of the next element.",
        "A text of 5 bytes.",
        "Pad texts with a space, and UIDs and binary values with a zero byte.",
    ),
    "value-not-enumerated": Advice(
        "The list is complete: receivers have no behavior for other values.",
        "Patient's Sex with the value X.",
        "Use one of the enumerated values.",
    ),
}
