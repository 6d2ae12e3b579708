"""SOP classes: the services of PS3.4 over the IODs of PS3.3."""

from __future__ import annotations

from attrs import field, frozen

from .dictionary import UID
from .values import TABLE


@frozen
class SopClass:
    """A SOP class that a table of PS3.4 lists with its IOD."""

    uid: str = field(validator=UID)
    name: str
    table: str = field(validator=TABLE)
    """Label of the table of PS3.4 that lists it: "B.5-1"."""
    iod: str | None = None
    """Label of the IOD's module table: "A.3-1"; None where PS3.3 has no such IOD."""
    specialization: str | None = None
    """Section of PS3.4 that narrows the IOD: "B.5.1.1"."""
