"""DIMSE messages: the command sets of PS3.7."""

from __future__ import annotations

from attrs import field, frozen

from .values import TABLE, TAG


@frozen
class MessageField:
    """One command element of a message."""

    tag: str = field(validator=TAG)
    name: str
    vr: str
    vm: str
    value: int | None = None
    """The value that the field shall have, where the table fixes one: 0x8001."""


@frozen
class Message:
    """One DIMSE message: PS3.7 Tables 9.3-x and 10.3-x."""

    name: str
    """"C-STORE-RSP"."""
    table: str = field(validator=TABLE)
    fields: tuple[MessageField, ...] = ()
    data_set: str | None = None
    """What the table calls the data set that may follow: "Identifier"."""
