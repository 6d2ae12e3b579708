"""Codes of modules and attributes: presence, structure and values."""

from .code import error, warning

# Presence
MODULE_INCOMPLETE = warning(
    "module-incomplete",
    "Only type 3 attributes of an optional module are present; its required attributes are"
    " absent.",
    "PS3.3 A.1.3.3",
)
MODULE_MISSING = error(
    "module-missing", "A mandatory module is absent: none of its attributes is present."
)
TYPE1_MISSING = error("type1-missing", "A type 1 attribute is absent.")
TYPE1_EMPTY = error("type1-empty", "A type 1 attribute is empty.")
TYPE1C_EMPTY = error(
    "type1c-empty",
    "A type 1C attribute is empty. If present, it must have a value.",
)
TYPE2_MISSING = error(
    "type2-missing",
    "A type 2 attribute is absent. It may be empty but must be present.",
)

# Structure
NOT_A_SEQUENCE = error(
    "not-a-sequence",
    "A sequence has another value representation, or its value does not consist of items.",
)
UNEXPECTED_ITEMS = error(
    "unexpected-items", "A non-sequence element is encoded as a sequence."
)
SEQUENCE_BROKEN = error(
    "sequence-broken",
    "The items of a sequence cannot be decoded completely. The items before the error"
    " were checked.",
    "PS3.5 7.5",
)
NESTED_TOO_DEEP = error(
    "nested-too-deep",
    "Sequences are nested deeper than in any definition. Deeper levels were not checked.",
)
SEQUENCE_LOOP = error(
    "sequence-loop", "An item contains itself and therefore cannot be encoded."
)
DELIMITER_LENGTH = error(
    "delimiter-length",
    "The length of an item delimiter or sequence delimiter is not 0.",
    "PS3.5 7.5",
)
DELIMITER_MISPLACED = error(
    "delimiter-misplaced",
    "An item or a delimiter is where none belongs, or a delimiter is missing.",
    "PS3.5 7.5",
)
DELIMITER_IN_LENGTH = warning(
    "delimiter-in-length",
    "A sequence or item of explicit length contains its delimiter.",
    "PS3.5 7.5.2",
)
VR_MIXED = error(
    "vr-mixed",
    "Elements in explicit VR and in implicit VR are mixed.",
    "PS3.5 7.1",
)
DUPLICATE_ELEMENT = error(
    "duplicate-element",
    "An element occurs twice in a data set or item. The last occurrence was checked.",
    "PS3.5 7.1",
)
ELEMENT_ORDER = error(
    "element-order", "Elements are not in ascending order of tags.", "PS3.5 7.1"
)

# Values
VR_WRONG = error(
    "vr-wrong",
    "The value representation differs from that of the data dictionary.",
    "PS3.6 6",
)
VR_UNKNOWN = error(
    "vr-unknown", "The value representation does not exist.", "PS3.5 6.2"
)
VR_UN = warning(
    "vr-un",
    "The value representation is UN although the data dictionary has the element.",
    "PS3.5 6.2.2",
)
VM_WRONG = error(
    "vm-wrong",
    "The number of values does not match the value multiplicity of the data dictionary.",
    "PS3.6 6",
)
VALUE_INVALID = error(
    "value-invalid",
    "A value is not valid for its value representation.",
    "PS3.5 Table 6.2-1",
)
VALUE_LENGTH = error(
    "value-length", "The length of the value is not an even number.", "PS3.5 7.1"
)
VALUE_NOT_ENUMERATED = error(
    "value-not-enumerated", "A value is not one of the enumerated values."
)
