"""Checks of encoded command sets: PS3.7 6.3.1."""

import pytest

from iodize.dimse.checking import check_command
from iodize.generated import messages

ECHO = messages.CEchoRQ(AffectedSOPClassUID="1.2.840.10008.1.1", MessageID=1).encode()
LENGTH, REST = ECHO[:12], ECHO[12:]
LAST = ECHO[-10:]


@pytest.mark.parametrize(
    ("data", "codes"),
    [
        (ECHO, []),
        (REST, ["command-missing"]),
        (ECHO[:8] + b"\x01\x00\x00\x00" + REST, ["command-value"]),
        (LENGTH + LAST + REST[:-10], ["element-order"]),
        (REST + LENGTH, ["element-order"]),
        (ECHO + LAST, ["duplicate-element", "command-value"]),
    ],
    ids=["good", "no length", "length", "order", "length last", "twice"],
)
def test_wrong_order_and_group_length_are_reported(
    data: bytes, codes: list[str]
) -> None:
    assert [finding.code for finding in check_command(data)] == codes


def test_the_retired_length_to_end_is_allowed() -> None:
    old = bytes.fromhex("00000100 04000000 00000000")
    length = (int.from_bytes(LENGTH[8:], "little") + len(old)).to_bytes(4, "little")

    assert check_command(LENGTH[:8] + length + old + REST) == ()
