"""Every kind of finding: its code, its severity, and what it means.

Codes are stable: programs filter by them.
"""

from __future__ import annotations

from typing import NamedTuple

from .findings import Severity


class Code(NamedTuple):
    """One kind of finding."""

    name: str
    severity: Severity
    explanation: str
    reference: str = ""
    """Where the standard says so, unless a module's table does."""


CODES: dict[str, Code] = {}
"""All codes by name."""


def _error(name: str, explanation: str, reference: str = "") -> Code:
    return CODES.setdefault(name, Code(name, Severity.ERROR, explanation, reference))


def _warning(name: str, explanation: str, reference: str = "") -> Code:
    return CODES.setdefault(name, Code(name, Severity.WARNING, explanation, reference))


def _info(name: str, explanation: str, reference: str = "") -> Code:
    return CODES.setdefault(name, Code(name, Severity.INFO, explanation, reference))


# The file
FILE_UNREADABLE = _error(
    "file-unreadable", "The file or directory cannot be opened or read."
)
NOT_CHECKED = _error(
    "not-checked", "iodize failed on this file, which is a fault of iodize."
)
NOT_DICOM = _error(
    "not-dicom",
    "The file neither has the prefix DICM nor begins like a data set.",
    "PS3.10 7.1",
)
FILE_EMPTY = _error("file-empty", "The file has no bytes.", "PS3.10 7.1")
NO_DATA_SET = _error(
    "no-data-set", "The file ends where its data set should begin.", "PS3.10 7.2"
)
TRUNCATED = _error(
    "truncated",
    "The data end inside an element; what stands before it was checked.",
    "PS3.5 7.1",
)
UNDECODABLE = _error(
    "undecodable",
    "The bytes cannot be read as data elements from some place on; what stands before"
    " it was checked.",
    "PS3.5 7.1",
)
DEFLATE_BROKEN = _error(
    "deflate-broken",
    "The deflated data set cannot be inflated to its end; the part that can was checked.",
    "PS3.5 A.5",
)
TRAILING_BYTES = _error(
    "trailing-bytes", "Bytes follow the data set that are no part of it.", "PS3.10 7.2"
)

# File meta information
META_MISSING = _error(
    "meta-missing", "The file has no file meta information.", "PS3.10 7.1"
)
META_ELEMENT_MISSING = _error(
    "meta-element-missing",
    "A mandatory element of the file meta information is absent or empty.",
    "PS3.10 Table 7.1-1",
)
META_LENGTH = _error(
    "meta-length",
    "File Meta Information Group Length differs from the length of the group.",
    "PS3.10 Table 7.1-1",
)
META_SOP_CLASS = _error(
    "meta-sop-class",
    "Media Storage SOP Class UID differs from SOP Class UID of the data set.",
    "PS3.10 Table 7.1-1",
)
META_SOP_INSTANCE = _error(
    "meta-sop-instance",
    "Media Storage SOP Instance UID differs from SOP Instance UID of the data set.",
    "PS3.10 Table 7.1-1",
)
TRANSFER_SYNTAX_UNKNOWN = _error(
    "transfer-syntax-unknown",
    "The transfer syntax is not in the registry of UIDs.",
    "PS3.6 Table A-1",
)
TRANSFER_SYNTAX_PRIVATE = _warning(
    "transfer-syntax-private",
    "The transfer syntax is private: it was read as explicit VR little endian.",
    "PS3.5 10",
)
TRANSFER_SYNTAX_RETIRED = _warning(
    "transfer-syntax-retired", "The transfer syntax is retired.", "PS3.6 Table A-1"
)
TRANSFER_SYNTAX_DIFFERS = _error(
    "transfer-syntax-differs",
    "The data set is not encoded as its transfer syntax says.",
    "PS3.5 10",
)

# The SOP class
SOP_CLASS_MISSING = _error(
    "sop-class-missing",
    "Nothing says of which SOP class the object is: only its encoding was checked.",
    "PS3.3 C.12.1 Table C.12-1",
)
SOP_CLASS_UNKNOWN = _warning(
    "sop-class-unknown",
    "The SOP class has a DICOM UID that the registry does not have; it may belong to"
    " another edition. Only the encoding was checked.",
    "PS3.6 Table A-1",
)
SOP_CLASS_PRIVATE = _info(
    "sop-class-private", "The SOP class is private: only the encoding was checked."
)
SOP_CLASS_RETIRED = _warning(
    "sop-class-retired", "The SOP class is retired.", "PS3.6 Table A-1"
)
SOP_CLASS_WITHOUT_IOD = _info(
    "sop-class-without-iod",
    "The SOP class stores no composite object: only the encoding was checked.",
    "PS3.4 Table B.5-1",
)
NOT_A_SOP_CLASS = _error(
    "not-a-sop-class",
    "SOP Class UID holds the UID of something else.",
    "PS3.6 Table A-1",
)

# Presence
MODULE_MISSING = _error(
    "module-missing", "A mandatory module is absent: none of its attributes is present."
)
TYPE1_MISSING = _error("type1-missing", "A type 1 attribute is absent.")
TYPE1_EMPTY = _error("type1-empty", "A type 1 attribute has no value.")
TYPE1C_EMPTY = _error(
    "type1c-empty",
    "A type 1C attribute has no value: where it is present it needs one.",
)
TYPE2_MISSING = _error(
    "type2-missing", "A type 2 attribute is absent; it may be empty, not left out."
)

# Structure
NOT_A_SEQUENCE = _error(
    "not-a-sequence", "A sequence is encoded as something else, or holds no items."
)
UNEXPECTED_ITEMS = _error(
    "unexpected-items", "An element that is no sequence is encoded as one."
)
SEQUENCE_BROKEN = _error(
    "sequence-broken",
    "The items of a sequence cannot be read to its end; those before were checked.",
    "PS3.5 7.5",
)
NESTED_TOO_DEEP = _error(
    "nested-too-deep",
    "Sequences are nested deeper than any definition; what lies below was not checked.",
)
SEQUENCE_LOOP = _error(
    "sequence-loop", "An item contains itself, so it can never be encoded."
)
DUPLICATE_ELEMENT = _error(
    "duplicate-element",
    "An element occurs twice in one data set or item; the last one was checked.",
    "PS3.5 7.1",
)
ELEMENT_ORDER = _error(
    "element-order", "Elements are not in ascending order of their tags.", "PS3.5 7.1"
)

# Values
VR_WRONG = _error(
    "vr-wrong", "The value representation is not the one of the dictionary.", "PS3.6 6"
)
VR_UNKNOWN = _error(
    "vr-unknown", "The two bytes of the value representation name none.", "PS3.5 6.2"
)
VR_UN = _warning(
    "vr-un",
    "The value representation is UN although the dictionary knows it.",
    "PS3.5 6.2.2",
)
VM_WRONG = _error(
    "vm-wrong", "The number of values is not allowed by the dictionary.", "PS3.6 6"
)
VALUE_INVALID = _error(
    "value-invalid",
    "A value does not have the form of its value representation.",
    "PS3.5 Table 6.2-1",
)
VALUE_LENGTH = _error(
    "value-length", "The length of the value is not an even number.", "PS3.5 7.1"
)
VALUE_NOT_ENUMERATED = _error(
    "value-not-enumerated", "A value is not one of the enumerated values."
)

# What does not belong
ATTRIBUTE_UNKNOWN = _warning(
    "attribute-unknown",
    "The dictionary of the edition does not have the element.",
    "PS3.6 6",
)
ATTRIBUTE_RETIRED = _warning(
    "attribute-retired", "The attribute is retired.", "PS3.6 6"
)
ATTRIBUTE_OUTSIDE = _info(
    "attribute-outside",
    "The attribute is no part of the IOD, or of the item: a Standard Extended SOP Class.",
    "PS3.2 3.11.3",
)
GROUP_NOT_ALLOWED = _error(
    "group-not-allowed",
    "Elements of this group do not belong in a data set.",
    "PS3.5 7.1",
)
PRIVATE_CREATOR_MISSING = _error(
    "private-creator-missing",
    "Private elements stand in a block that no private creator reserves.",
    "PS3.5 7.8.1",
)
PRIVATE_TAG_INVALID = _error(
    "private-tag-invalid", "The tag is no legal private tag.", "PS3.5 7.8.1"
)
