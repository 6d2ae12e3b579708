"""Requirements of final states: PS3.4 F.7.2.1 and CC.2.5.1.3."""

from __future__ import annotations

from collections.abc import Container
from typing import Final

from pydicom.dataelem import DataElement

from ...encoding.readings import Element, Reading
from ...findings import codes
from ...findings.finding import Finding
from ...tables.editions import Edition
from ...validation.plan import Scope
from ..services.attribute_lists import AttributeList
from ..services.sop_classes import SopClass
from .content import Content, items_of, reading_of
from .walks import ABSENT, MessageWalk, checker

_REPORTED: Final = ABSENT | {codes.TYPE1_EMPTY}


def check_final(
    sop_class: type[SopClass],
    *contents: Content,
    state: tuple[int, str] | None = None,
    edition: Edition | None = None,
) -> tuple[Finding, ...]:
    """Return the attributes that an instance lacks for a final state.

    Attributes that no request can set, such as SOP Class UID of a unified procedure step,
    are the SCP's own and not reported.

    Args:
        contents: The attributes of N-CREATE, then those of each N-SET, which replace
            earlier ones; or those of the complete instance.
        state: Tag and value of the state, if the contents do not include it.
        edition: The bundled one if None.

    Source: PS3.4 F.7.2.1 and CC.2.5.1.3 (the columns of the final state).
    """
    final: type[AttributeList] | None = getattr(sop_class, "Final", None)
    if final is None:
        return ()
    elements: dict[int, Element] = {}
    for content in contents:
        elements.update(reading_of(content).elements)
    if state is not None:
        tag, value = state
        elements[tag] = DataElement(tag, "CS", value)
    walk = _FinalWalk(_settable(sop_class) or final.attributes())
    return checker(edition).run(
        walk, final, Reading(dict(sorted(elements.items())), ())
    )


def _settable(sop_class: type[SopClass]) -> frozenset[int]:
    """Return the tags of the attributes that N-SET can change."""
    return frozenset(
        tag
        for operation in sop_class.operations
        if operation.service == "N-SET"
        for request in operation.requests
        for tag in request.attributes()
    )


class _FinalWalk(MessageWalk):
    """A walk that reports missing attributes only.

    Args:
        settable: Attributes that requests can set.
    """

    def __init__(self, settable: Container[int]) -> None:
        super().__init__()
        self._settable = settable
        self._emptied: set[tuple[int, ...]] = set()

    def enter(self, scope: Scope, reading: Reading) -> None:
        """Treat empty attributes of type 1C as absent, so that their condition decides.

        N-CREATE creates them empty, and not every final state requires them.
        """
        rules = scope.level.rules
        empty = {
            tag
            for tag, element in scope.elements.items()
            if (rule := rules[tag]) and rule.type == "1C" and _is_empty(element)
        }
        if empty:
            self._emptied |= {(*scope.key, tag) for tag in empty}
            scope.elements = {
                tag: element
                for tag, element in scope.elements.items()
                if tag not in empty
            }
        super().enter(scope, reading)

    def add(
        self,
        code: codes.Code,
        scope: Scope,
        tag: int | None,
        message: str,
        **details: str,
    ) -> None:
        if code not in _REPORTED or (
            scope.parent is None and tag not in self._settable
        ):
            return
        rule = None if tag is None else scope.rule(tag)
        emptied = code is codes.TYPE1C_MISSING and (*scope.key, tag) in self._emptied
        if rule is not None and emptied:
            code = codes.TYPE1C_EMPTY
            message = f"empty; type 1C in {rule.source}, and its condition is met"
        super().add(code, scope, tag, message, **details)


def _is_empty(element: Element) -> bool:
    if element.VR == "SQ":
        return next(items_of(element), None) is None
    value = element.value
    return value is None or (hasattr(value, "__len__") and not len(value))
