"""DIMSE messages: the command sets of PS3.7."""

from __future__ import annotations

from enum import StrEnum

from attrs import field, frozen
from attrs.validators import matches_re, optional

from .conditions import Condition
from .values import TABLE, TAG, Value

NAME = matches_re(r"[CN]-[A-Z]+(-[A-Z]+)*")
"""The name of a service or message: "C-STORE", "N-EVENT-REPORT-RSP"."""


class ParameterUsage(StrEnum):
    """Whether a message has a parameter: PS3.7 7.5.3.1."""

    MANDATORY = "M"
    CONDITIONAL = "C"
    USER_OPTION = "U"


class Presence(StrEnum):
    """Whether a data set follows a command set."""

    ALWAYS = "always"
    NEVER = "never"
    EITHER = "either"


@frozen
class MessageField:
    """One command element of a message."""

    tag: str = field(validator=TAG)
    name: str
    vr: str
    vm: str
    value: int | None = None
    """The value that the field shall have, where the table fixes one: 0x8001."""
    usage: ParameterUsage | None = None
    """As the service's table of parameters asks for it; None for what encodes a message:
    its length, its kind, and whether a data set follows."""
    repeats: str | None = field(default=None, validator=optional(TAG))
    """Tag of the field of the request whose value it has, if it is there."""
    values: tuple[Value, ...] = ()
    """The only values it may have, decimal."""
    condition: Condition | None = None


@frozen
class Message:
    """One DIMSE message: PS3.7 Tables 9.3-x and 10.3-x."""

    name: str = field(validator=NAME)
    """"C-STORE-RSP"."""
    table: str = field(validator=TABLE)
    fields: tuple[MessageField, ...] = ()
    data_set: str | None = None
    """What the table calls the data set that may follow: "Identifier"."""
    presence: Presence | None = None
    """Whether the data set follows; None where the table does not say so."""
    usage: ParameterUsage | None = None
    """As the service's table of parameters asks for the data set."""
    parameters: str | None = field(default=None, validator=optional(TABLE))
    """Label of the service's table of parameters: "9.1-1"."""
    command: str | None = field(default=None, validator=optional(NAME))
    """What Table E.1-1 calls it: one name for all messages with its Command Field."""
    condition: Condition | None = None
    """When the data set follows, where its usage is C."""
