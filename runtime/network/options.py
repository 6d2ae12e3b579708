"""How associations are made: timeouts, and what is proposed beyond the usual."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeVar

from .errors import InvalidAETitleError

if TYPE_CHECKING:
    from ..definitions import Iod
    from ..dimse.sop_classes import SopClass

T = TypeVar("T")

Check = Literal["raise", "warn", "off"]
"""What is done of findings in a message to be sent: not sent, logged, not looked for."""


@dataclass(frozen=True, kw_only=True)
class Timeouts:
    """How long to wait, in seconds; None for ever."""

    connection: float | None = 10.0
    """For the transport connection, TLS included."""
    acse: float | None = 30.0
    """For the answer to a request, or a release, of an association: PS3.8 9.1.5."""
    dimse: float | None = 60.0
    """For the next answer to a message."""
    network: float | None = 60.0
    """For anything at all on an association that nobody uses, and amid a PDU."""


@dataclass(frozen=True)
class Proposal:
    """A SOP class to be proposed with transfer syntaxes of its own."""

    sop_class: type[SopClass] | type[Iod] | str
    """A SOP class, an IOD, or a UID."""
    transfer_syntaxes: tuple[str, ...]

    def __post_init__(self) -> None:
        if not listed(self.transfer_syntaxes, "transfer_syntaxes"):
            raise ValueError("a Proposal needs one transfer syntax at least")


def listed(values: Iterable[T], name: str) -> list[T]:
    """Return values as a list; a text is an Iterable of texts only to a type checker.

    Raises:
        TypeError: It is a text.
    """
    if isinstance(values, str):
        raise TypeError(f"{name} takes a list: [{values!r}], not {values!r}")
    return list(values)


def ae_title_of(text: str, name: str) -> str:
    """Return an AE title without the spaces around it: PS3.5 Table 6.2-1, AE.

    Args:
        name: What it is given as: "called_ae".

    Raises:
        InvalidAETitleError: It is none.
    """
    title = text.strip(" ") if isinstance(text, str) else ""
    legal = title.isascii() and title.isprintable() and "\\" not in title
    if not 1 <= len(title) <= 16 or not legal:
        raise InvalidAETitleError(name, text)
    return title
