"""SOP classes, and when services ask for an attribute: PS3.4 over the IODs of PS3.3."""

from __future__ import annotations

from attrs import field, frozen
from attrs.validators import matches_re

from .conditions import Condition
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


NOTATION = r"(-|[123]C?|MC?|U|[RO]C?)(/(-|[123]C?|MC?|U))?"
"""How a service asks for an attribute: of its user, after the slash of its provider."""


@frozen
class ServiceCondition:
    """A condition in one requirement column of an attribute table of PS3.4."""

    table: str = field(validator=TABLE)
    path: tuple[str, ...] = field()
    """Tags that lead to the attribute, from the top level of the table."""
    column: str
    """Heading of the column: "Req. Type N-CREATE (SCU/SCP)"."""
    requirement: str = field(validator=matches_re(NOTATION))
    """As the column writes it: "1C/1C", "-/2C", "RC"."""
    condition: Condition | None = None
