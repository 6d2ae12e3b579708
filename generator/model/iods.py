"""Information object definitions: the modules and functional groups of an object.

Source: PS3.3 Annex A (composite), Annex B (normalized), Annex F.3 (basic directory).
"""

from __future__ import annotations

from enum import StrEnum

from attrs import field, frozen
from attrs.validators import optional

from .attributes import Type
from .conditions import Condition
from .values import EDITION, SECTION, TABLE, TAG, ValueConstraint


class Usage(StrEnum):
    """Usage of a module or functional group in an IOD. Source: PS3.3 A.1.3."""

    MANDATORY = "M"
    CONDITIONAL = "C"
    USER_OPTION = "U"


class IodKind(StrEnum):
    COMPOSITE = "composite"
    NORMALIZED = "normalized"
    DIRECTORY = "directory"


@frozen
class ModuleUse:
    """One row of an IOD module table: a module of the IOD, with its usage."""

    module: str
    """As spelled in the row: "Contrast/Bolus"."""
    section: str = field(validator=SECTION)
    """Section of PS3.3 that the row refers to."""
    table: str | None = None
    """Label of the module's attribute table; None if the edition does not have it (retired)."""
    entity: str | None = None
    """Information entity: "Frame of Reference"; None in normalized IODs."""
    usage: Usage | None = None
    """None in normalized IODs, whose tables do not have this column."""
    condition: Condition | None = None

    def __attrs_post_init__(self) -> None:
        if self.entity is not None and self.usage is None:
            raise ValueError(
                f"the module {self.module} of {self.entity} requires a usage"
            )


@frozen
class FunctionalGroupUse:
    """One row of a functional group table of an IOD."""

    macro: str
    section: str = field(validator=SECTION)
    table: str | None = None
    usage: Usage = Usage.MANDATORY
    condition: Condition | None = None


@frozen
class StatedType:
    """The type of an attribute that the table of its module does not state."""

    tag: str = field(validator=TAG)
    type: Type


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
    """Value constraints in the IOD's own sections."""
    types: tuple[StatedType, ...] = ()
    """The types that the services of a retired normalized IOD state."""
    last_edition: str | None = field(default=None, validator=optional(EDITION))
    """The last edition of the standard that had it: "2004"; None if it is current."""
    source: str | None = None
    """The second sources of its facts; None if that is the text of the edition."""
