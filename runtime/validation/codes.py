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
MODULE_INCOMPLETE = _warning(
    "module-incomplete",
    "An optional module of which only attributes of type 3 are present lacks others.",
    "PS3.3 A.1.3.3",
)
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

# Conditions
TYPE1C_MISSING = _error(
    "type1c-missing",
    "An attribute of type 1C is absent, though its condition is met.",
    "PS3.5 7.4.2",
)
TYPE2C_MISSING = _error(
    "type2c-missing",
    "An attribute of type 2C is absent, though its condition is met.",
    "PS3.5 7.4.4",
)
CONDITION_FORBIDS = _error(
    "condition-forbids",
    "An attribute is present where its table says that it shall not be.",
)
CONDITION_NOT_MET = _error(
    "condition-not-met",
    "A conditional attribute is present though its condition is not met; its table says"
    " nothing of that case. Practice is sloppier: lower or ignore it where that is wanted.",
    "PS3.5 7.4.2",
)
MODULE_REQUIRED = _error(
    "module-required",
    "A conditional module is absent, though its condition is met.",
    "PS3.3 A.1.3.2",
)
MODULE_NOT_ALLOWED = _error(
    "module-not-allowed",
    "A conditional module is present where its usage says that it shall not be.",
    "PS3.3 A.1.3.2",
)
MODULE_NOT_ASKED = _warning(
    "module-not-asked",
    "A conditional module is present, though its condition is not met; its usage says"
    " nothing of that case.",
    "PS3.3 A.1.3.2",
)
FUNCTIONAL_GROUP_REQUIRED = _error(
    "functional-group-required",
    "A functional group is absent from a frame, though its condition is met.",
)
FUNCTIONAL_GROUP_NOT_ALLOWED = _error(
    "functional-group-not-allowed",
    "A functional group stands where its usage in the IOD does not allow it.",
)

TERM_UNKNOWN = _info(
    "term-unknown", "A value is none of the defined terms, which may be extended."
)
TERM_RETIRED = _warning("term-retired", "A value is a retired term.")
VALUE_OUT_OF_RANGE = _error(
    "value-out-of-range", "A number lies outside the range that the standard gives it."
)
ITEM_COUNT = _error(
    "item-count", "A sequence has more or fewer items than the standard allows."
)

# Functional groups and dimensions
GROUP_MISSING = _error(
    "functional-group-missing",
    "A mandatory functional group is neither among the shared ones nor in every frame's.",
)
GROUP_TWICE = _error(
    "functional-group-twice",
    "A functional group stands both among the shared ones and among a frame's.",
    "PS3.3 C.7.6.16.1.1",
)
FRAME_COUNT = _error(
    "frame-count",
    "The number of per-frame functional groups differs from the number of frames.",
    "PS3.3 C.7.6.16 Table C.7.6.16-1",
)
DIMENSION_VALUES = _error(
    "dimension-values",
    "A frame has more or fewer dimension index values than there are dimensions.",
    "PS3.3 C.7.6.17.1",
)
DIMENSION_INDEX = _error(
    "dimension-index", "A dimension index is not positive.", "PS3.3 C.7.6.17.1"
)
DIMENSION_ORGANIZATION = _error(
    "dimension-organization",
    "A dimension belongs to an organization that the object does not list.",
    "PS3.3 C.7.6.17.2",
)
DIMENSION_POINTER = _error(
    "dimension-pointer",
    "A dimension index points to an attribute that cannot be a dimension.",
    "PS3.3 C.7.6.17.1",
)
DIMENSION_GROUP = _warning(
    "dimension-group",
    "A dimension points to a functional group that no frame has.",
    "PS3.3 C.7.6.17.1",
)

# Structured reports
CONTENT_ROOT = _error(
    "content-root", "The root of the content tree is no container.", "PS3.3 C.17.3"
)
CONTENT_RELATIONSHIP = _error(
    "content-relationship",
    "The IOD does not allow this relationship between these value types.",
    "PS3.3 A.35",
)
CONTENT_BY_REFERENCE = _error(
    "content-by-reference",
    "The IOD does not allow this relationship to be conveyed by reference.",
    "PS3.3 A.35",
)
CONTENT_TARGET = _error(
    "content-target",
    "A relationship by reference leads to no content item.",
    "PS3.3 C.17.3.3",
)
CONTENT_LOOP = _error(
    "content-loop",
    "A relationship by reference leads to an ancestor, which the IOD forbids.",
    "PS3.3 A.35",
)

# Directories of media
DIRECTORY_OFFSET = _error(
    "directory-offset",
    "An offset does not lead to the directory record that it should.",
    "PS3.3 F.3.2.2 Table F.3-3",
)
DIRECTORY_LOOP = _error(
    "directory-loop",
    "Two offsets lead to the same directory record, so that records form no tree.",
    "PS3.3 F.2.2.2",
)
DIRECTORY_UNREACHABLE = _warning(
    "directory-unreachable",
    "No offset leads from the root to the directory record.",
    "PS3.3 F.2.2.2",
)
DIRECTORY_TYPE = _warning(
    "directory-type",
    "The edition does not have the directory record type; it may be retired.",
    "PS3.3 F.3.2.2 Table F.3-3",
)
DIRECTORY_NESTING = _error(
    "directory-nesting",
    "A directory record stands where its type may not.",
    "PS3.3 F.4 Table F.4-1",
)
DIRECTORY_FILE = _warning(
    "directory-file", "The file that a directory record refers to is not there."
)

# Pixels, overlays, waveforms
PIXEL_SAMPLES = _error(
    "pixel-samples",
    "Samples per Pixel is not what the Photometric Interpretation has.",
    "PS3.3 C.7.6.3.1.1",
)
PIXEL_BITS_STORED = _error(
    "pixel-bits-stored",
    "More bits are stored than allocated, or none.",
    "PS3.5 8.1.1",
)
PIXEL_BITS_ALLOCATED = _error(
    "pixel-bits-allocated",
    "Bits Allocated is neither 1 nor a multiple of 8.",
    "PS3.5 8.1.1",
)
PIXEL_MATRIX = _error(
    "pixel-matrix",
    "There are pixel data, but rows, columns or frames are none.",
    "PS3.3 C.7.6.3",
)
PIXEL_HIGH_BIT = _error(
    "pixel-high-bit",
    "High Bit is not one less than Bits Stored.",
    "PS3.3 C.7.6.3 Table C.7-11c",
)
PIXEL_DATA_TWICE = _error(
    "pixel-data-twice",
    "An image has pixel data of more than one kind.",
    "PS3.3 C.7.6.3",
)
PIXEL_DATA_LENGTH = _error(
    "pixel-data-length",
    "Pixel data are longer or shorter than rows, columns, samples, bits and frames say.",
    "PS3.5 8.1.1",
)
PIXEL_ENCODING = _error(
    "pixel-encoding",
    "Pixel data are encapsulated or not, against their transfer syntax.",
    "PS3.5 A.4",
)
FRAGMENTS_BROKEN = _error(
    "fragments-broken",
    "The fragments of encapsulated pixel data cannot be read to their end.",
    "PS3.5 A.4",
)
FRAGMENT_LENGTH = _error(
    "fragment-length", "A fragment has an odd number of bytes.", "PS3.5 A.4"
)
FRAGMENT_COUNT = _error(
    "fragment-count", "There are fewer fragments than frames.", "PS3.5 A.4"
)
OFFSET_TABLE = _error(
    "offset-table",
    "An offset table of encapsulated pixel data does not lead to the frames.",
    "PS3.5 A.4",
)
LUT_DESCRIPTOR = _error(
    "lut-descriptor",
    "A descriptor of a palette contradicts another one, or asks for impossible entries.",
    "PS3.3 C.7.6.3.1.5",
)
LUT_LENGTH = _error(
    "lut-length",
    "A lookup table is longer or shorter than its descriptor says.",
    "PS3.3 C.7.6.3.1.5",
)
OVERLAY_LENGTH = _error(
    "overlay-length",
    "Overlay data are longer or shorter than rows, columns and frames say.",
    "PS3.3 C.9.2",
)
WAVEFORM_LENGTH = _error(
    "waveform-length",
    "Waveform data are longer or shorter than channels, samples and bits say.",
    "PS3.3 C.10.9",
)
WAVEFORM_BITS = _error(
    "waveform-bits",
    "The bits of a waveform sample are not those of its interpretation.",
    "PS3.3 C.10.9.1.5",
)
CURVE_LENGTH = _error(
    "curve-length",
    "Curve data are longer or shorter than points and dimensions say.",
    "PS3.3 C.10.2",
)
PALETTE_SEGMENTS = _error(
    "palette-segments",
    "Segmented palette data are no whole segments, or have another number of entries.",
    "PS3.3 C.7.9.2",
)
WINDOW_WIDTH = _error(
    "window-width",
    "The width of a window is too small for its function.",
    "PS3.3 C.11.2.1.2",
)

# Frames and space
FRAME_INCREMENT = _error(
    "frame-increment",
    "Frame Increment Pointer points to an attribute that is absent.",
    "PS3.3 C.7.6.6",
)
FRAME_VECTOR = _error(
    "frame-vector",
    "A vector does not have one value for each frame, or one that is out of its range.",
    "PS3.3 C.7.6.6",
)
ITEM_NUMBER = _error(
    "item-number",
    "Items that are numbered from one are numbered otherwise.",
)
ORDINAL = _error(
    "ordinal", "A number that counts from one is zero.", "PS3.3 C.7.6.16.2.2"
)
SPACING = _error(
    "spacing", "A distance that has to be positive is not.", "PS3.3 10.7.1.3"
)
ORIENTATION = _error(
    "orientation",
    "Direction cosines are not of unit length, or not orthogonal.",
    "PS3.3 C.7.6.2.1.1",
)
PATIENT_ORIENTATION = _error(
    "patient-orientation",
    "A direction is not made of the letters for it, or of opposite ones.",
    "PS3.3 C.7.6.1.1.1",
)

# Characters
CHARACTERS_UNDECLARED = _error(
    "characters-undeclared",
    "A text has characters beyond the default repertoire, and no character set is named.",
    "PS3.5 6.1.2.2",
)
CHARACTERS_INVALID = _error(
    "characters-invalid",
    "A text has bytes that its character set does not have.",
    "PS3.3 C.12.1.1.2",
)
ESCAPE_UNDECLARED = _error(
    "escape-undeclared",
    "A text switches to a character set that is not among those named.",
    "PS3.5 6.1.2.5.3",
)
CHARACTER_SET_ALONE = _error(
    "character-set-alone",
    "A character set without code extensions is named beside others.",
    "PS3.3 C.12.1.1.2",
)

# Several files
INSTANCE_COPIED = _warning(
    "instance-copied", "Two files of the run hold the same instance."
)
INSTANCE_DUPLICATE = _error(
    "instance-duplicate",
    "Two files with different content have the same SOP Instance UID.",
    "PS3.5 9",
)
SERIES_IN_TWO_STUDIES = _error(
    "series-in-two-studies",
    "Instances of the same series say that they belong to different studies.",
    "PS3.3 A.1.2.3",
)
PATIENT_DIFFERS = _warning(
    "patient-differs",
    "An attribute of the patient differs between instances of the same study.",
    "PS3.3 A.1.2.1",
)
STUDY_DIFFERS = _warning(
    "study-differs",
    "An attribute of the study differs between its instances.",
    "PS3.3 A.1.2.2",
)
SERIES_DIFFERS = _warning(
    "series-differs",
    "An attribute of the series differs between its instances.",
    "PS3.3 A.1.2.3",
)

# Associations: what two systems say to each other
PDU_UNKNOWN = _error(
    "pdu-unknown", "The bytes are no PDU of the Upper Layer Protocol.", "PS3.8 9.3.1"
)
PDU_BROKEN = _error(
    "pdu-broken", "A PDU, or an item of it, cannot be read to its end.", "PS3.8 9.3"
)
PDU_TOO_LONG = _error(
    "pdu-too-long",
    "A P-DATA-TF PDU is longer than its receiver said that it takes.",
    "PS3.8 D.1",
)
PDU_UNEXPECTED = _error(
    "pdu-unexpected",
    "A PDU was sent in a state of the association that does not allow it.",
    "PS3.8 9.2",
)
PDU_FRAGMENTS = _error(
    "pdu-fragments",
    "The fragments of a message are out of order, or do not belong together.",
    "PS3.8 E",
)
ASSOCIATION_REJECTED = _warning(
    "association-rejected", "The association was rejected.", "PS3.8 9.3.4"
)
ASSOCIATION_ABORTED = _warning(
    "association-aborted",
    "The association was aborted instead of being released.",
    "PS3.8 9.3.8",
)
ASSOCIATION_CUT = _error(
    "association-cut",
    "The connection ended without a release or an abort of the association.",
    "PS3.8 7.2",
)
NEGOTIATION_INVALID = _error(
    "negotiation-invalid",
    "A request for an association, or its answer, is not as the standard asks.",
    "PS3.8 9.3",
)
CONTEXT_REFUSED = _warning(
    "context-refused", "A presentation context was not accepted.", "PS3.8 9.3.3.2"
)
CONTEXT_MISMATCH = _error(
    "context-mismatch",
    "A presentation context of the answer is not one that was asked for.",
    "PS3.8 9.3.3.2",
)
CONTEXT_NOT_NEGOTIATED = _error(
    "context-not-negotiated",
    "A message uses a presentation context that was not accepted.",
    "PS3.8 7.1.1.13",
)
ROLE_NOT_NEGOTIATED = _error(
    "role-not-negotiated",
    "A side sends what only the other role of the SOP class may send.",
    "PS3.7 D.3.3.4",
)
MESSAGE_BROKEN = _error(
    "message-broken", "The command set of a message cannot be read.", "PS3.7 6.3.1"
)
MESSAGE_ID_REUSED = _error(
    "message-id-reused",
    "A request has the Message ID of one that is not answered yet.",
    "PS3.7 9.3",
)
WINDOW_EXCEEDED = _error(
    "window-exceeded",
    "More requests are unanswered than were negotiated.",
    "PS3.7 D.3.3.3",
)
RESPONSE_UNMATCHED = _error(
    "response-unmatched", "A response answers no request.", "PS3.7 9.3"
)
RESPONSE_MISMATCH = _error(
    "response-mismatch",
    "A response differs from its request in what has to be the same.",
    "PS3.7 9.3",
)
RESPONSE_MISSING = _error(
    "response-missing",
    "A request was not answered, or not finally, before the association ended.",
    "PS3.7 9.1",
)
SUBOPERATIONS = _error(
    "sub-operations",
    "The numbers of sub-operations contradict each other.",
    "PS3.4 C.4.2.1.6",
)
STORE_MISMATCH = _error(
    "store-mismatch",
    "SOP class or instance of a stored object differ from those of its message.",
    "PS3.4 B.2",
)

# Messages: their attribute lists, commands and statuses
ATTRIBUTE_NOT_ALLOWED = _error(
    "attribute-not-allowed",
    "An attribute is present that the service does not allow in the message.",
)
OPERATION_UNKNOWN = _error(
    "operation-unknown", "The SOP class does not have the operation."
)
ACTION_UNKNOWN = _error(
    "action-unknown", "The SOP class does not have an action of this Action Type ID."
)
EVENT_UNKNOWN = _error(
    "event-unknown", "The SOP class does not have an event of this Event Type ID."
)
COMMAND_UNKNOWN = _error(
    "command-unknown",
    "Command Field is absent, or names no message.",
    "PS3.7 E.1 Table E.1-1",
)
COMMAND_MISSING = _error(
    "command-missing", "A mandatory field of a command set is absent or empty."
)
COMMAND_OUTSIDE = _warning(
    "command-outside", "A command set has a field that its message does not have."
)
COMMAND_VALUE = _error(
    "command-value", "A field of a command set has a value that it cannot have."
)
COMMAND_DATA_SET = _error(
    "command-data-set",
    "Command Data Set Type and the message differ in whether there is a data set.",
)
COMMAND_SOP_CLASS = _error(
    "command-sop-class",
    "The SOP class of a message is not that of its presentation context.",
    "PS3.7 9.3",
)
STATUS_UNKNOWN = _error(
    "status-unknown", "A response has a status that its service does not have."
)
STATUS_FIELD_MISSING = _warning(
    "status-field-missing",
    "A response lacks a field that goes with its status.",
    "PS3.7 C",
)
REPLY_CONTRADICTS_STATUS = _error(
    "reply-contradicts-status",
    "A response has a data set, or none, against its status.",
)

# Messages: queries and their answers
QUERY_LEVEL_MISSING = _error(
    "query-level-missing",
    "Query/Retrieve Level is absent or empty.",
    "PS3.4 C.4.1.1.3.1",
)
QUERY_LEVEL_UNKNOWN = _error(
    "query-level-unknown",
    "The information model does not have the Query/Retrieve Level.",
    "PS3.4 C.6",
)
UNIQUE_KEY_MISSING = _error(
    "unique-key-missing",
    "The unique key of the level, or of one above it, is absent or has no single value.",
    "PS3.4 C.4.1.2.1",
)
KEY_OF_OTHER_LEVEL = _error(
    "key-of-other-level",
    "A key belongs to another level than that of the query.",
    "PS3.4 C.4.1.2.1",
)
KEY_UNKNOWN = _info(
    "key-unknown",
    "The information model does not have the key: most systems will ignore it.",
)
KEY_ITEMS = _error(
    "key-items", "A sequence key has more than one item.", "PS3.4 C.2.2.2.6"
)
KEY_MATCHING = _error(
    "key-matching",
    "A key has a wild card, a range or a list, which its value representation excludes.",
    "PS3.4 C.2.2.2",
)
KEY_NOT_RETURNED = _error(
    "key-not-returned",
    "An answer lacks a key that was asked for and has to be returned.",
)
KEY_NOT_ASKED = _warning(
    "key-not-asked",
    "An answer has an attribute that was not asked for.",
    "PS3.4 C.4.1.1.3.2",
)
ANSWER_MISMATCH = _error(
    "answer-mismatch",
    "An answer has a value that does not match the query.",
    "PS3.4 C.2.2.2",
)

# Messages: states of instances
STATE_INITIAL = _error(
    "state-initial", "An instance is created in a state that is not the first."
)
STATE_TRANSITION = _error(
    "state-transition", "A message asks for a change that the state does not allow."
)
STATE_FINAL = _error(
    "state-final", "A message would change an instance that is in a final state."
)
STATE_ALREADY = _warning(
    "state-already", "A message asks for the state that the instance is in."
)
TRANSACTION_UID = _error(
    "transaction-uid",
    "Transaction UID is absent, or not the one that locks the instance.",
    "PS3.4 CC.1.1",
)
ATTRIBUTE_NOT_CREATED = _warning(
    "attribute-not-created",
    "N-SET sets an attribute that N-CREATE did not create.",
)
INSTANCE_UNKNOWN = _error(
    "instance-unknown", "A message is about an instance that does not exist."
)

# Messages: what a peer knows beyond them
STEP_UNKNOWN = _warning(
    "step-unknown",
    "A performed procedure step refers to a scheduled one that the worklist does not have.",
    "PS3.4 F.7.2.1",
)
REFERENCE_NOT_STORED = _error(
    "reference-not-stored",
    "An instance that is referred to was not stored before.",
)
INSTANCE_RESENT = _warning(
    "instance-resent",
    "An instance was stored before, with another content.",
    "PS3.3 C.12.1",
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
PRIVATE_CREATOR_INVALID = _error(
    "private-creator-invalid",
    "A private creator is empty, or no name.",
    "PS3.5 7.8.1",
)
PRIVATE_TAG_INVALID = _error(
    "private-tag-invalid", "The tag is no legal private tag.", "PS3.5 7.8.1"
)

# Profiles: rules that a site or a guideline puts on top of the standard's
PROFILE_MISSING = _error(
    "profile-missing", "An attribute that a profile demands is absent."
)
PROFILE_EMPTY = _error(
    "profile-empty", "An attribute to which a profile demands a value has none."
)
PROFILE_FORBIDDEN = _error(
    "profile-forbidden", "An attribute that a profile forbids is present."
)
PROFILE_VALUE = _error(
    "profile-value", "A value is not one of those that a profile allows."
)
