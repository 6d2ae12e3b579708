"""SOP classes: the services of PS3.4 over the IODs of PS3.3."""

from __future__ import annotations

from attrs import field, frozen

from .attributes import TABLE
from .dictionary import UID


@frozen
class SopClass:
    """A SOP class that a table of PS3.4 lists with its IOD."""

    uid: str = field(validator=UID)
    name: str
    table: str = field(validator=TABLE)
    """Label of the table of PS3.4 that lists it: "B.5-1"."""
    iod_section: str | None = field(default=None)
    """Section of PS3.3 that the row refers to; None where it refers to none."""
    iod: str | None = None
    """Label of the IOD's module table: "A.3-1"."""
    specialization: str | None = None
    """What the IOD is narrowed to, by the title of the section referred to."""
