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
    """Usage of a parameter in a message: PS3.7 7.5.3.1."""

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
    """Fixed value of the field, if the table states one: 0x8001."""
    usage: ParameterUsage | None = None
    """Usage in the service's table of parameters; None for fields that encode the message:
    its length, its type, and the presence of a data set."""
    repeats: str | None = field(default=None, validator=optional(TAG))
    """Tag of the field of the request whose value it repeats, if present."""
    values: tuple[Value, ...] = ()
    """The allowed values, decimal."""
    condition: Condition | None = None


@frozen
class Message:
    """One DIMSE message: PS3.7 Tables 9.3-x and 10.3-x."""

    name: str = field(validator=NAME)
    """"C-STORE-RSP"."""
    table: str = field(validator=TABLE)
    fields: tuple[MessageField, ...] = ()
    data_set: str | None = None
    """Name of the data set in the table: "Identifier"."""
    presence: Presence | None = None
    """Presence of the data set; None if the table does not state it."""
    usage: ParameterUsage | None = None
    """Usage of the data set in the service's table of parameters."""
    parameters: str | None = field(default=None, validator=optional(TABLE))
    """Label of the service's table of parameters: "9.1-1"."""
    command: str | None = field(default=None, validator=optional(NAME))
    """Name in Table E.1-1, which is shared by messages with the same Command Field."""
    condition: Condition | None = None
    """Condition of the data set if its usage is C."""
