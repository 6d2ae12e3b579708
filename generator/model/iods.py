"""Information object definitions: which modules and functional groups make an object.

Source: PS3.3 Annex A (composite), Annex B (normalized), Annex F.3 (basic directory).
"""

from __future__ import annotations

from enum import StrEnum

from attrs import field, frozen

from .conditions import Condition
from .values import SECTION, TABLE, ValueConstraint


class Usage(StrEnum):
    """How firmly an IOD asks for a module or a functional group. Source: PS3.3 A.1.3."""

    MANDATORY = "M"
    CONDITIONAL = "C"
    USER_OPTION = "U"


class IodKind(StrEnum):
    COMPOSITE = "composite"
    NORMALIZED = "normalized"
    DIRECTORY = "directory"


@frozen
class ModuleUse:
    """One row of an IOD module table: which module an IOD uses, and how firmly."""

    module: str
    """As the row spells it: "Contrast/Bolus"."""
    section: str = field(validator=SECTION)
    """Section of PS3.3 that the row refers to."""
    table: str | None = None
    """Label of the module's attribute table; None where the edition has none (retired)."""
    entity: str | None = None
    """Information entity: "Frame of Reference"; None in normalized IODs."""
    usage: Usage | None = None
    """None in normalized IODs, whose tables have no such column."""
    condition: Condition | None = None


@frozen
class FunctionalGroupUse:
    """One row of a functional group table of an IOD."""

    macro: str
    section: str = field(validator=SECTION)
    table: str | None = None
    usage: Usage = Usage.MANDATORY
    condition: Condition | None = None


@frozen
class Iod:
    """An information object definition."""

    name: str
    """From the caption, without "IOD Modules": "CT Image"."""
    kind: IodKind
    table: str = field(validator=TABLE)
    section: str = field(validator=SECTION)
    """The section that defines the IOD: "A.3"."""
    modules: tuple[ModuleUse, ...] = ()
    functional_groups_table: str | None = None
    functional_groups: tuple[FunctionalGroupUse, ...] = ()
    constraints: tuple[ValueConstraint, ...] = ()
    """What the IOD's own sections ask of the values of attributes."""
