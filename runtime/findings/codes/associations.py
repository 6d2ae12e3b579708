"""Codes of associations: PDUs, negotiation, and the exchange of messages."""

from .code import error, warning

PDU_UNKNOWN = error(
    "pdu-unknown",
    "The bytes are not a PDU of the DICOM Upper Layer Protocol.",
    "PS3.8 9.3.1",
)
PDU_BROKEN = error(
    "pdu-broken", "A PDU or one of its items cannot be decoded completely.", "PS3.8 9.3"
)
PDU_TOO_LONG = error(
    "pdu-too-long",
    "A P-DATA-TF PDU is longer than the maximum length of its receiver.",
    "PS3.8 D.1",
)
PDU_UNEXPECTED = error(
    "pdu-unexpected",
    "A PDU was sent in a state of the association that does not allow it.",
    "PS3.8 9.2",
)
PDU_FRAGMENTS = error(
    "pdu-fragments",
    "The fragments of a message are out of order, or of different messages.",
    "PS3.8 E",
)
ASSOCIATION_REJECTED = warning(
    "association-rejected", "The association was rejected.", "PS3.8 9.3.4"
)
ASSOCIATION_ABORTED = warning(
    "association-aborted",
    "The association was aborted instead of released.",
    "PS3.8 9.3.8",
)
ASSOCIATION_CUT = error(
    "association-cut",
    "The connection was closed without a release or an abort of the association.",
    "PS3.8 7.2",
)
NEGOTIATION_INVALID = error(
    "negotiation-invalid",
    "An association request or its response does not conform to the standard.",
    "PS3.8 9.3",
)
CONTEXT_REFUSED = warning(
    "context-refused", "A presentation context was not accepted.", "PS3.8 9.3.3.2"
)
CONTEXT_MISMATCH = error(
    "context-mismatch",
    "A presentation context of the response was not proposed.",
    "PS3.8 9.3.3.2",
)
CONTEXT_NOT_NEGOTIATED = error(
    "context-not-negotiated",
    "A message uses a presentation context that was not accepted.",
    "PS3.8 7.1.1.13",
)
ROLE_NOT_NEGOTIATED = error(
    "role-not-negotiated",
    "A message may only be sent in the other role of the SOP class.",
    "PS3.7 D.3.3.4",
)
MESSAGE_BROKEN = error(
    "message-broken", "The command set of a message cannot be decoded.", "PS3.7 6.3.1"
)
MESSAGE_ID_REUSED = error(
    "message-id-reused",
    "A request has the Message ID of another request that has no response yet.",
    "PS3.7 9.3",
)
WINDOW_EXCEEDED = error(
    "window-exceeded",
    "More requests are outstanding than were negotiated.",
    "PS3.7 D.3.3.3",
)
RESPONSE_UNMATCHED = error(
    "response-unmatched", "A response does not match any request.", "PS3.7 9.3"
)
RESPONSE_MISMATCH = error(
    "response-mismatch",
    "A field of a response that must repeat the request differs from it.",
    "PS3.7 9.3",
)
RESPONSE_MISSING = error(
    "response-missing",
    "The association ended before a request had its response or its final response.",
    "PS3.7 9.1",
)
SUBOPERATIONS = error(
    "sub-operations",
    "The numbers of sub-operations contradict each other.",
    "PS3.4 C.4.2.1.6",
)
STORE_MISMATCH = error(
    "store-mismatch",
    "The SOP class or instance of a stored object differs from that of its C-STORE"
    " request.",
    "PS3.4 B.2",
)
