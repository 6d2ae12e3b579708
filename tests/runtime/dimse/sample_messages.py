"""Values for the fields of messages, and the messages as pynetdicom encodes them."""

from __future__ import annotations

import io
from collections.abc import Mapping
from typing import Any

from hypothesis import strategies as st
from pydicom.dataset import Dataset
from pynetdicom import dimse_messages, dimse_primitives
from pynetdicom.dsutils import encode

from iodize.dimse.messages.commands import CommandElement
from iodize.dimse.messages.messages import Message, messages_of
from iodize.tables.editions import bundled

MESSAGES = [*messages_of(bundled()).values()]

VALUES: dict[str, Any] = {
    "AffectedSOPClassUID": "1.2.840.10008.5.1.4.1.1.2",
    "RequestedSOPClassUID": "1.2.840.10008.3.1.2.3.3",
    "AffectedSOPInstanceUID": "1.2.3.4",
    "RequestedSOPInstanceUID": "1.2.3.45",
    "MessageID": 1,
    "MessageIDBeingRespondedTo": 65535,
    "Priority": 2,
    "MoveDestination": "STORE",
    "MoveOriginatorApplicationEntityTitle": "MOVER1",
    "MoveOriginatorMessageID": 258,
    "Status": 0xA700,
    "NumberOfRemainingSuboperations": 0,
    "NumberOfCompletedSuboperations": 3,
    "NumberOfFailedSuboperations": 1,
    "NumberOfWarningSuboperations": 2,
    "EventTypeID": 1,
    "ActionTypeID": 2,
    "AttributeIdentifierList": [0x00100010, 0x00100020],
    "OffendingElement": [0x0020000D],
    "ErrorComment": "Odd",
    "ErrorID": 17,
}
"""One value of each field."""

DATA_SETS = {
    "C-STORE": "DataSet",
    "C-FIND": "Identifier",
    "C-GET": "Identifier",
    "C-MOVE": "Identifier",
    "N-EVENT-REPORT-RQ": "EventInformation",
    "N-EVENT-REPORT-RSP": "EventReply",
    "N-GET": "AttributeList",
    "N-SET-RQ": "ModificationList",
    "N-SET-RSP": "AttributeList",
    "N-ACTION-RQ": "ActionInformation",
    "N-ACTION-RSP": "ActionReply",
    "N-CREATE": "AttributeList",
}
"""Name of the data set in pynetdicom, by message or service."""


def known_to_pynetdicom(message: type[Message]) -> set[str]:
    """Return the fields that pynetdicom sends with a message."""
    return set(dimse_messages._COMMAND_SET_KEYWORDS[message.name])


def pynetdicoms(
    message: type[Message], values: Mapping[str, Any], has_data_set: bool
) -> bytes:
    """Return a command set as pynetdicom encodes it."""
    service = message.service
    primitive = getattr(dimse_primitives, service.replace("-", "_"))()
    for keyword, value in values.items():
        setattr(primitive, keyword, value)
    if has_data_set:
        name = DATA_SETS.get(message.name) or DATA_SETS[service]
        setattr(primitive, name, io.BytesIO(b"\x08\x00\x16\x00\0\0\0\0"))
    theirs = getattr(dimse_messages, message.name.replace("-", "_"))()
    theirs.primitive_to_message(primitive)
    encoded = encode(theirs.command_set, True, True)
    assert encoded is not None
    return encoded


def parsed(data: bytes) -> Dataset:
    """Return a command set as pydicom decodes it."""
    from pynetdicom.dsutils import decode

    return decode(io.BytesIO(data), True, True)


_UIDS = st.lists(st.integers(0, 10**9), min_size=1, max_size=6).map(
    lambda parts: ".".join(["1", *map(str, parts)])
)
_TEXTS = st.text(st.characters(min_codepoint=33, max_codepoint=91), min_size=1)


def value_of(element: CommandElement) -> st.SearchStrategy[Any]:
    """Return the valid values of an element."""
    if element.values is not None:
        return st.sampled_from(sorted(element.values))
    match element.vr:
        case "UI":
            return _UIDS
        case "US":
            return st.integers(0, 0xFFFF)
        case "AT":
            return st.lists(st.integers(0, 0xFFFFFFFF), min_size=1, max_size=5)
        case "AE":
            return _TEXTS.map(lambda text: text[:16])
    return _TEXTS.map(lambda text: text[:64])


@st.composite
def messages(draw: st.DrawFn) -> Message:
    """Return any message of PS3.7."""
    cls = draw(st.sampled_from(MESSAGES))
    fields = {
        keyword: draw(value_of(element))
        for keyword, element in cls.by_keyword.items()
        if element.usage == "M" or draw(st.booleans())
    }
    message = cls(**fields)
    if cls.data_set is not None and cls.data_set.presence == "either":
        message.has_data_set = draw(st.booleans())
    return message
