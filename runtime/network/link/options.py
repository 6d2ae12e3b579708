"""Options of associations: timeouts, and proposals with their own transfer syntaxes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeVar

from .errors import InvalidAETitleError

if TYPE_CHECKING:
    from ...dimse.services.sop_classes import SopClass
    from ...tables.descriptions import Iod

T = TypeVar("T")

Check = Literal["raise", "warn", "off"]
"""Handling of messages with errors: not sent; findings logged; messages not checked."""

MAX_OPERATIONS = 0xFFFF
"""Largest number in an asynchronous operations window: PS3.7 Table D.3-7."""


@dataclass(frozen=True, kw_only=True)
class Timeouts:
    """Timeouts in seconds; None for no limit."""

    connection: float | None = 10.0
    """For the transport connection, including TLS."""
    acse: float | None = 30.0
    """For the response to a request, or a release, of an association: PS3.8 9.1.5."""
    dimse: float | None = 60.0
    """For the next response to a message."""
    network: float | None = 60.0
    """For data on an idle association, and within a PDU."""


@dataclass(frozen=True)
class Proposal:
    """A SOP class to be proposed with given transfer syntaxes."""

    sop_class: type[SopClass] | type[Iod] | str
    """A SOP class, an IOD, or a UID."""
    transfer_syntaxes: tuple[str, ...]

    def __post_init__(self) -> None:
        if not listed(self.transfer_syntaxes, "transfer_syntaxes"):
            raise ValueError("a Proposal must have at least one transfer syntax")


def listed(values: Iterable[T], name: str) -> list[T]:
    """Return values as a list.

    Raises:
        TypeError: It is a string, or a single value.
    """
    if isinstance(values, str):
        raise TypeError(f"{name} must be a list: [{values!r}], not {values!r}")
    if isinstance(values, type) or not isinstance(values, Iterable):
        shown = getattr(values, "__qualname__", type(values).__qualname__)
        raise TypeError(f"{name} must be a list: [{shown}], not {shown}")
    return list(values)


def operations_of(number: int, name: str) -> int:
    """Return a number of concurrent operations: PS3.7 D.3.3.3.

    Args:
        name: Name of the argument: "asynchronous_window".

    Raises:
        ValueError: It is not a number from 0 to 65,535.
    """
    if not 0 <= number <= MAX_OPERATIONS:
        raise ValueError(
            f"{name} must be from 0 to {MAX_OPERATIONS:,} operations, got {number:,}"
        )
    return number


def ae_title_of(text: str, name: str) -> str:
    """Return an AE title without leading and trailing spaces: PS3.5 Table 6.2-1, AE.

    Args:
        name: Name of the argument: "called_ae".

    Raises:
        InvalidAETitleError: It is not a valid AE title.
    """
    title = text.strip(" ") if isinstance(text, str) else ""
    legal = title.isascii() and title.isprintable() and "\\" not in title
    if not 1 <= len(title) <= 16 or not legal:
        raise InvalidAETitleError(name, text)
    return title
