"""Checks of the functional group macros of an IOD, in frames and shared.

Source: PS3.3 C.7.6.16, and the functional group tables of the IODs.
"""

from __future__ import annotations

from typing import Final

from ...conditions import Verdict
from ...conditions.places import FRAMES, View
from ...findings import codes
from ...rules.judges import judge_of
from ...tables.descriptions import Definition, Use, When
from ..plan.rule import name_of
from ..plan.scope import Scope
from ..plan.tags import SHARED
from ..views import ItemView
from .facts import Facts
from .outcome import NOTHING, Outcome, Problem, Undecided
from .problems import why_not_permitted, why_required

SHARED_KEYWORD: Final = "SharedFunctionalGroupsSequence"
PER_FRAME_KEYWORD: Final = "PerFrameFunctionalGroupsSequence"


class GroupCheck:
    """Checks the usage of a macro in one frame, or in the shared functional groups.

    Args:
        reference: Reference of the IOD's table of functional groups.
    """

    def __init__(self, use: Use, when: When, reference: str) -> None:
        self.once: Final[type[Definition]] = use.definition
        self._use = use
        self._when = when
        self._always = use.usage == "M"
        self._reference = reference
        attributes = use.definition.attributes().values()
        required = [a for a in attributes if a.type in ("1", "2")]
        carriers = required or [*attributes]
        self._carriers = frozenset(a.tag for a in carriers)
        """Tags of the attributes that show that an item has the macro."""
        self._carrier_keywords = tuple(a.keyword for a in carriers)

    def outcome(self, scope: Scope, view: View, facts: Facts) -> Outcome:
        verdict = judge_of(self._when).verdict(view, facts, self._always)
        present = not self._carriers.isdisjoint(scope.elements)
        if verdict is Verdict.UNKNOWN:
            return Outcome(undecided=Undecided(self._use, self._when))
        if verdict is Verdict.FORBIDDEN and present:
            better = self._better_place(scope, facts)
            why = why_not_permitted(self._when, view, facts)
            return self._problem(codes.FUNCTIONAL_GROUP_NOT_ALLOWED, why, better)
        if (
            verdict is Verdict.REQUIRED
            and self._use.usage == "C"
            and not present
            and not self._is_shared(scope, view)
        ):
            why = why_required(self._when, view, facts)
            return self._problem(codes.FUNCTIONAL_GROUP_REQUIRED, why)
        return NOTHING

    def _is_shared(self, scope: Scope, view: View) -> bool:
        """True if the frames of the shared groups are checked, or these have the macro."""
        assert scope.step is not None  # functional groups are in items
        assert view.parent is not None
        if scope.step[0] == SHARED:
            return any(view.parent.get(name) is not None for name in FRAMES)
        shared = view.parent.get(SHARED_KEYWORD)
        return shared is not None and any(
            item.get(keyword) is not None
            for item in shared.items
            for keyword in self._carrier_keywords
        )

    def _better_place(self, scope: Scope, facts: Facts) -> str:
        """Return the suggestion to move a group; empty if it is not allowed elsewhere."""
        assert scope.step is not None
        assert scope.view is not None
        around = scope.view.parent
        shared = scope.step[0] == SHARED
        place, keyword = (
            ("per-frame", PER_FRAME_KEYWORD) if shared else ("shared", SHARED_KEYWORD)
        )
        moved = ItemView(scope.elements, around, keyword, 1, 1, scope.view.names)
        verdict = judge_of(self._when).verdict(moved, facts, self._always)
        if verdict in (Verdict.FORBIDDEN, Verdict.UNKNOWN):
            return ""
        return f"move it to the {place} groups"

    def _problem(self, code: codes.Code, why: str, suggestion: str = "") -> Outcome:
        name = name_of(self._use.definition)
        problem = Problem(
            code,
            min(self._carriers),
            f"{name}: {why}",
            name,
            self._reference,
            suggestion,
        )
        return Outcome(problems=(problem,))
