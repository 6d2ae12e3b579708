"""Command sets by keyword: lenient, lazy, and encoded as messages are."""

from __future__ import annotations

from typing import Any

import pytest

from iodize.dimse.checking import check_command
from iodize.dimse.messages.command_sets import CommandSet
from iodize.dimse.messages.errors import MalformedCommandError
from iodize.dimse.messages.messages import Message
from iodize.messages import CEchoRQ, NGetRQ

ECHO = {
    "AffectedSOPClassUID": "1.2.840.10008.1.1",
    "CommandField": 0x0030,
    "MessageID": 7,
    "CommandDataSetType": 0x0101,
}


def element(tag: int, value: bytes) -> bytes:
    return (
        tag.to_bytes(4, "little")[2:]
        + tag.to_bytes(4, "little")[:2]
        + len(value).to_bytes(4, "little")
        + value
    )


def test_a_command_set_and_its_message_have_the_same_bytes() -> None:
    message = CEchoRQ(AffectedSOPClassUID="1.2.840.10008.1.1", MessageID=7)

    assert CommandSet.of(ECHO).encode() == message.encode()
    assert dict(CommandSet.decode(message.encode())) == ECHO


def test_a_list_of_tags_survives_encoding() -> None:
    tags = [0x00100010, 0x7FE00010]
    fields = {"CommandField": 0x0110, "AttributeIdentifierList": tags}

    decoded = CommandSet.decode(CommandSet.of(fields).encode())
    assert decoded["AttributeIdentifierList"] == tags


def test_a_field_without_a_value_is_not_encoded() -> None:
    assert "MessageID" not in CommandSet.of({**ECHO, "MessageID": None})


def test_values_that_a_message_rejects_are_encoded() -> None:
    found = CommandSet.of({**ECHO, "AffectedSOPClassUID": "not a UID"})

    assert CommandSet.decode(found.encode())["AffectedSOPClassUID"] == "not a UID"


def test_an_empty_number_has_no_value() -> None:
    assert CommandSet.decode(element(0x00000110, b""))["MessageID"] is None


@pytest.mark.parametrize(
    ("tag", "value"),
    [(0x00000110, b"\1"), (0x00000001, b"\1\2"), (0x00001005, b"\x10\0\x10")],
    ids=["US", "UL", "AT"],
)
def test_a_value_of_impossible_length_is_malformed(tag: int, value: bytes) -> None:
    head = element(0x00000100, b"\x30\0")

    with pytest.raises(MalformedCommandError) as caught:
        CommandSet.decode(head + element(tag, value))
    assert caught.value.offset == len(head)


def test_a_truncated_command_set_is_malformed() -> None:
    with pytest.raises(MalformedCommandError):
        CommandSet.decode(CommandSet.of(ECHO).encode()[:-1])


def test_elements_outside_the_dictionary_are_kept_without_a_keyword() -> None:
    data = element(0x00000110, b"\7\0") + element(0x00009999, b"\1\1")
    found = CommandSet.decode(data)

    assert dict(found) == {"MessageID": 7}
    assert len(found) == 1
    assert found.elements[0x00009999] == b"\1\1"


def test_an_unknown_keyword_is_absent() -> None:
    found = CommandSet.of(ECHO)

    assert "PatientName" not in found
    assert found.get("PatientName") is None


def test_a_command_set_becomes_a_data_set_and_a_message() -> None:
    fields: dict[str, Any] = {
        "RequestedSOPClassUID": "1.2",
        "CommandField": 0x0110,
        "MessageID": 1,
        "CommandDataSetType": 0x0101,
        "RequestedSOPInstanceUID": "1.2.3",
        "AttributeIdentifierList": [0x00100010],
    }
    found = CommandSet.of(fields)

    dataset = found.to_dataset()
    assert dataset.RequestedSOPInstanceUID == "1.2.3"
    assert dataset.AttributeIdentifierList == 0x00100010
    message = Message.from_elements(found.elements)
    assert isinstance(message, NGetRQ)
    assert message.AttributeIdentifierList == [0x00100010]


def test_changing_a_message_leaves_its_command_set_unchanged() -> None:
    found = CommandSet.of(ECHO)

    message = CEchoRQ.from_elements(found.elements)
    message.MessageID = 8
    assert found["MessageID"] == 7


def test_a_command_set_is_checked_as_its_message_is() -> None:
    found = CommandSet.of({**ECHO, "MessageID": None})

    codes = [(each.code, each.path) for each in check_command(found)]
    assert codes == [("command-missing", "MessageID")]


def test_each_message_names_its_service() -> None:
    assert (CEchoRQ.service, CEchoRQ.name) == ("C-ECHO", "C-ECHO-RQ")
