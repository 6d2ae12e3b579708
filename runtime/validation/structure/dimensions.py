"""The dimensions of a multi-frame object: PS3.3 C.7.6.17."""

from __future__ import annotations

from functools import cache
from typing import Final, NamedTuple

from ...encoding.single_values import text_of
from ...findings import codes
from ...findings.finding import format_tag
from ...tables.descriptions import Definition, Use
from ..plan.scope import Scope
from ..plan.tags import PER_FRAME, SHARED
from ..reporting.reporter import Reporter
from .numbers import number, numbers
from .subject import Subject

ORGANIZATIONS: Final = 0x00209221
INDICES: Final = 0x00209222
FRAME_CONTENT: Final = 0x00209111
ORGANIZATION_UID: Final = 0x00209164
INDEX_POINTER: Final = 0x00209165
GROUP_POINTER: Final = 0x00209167
INDEX_VALUES: Final = 0x00209157


_GROUPED: Final = 'points(DimensionIndexPointer, "grouped")'
"""The condition of Functional Group Pointer. It is unknown for attributes that other IODs have
outside of groups."""


class Dimensions:
    """Checks the dimensions and the dimension index values of the frames."""

    def __init__(self, reporter: Reporter, subject: Subject, root: Scope) -> None:
        self._reporter = reporter
        self._organizations: set[str] = set()
        self._indices: list[Scope] = []
        self._wrong_count: dict[int, tuple[Scope, int]] = {}
        """By number of index values, the first frame with that number and the frame count."""
        self._groups: set[int] = set()
        """Tags of the functional groups that are present."""
        self._iod = subject.iod
        self._subject = subject
        self._top = root.level.plan.sources.keys()
        self._frames = False
        """Whether any frame has functional groups of its own; tiles may have none."""

    def visit(self, scope: Scope) -> None:
        if scope.step is None or scope.parent is None:
            return
        sequence, depth = scope.step[0], scope.depth
        if depth == 1 and sequence == ORGANIZATIONS:
            self._organizations.add(text_of(scope.elements.get(ORGANIZATION_UID)))
        elif depth == 1 and sequence == INDICES:
            self._indices.append(scope)
        elif depth == 1 and sequence == SHARED:
            self._groups |= scope.elements.keys()
        elif depth == 2 and scope.parent.step and scope.parent.step[0] == PER_FRAME:
            self._frames = True
            self._groups |= scope.parent.elements.keys()
            self._visit_frame(scope)

    def _visit_frame(self, scope: Scope) -> None:
        values = numbers(scope.elements.get(INDEX_VALUES), "UL")
        if not values:
            return
        first, count = self._wrong_count.get(len(values), (scope, 0))
        self._wrong_count[len(values)] = first, count + 1
        if min(values) < 1:
            what = f"value {values.index(min(values)) + 1} is {min(values)}; an index must be at least 1"
            self._reporter.add(codes.DIMENSION_INDEX, scope, INDEX_VALUES, what)

    def finish(self) -> None:
        for scope in self._indices:
            self._check_index(scope)
        self._wrong_count.pop(len(self._indices), None)
        for have, (scope, frames) in self._wrong_count.items():
            times = "" if frames == 1 else f", in {frames} frames"
            what = f"has {have} values for {len(self._indices)} dimensions{times}"
            self._reporter.add(codes.DIMENSION_VALUES, scope, INDEX_VALUES, what)

    def _check_index(self, scope: Scope) -> None:
        elements = scope.elements
        uid = text_of(elements.get(ORGANIZATION_UID))
        if uid and self._organizations and uid not in self._organizations:
            what = f"{uid} is not in the Dimension Organization Sequence"
            self._reporter.add(
                codes.DIMENSION_ORGANIZATION, scope, ORGANIZATION_UID, what
            )
        pointer = number(elements.get(INDEX_POINTER), "AT")
        if pointer in (FRAME_CONTENT, INDEX_VALUES):
            what = f"points to {format_tag(pointer)}, which cannot be a dimension"
            self._reporter.add(codes.DIMENSION_POINTER, scope, INDEX_POINTER, what)
        group = number(elements.get(GROUP_POINTER), "AT")
        if group is None:
            if GROUP_POINTER not in elements and pointer is not None:
                self._check_group_pointer(scope, pointer)
        elif self._frames and group not in self._groups:
            what = f"points to {format_tag(group)}, which is in no frame"
            self._reporter.add(codes.DIMENSION_GROUP, scope, GROUP_POINTER, what)
        elif pointer is not None and self._is_elsewhere(pointer, group):
            what = f"{format_tag(pointer)} is not in the group {format_tag(group)}"
            self._reporter.add(codes.DIMENSION_POINTER, scope, INDEX_POINTER, what)

    def _check_group_pointer(self, scope: Scope, pointer: int) -> None:
        """Report a missing pointer to the group of an attribute: Table C.7.6.17-1."""
        if self._iod is None or pointer in self._top:
            return  # the attribute may be outside of the groups
        if self._subject.holds(scope, _GROUPED):
            return  # reported, as the condition of the row is met
        if any(
            pointer in group.own
            for group in _groups_of(self._iod.functional_group_uses).values()
        ):
            what = f"absent; {format_tag(pointer)} is in a functional group"
            self._reporter.add(codes.TYPE1C_MISSING, scope, GROUP_POINTER, what)

    def _is_elsewhere(self, pointer: int, group: int) -> bool:
        """True if an attribute is known, but not part of the group pointed to."""
        groups = (
            {} if self._iod is None else _groups_of(self._iod.functional_group_uses)
        )
        if group not in groups or pointer == group or pointer in groups[group].all:
            return False
        return pointer in self._top or any(pointer in g.all for g in groups.values())


class _Group(NamedTuple):
    """Tags of the attributes in the items of a functional group."""

    own: frozenset[int]
    all: frozenset[int]
    """Includes the attributes of nested items."""


@cache
def _groups_of(uses: tuple[Use, ...]) -> dict[int, _Group]:
    """Return the functional groups of an IOD by the tag of their sequence."""
    return {
        tag: _Group(
            frozenset(attribute.item.attributes()), frozenset(_all_tags(attribute.item))
        )
        for use in uses
        for tag, attribute in use.definition.attributes().items()
        if attribute.item is not None
    }


def _all_tags(item: type[Definition]) -> set[int]:
    """Return the tags of an item's attributes, including those of nested items."""
    waiting, seen, tags = [item], {item}, set[int]()
    while waiting:
        for tag, attribute in waiting.pop().attributes().items():
            tags.add(tag)
            if attribute.item is not None and attribute.item not in seen:
                seen.add(attribute.item)
                waiting.append(attribute.item)
    return tags
