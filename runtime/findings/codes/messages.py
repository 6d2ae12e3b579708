"""Codes of DIMSE messages: attribute lists, command sets, statuses, queries and states."""

from .code import error, info, warning

# Attribute lists, commands and statuses
ATTRIBUTE_NOT_ALLOWED = error(
    "attribute-not-allowed",
    "An attribute is present that the service does not allow in the message.",
)
OPERATION_UNKNOWN = error(
    "operation-unknown", "The SOP class does not have the operation."
)
ACTION_UNKNOWN = error(
    "action-unknown", "The SOP class does not have an action of this Action Type ID."
)
EVENT_UNKNOWN = error(
    "event-unknown", "The SOP class does not have an event of this Event Type ID."
)
COMMAND_UNKNOWN = error(
    "command-unknown",
    "Command Field is absent or is not the code of a message.",
    "PS3.7 E.1 Table E.1-1",
)
COMMAND_MISSING = error(
    "command-missing", "A required field of a command set is absent or empty."
)
COMMAND_OUTSIDE = warning(
    "command-outside", "A command set has a field that its message does not define."
)
COMMAND_VALUE = error(
    "command-value", "A field of a command set has a value that is not valid."
)
COMMAND_DATA_SET = error(
    "command-data-set",
    "Command Data Set Type does not match the presence of a data set.",
)
COMMAND_SOP_CLASS = error(
    "command-sop-class",
    "The SOP class of a message differs from that of its presentation context.",
    "PS3.7 9.3",
)
STATUS_UNKNOWN = error(
    "status-unknown", "A response has a status that its service does not define."
)
STATUS_FIELD_MISSING = warning(
    "status-field-missing",
    "A response lacks a field that belongs to its status.",
    "PS3.7 C",
)
REPLY_CONTRADICTS_STATUS = error(
    "reply-contradicts-status",
    "A response has a data set that its status forbids, or lacks one that it requires.",
)

# Queries and their answers
QUERY_LEVEL_MISSING = error(
    "query-level-missing",
    "Query/Retrieve Level is absent or empty.",
    "PS3.4 C.4.1.1.3.1",
)
QUERY_LEVEL_UNKNOWN = error(
    "query-level-unknown",
    "The information model does not have the Query/Retrieve Level.",
    "PS3.4 C.6",
)
UNIQUE_KEY_MISSING = error(
    "unique-key-missing",
    "The unique key of the level or of a higher level is absent or not a single value.",
    "PS3.4 C.4.1.2.1",
)
KEY_OF_OTHER_LEVEL = error(
    "key-of-other-level",
    "A key belongs to another level than that of the query.",
    "PS3.4 C.4.1.2.1",
)
KEY_UNKNOWN = info(
    "key-unknown",
    "The information model does not have the key. Most systems ignore it.",
)
KEY_ITEMS = error(
    "key-items", "A sequence key has more than one item.", "PS3.4 C.2.2.2.6"
)
KEY_MATCHING = error(
    "key-matching",
    "A key has a wild card, a range or a list that its value representation does not"
    " allow.",
    "PS3.4 C.2.2.2",
)
KEY_NOT_RETURNED = error(
    "key-not-returned",
    "An answer lacks a requested key that must be returned.",
)
KEY_NOT_ASKED = warning(
    "key-not-asked",
    "An answer has an attribute that was not requested.",
    "PS3.4 C.4.1.1.3.2",
)
ANSWER_MISMATCH = error(
    "answer-mismatch",
    "A value of an answer does not match the query.",
    "PS3.4 C.2.2.2",
)

# States of instances
STATE_INITIAL = error(
    "state-initial", "An instance is created in a state other than the initial one."
)
STATE_TRANSITION = error(
    "state-transition",
    "A message requests a transition that the current state does not allow.",
)
STATE_FINAL = error(
    "state-final", "A message modifies an instance that is in a final state."
)
STATE_ALREADY = warning(
    "state-already", "A message requests the current state of the instance."
)
TRANSACTION_UID = error(
    "transaction-uid",
    "Transaction UID is absent or is not the one that locks the instance.",
    "PS3.4 CC.1.1",
)
ATTRIBUTE_NOT_CREATED = warning(
    "attribute-not-created",
    "N-SET sets an attribute that N-CREATE did not create.",
)
INSTANCE_UNKNOWN = error(
    "instance-unknown", "A message refers to an instance that does not exist."
)

# Checks against the data of the emulator
STEP_UNKNOWN = warning(
    "step-unknown",
    "A performed procedure step refers to a scheduled step that is not in the worklist.",
    "PS3.4 F.7.2.1",
)
REFERENCE_NOT_STORED = error(
    "reference-not-stored",
    "A referenced instance has not been stored.",
)
INSTANCE_RESENT = warning(
    "instance-resent",
    "An instance has already been stored with different content.",
    "PS3.3 C.12.1",
)
