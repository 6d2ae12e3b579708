"""What is asked of one attribute."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from ..definitions import Attribute, Constraint, Type
from ..editions import Element
from . import values
from .references import name_of as name_of
from .references import reference_of as reference_of
from .references import table_of as table_of
from .value_rules import Allowed, Counted, ValueRules

if TYPE_CHECKING:
    from .plan import Plan

MEMORY: Final = 32
"""How many values are remembered as good, of each attribute: files and frames repeat."""

LONGEST: Final = 64
"""Bytes from where a value is not remembered."""


class Rule:
    """What is asked of one attribute: by the dictionary, and by the modules in use."""

    __slots__ = (
        "acceptors",
        "counts",
        "filled",
        "implicit_vr",
        "keyword",
        "module",
        "passed",
        "plan",
        "reference",
        "retired",
        "sequence",
        "source",
        "tag",
        "terms",
        "type",
        "values",
        "vm",
        "vr",
    )

    def __init__(
        self,
        tag: int,
        element: Element | None,
        plan: Plan,
        attributes: Sequence[Attribute] = (),
        module: str = "",
        used: bool = False,
        constraints: Sequence[Constraint] = (),
    ) -> None:
        """Compile a rule.

        Args:
            element: The dictionary's row; None where the edition has none.
            plan: What is asked of the items, of a sequence.
            attributes: The rows of the tables that define the attribute, strictest first;
                none for what stands in no table of the IOD.
            module: Name of the module that asks.
            used: Whether one of its modules is in use; else nothing is demanded.
            constraints: What the IOD asks of the attribute, beyond its modules.
        """
        self.tag: Final = tag
        self.plan: Final = plan
        self.module: Final = module
        self.keyword: Final = element.keyword if element else ""
        self.retired: Final = element is not None and element.retired
        self.vr: Final = element.vr if element else ""
        """As in the dictionary: "SH", "US or SS"."""
        self.vm: Final = element.vm if element else ""
        choice = self.vr.split(" or ") if self.vr else []
        self.implicit_vr: Final = choice[0] if choice else "UN"
        """What the bytes are taken for where the encoding does not say."""
        self.sequence: Final = self.implicit_vr == "SQ"
        self.acceptors: Final = {vr: values.acceptor(vr, self.vm) for vr in choice}
        """What accepts the value, by the VR it is encoded in."""

        strictest = attributes[0] if attributes and used else None
        self.passed: Final[set[tuple[str, bytes]]] = set()
        """Some values in which nothing is wrong, by VR and bytes (little endian)."""

        self.type: Final[Type | None] = strictest.type if strictest else None
        self.filled: Final = self.type in ("1", "1C")
        """Whether the attribute needs a value where it is present."""
        asked = _asked(attributes if used else (), constraints)
        self.values: Final[ValueRules | None] = asked if asked else None
        """What is asked of the values; None where nothing is."""
        self.counts: Final[tuple[Counted, ...]] = (
            asked.counts if asked is not None else ()
        )
        """How many items the sequence may have."""
        self.terms: Final[tuple[Allowed, ...]] = (
            asked.enumerated if asked is not None else ()
        )
        """The enumerated values, each list with its reference."""
        owner = strictest.owner if strictest else None
        self.source: Final = name_of(owner) if owner else ""
        """Name of the table that asks: of the module, or of a macro that it includes."""
        self.reference: Final = reference_of(owner) if owner else ""

    def remember(self, vr: str, value: bytes) -> None:
        """Note that nothing is wrong with a value, whatever else the object holds."""
        if len(self.passed) < MEMORY and len(value) < LONGEST:
            self.passed.add((vr, value))


def _asked(
    attributes: Sequence[Attribute], constraints: Sequence[Constraint]
) -> ValueRules | None:
    stating = [
        (attribute, reference_of(attribute.owner))
        for attribute in attributes
        if attribute.terms
        or attribute.limits
        or attribute.vm
        or attribute.items
        or attribute.counts
    ]
    return ValueRules(stating, constraints) if stating or constraints else None
