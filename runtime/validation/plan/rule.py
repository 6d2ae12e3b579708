"""The rule of one attribute: the requirements of its tables, and of the data dictionary."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from ...encoding import value_forms
from ...rules.effective_attribute import EffectiveAttribute, TableRow
from ...rules.origins import is_retired
from ...rules.origins import name_of as name_of
from ...rules.origins import reference_of as reference_of
from ...rules.origins import table_of as table_of
from ...rules.value_lists import Allowed, Counted, ValueRules
from ...tables.descriptions import Constraint
from ...tables.editions import Element

if TYPE_CHECKING:
    from .plan import Plan

STILL_REQUIRED: Final = frozenset({0x21000500})
"""Attributes that PS3.6 has as retired although a message must have them: Referenced Print Job
Sequence, PS3.4 H.4.1.2.4.1."""

MEMORY: Final = 32
"""Number of valid values to remember for each attribute: files and frames repeat."""

LONGEST: Final = 64
"""Length in bytes from which a value is not remembered."""


class AttributeRule(EffectiveAttribute):
    """An attribute of a level, with the checks of its values compiled.

    Args:
        element: The attribute in the data dictionary; None if it is not registered.
        plan: The requirements for the items of a sequence.
        rows: The rows of the tables in use; none if no table in use lists the attribute.
        module: Name of the module that lists the attribute.
        constraints: Requirements of the IOD's own sections.
    """

    __slots__ = (
        "acceptors",
        "counts",
        "filled",
        "implicit_vr",
        "module",
        "passed",
        "plan",
        "retired",
        "sequence",
        "terms",
        "values",
    )

    def __init__(
        self,
        tag: int,
        element: Element | None,
        plan: Plan,
        rows: Sequence[TableRow] = (),
        module: str = "",
        constraints: Sequence[Constraint] = (),
    ) -> None:
        super().__init__(tag, element, rows)
        self.plan: Final = plan
        self.module: Final = module
        choice = self.vr.split(" or ") if self.vr else []
        self.implicit_vr: Final = choice[0] if choice else "UN"
        """The VR of a value whose encoding does not state one."""
        self.sequence: Final = self.implicit_vr == "SQ"
        vm = self.element.vm
        self.acceptors: Final = {vr: value_forms.acceptor(vr, vm) for vr in choice}
        """Checks of the form of a value, by the VR it is encoded in."""
        self.passed: Final[set[tuple[str, bytes]]] = set()
        """Some valid values, by VR and bytes (little endian)."""
        self.retired: Final = (
            self.element.retired
            and tag not in STILL_REQUIRED
            and not any(is_retired(row.attribute) for row in rows)
        )
        """Whether the attribute is retired, and not part of a retired service."""
        self.filled: Final = self.type in ("1", "1C")
        """Whether the attribute must have a value if it is present."""
        rules = self.value_rules(constraints)
        self.values: Final[ValueRules | None] = rules or None
        """Requirements for values; None if there are none."""
        self.counts: Final[tuple[Counted, ...]] = () if rules is None else rules.counts
        """Requirements for the number of items of a sequence."""
        self.terms: Final[tuple[Allowed, ...]] = (
            () if rules is None else rules.enumerated
        )
        """The enumerated values, each list with its reference."""

    def remember(self, vr: str, value: bytes) -> None:
        """Remember a value that is valid in any object."""
        if len(self.passed) < MEMORY and len(value) < LONGEST:
            self.passed.add((vr, value))
