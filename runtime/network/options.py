"""How associations are made: timeouts, and what is proposed beyond the usual."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from ..definitions import Iod
    from ..dimse.sop_classes import SopClass

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
