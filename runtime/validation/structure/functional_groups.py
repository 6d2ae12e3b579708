"""The functional groups of multi-frame objects: presence and place.

Source: PS3.3 C.7.6.16, and the functional group tables of the IODs.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Final, NamedTuple

from ...encoding.single_values import text_of
from ...findings import codes
from ...tables.descriptions import Definition
from ..plan.rule import name_of
from ..plan.scope import Scope
from ..plan.tags import PER_FRAME, SELECTED, SHARED
from ..reporting.reporter import Reporter
from .numbers import number
from .subject import Subject

NUMBER_OF_FRAMES: Final = 0x00280008
ORGANIZATION_TYPE: Final = 0x00209311

IMPLIED: Final = frozenset(
    {
        0x00209111,  # Frame Content
        0x00209113,  # Plane Position (Patient)
        0x00480207,  # Optical Path Identification
        0x0048021A,  # Plane Position (Slide)
        0x0062000A,  # Segment Identification
    }
)
"""Functional groups that the order of the tiles stands for: PS3.3 C.7.6.17.3."""


class Group(NamedTuple):
    """A functional group sequence of the IOD."""

    tag: int
    name: str
    """Name of the macro."""
    mandatory: bool
    forbidden: str | None
    """Condition under which it is not allowed in an item; None if it has none."""


class Gap(NamedTuple):
    """The first frame without a group, and the number of such frames."""

    first: Scope
    frames: int


class FunctionalGroups:
    """Checks the items of the shared and per-frame functional groups."""

    def __init__(self, reporter: Reporter, subject: Subject, root: Scope) -> None:
        self._reporter = reporter
        self._subject = subject
        self._root = root
        self._table = subject.iod.functional_groups_table if subject.iod else ""
        uses = subject.iod.functional_group_uses if subject.iod else ()
        self._groups = {
            tag: Group(
                tag,
                name_of(use.definition),
                use.usage == "M",
                use.when.forbidden if use.when else None,
            )
            for use in uses
            for tag in _carriers(use.definition)
        }
        self._mandatory = frozenset(
            tag for tag, group in self._groups.items() if group.mandatory
        )
        self._shared: frozenset[int] = frozenset()
        self._shared_item: Scope | None = None
        self._frames = 0
        self._first_frame: Scope | None = None
        self._gaps: dict[int, Gap] = {}
        """Frames without a mandatory group, by tag."""
        self._per_frame: dict[int, Scope] = {}
        """The first frame with a group, by tag."""
        self._also_shared: Counter[int] = Counter()
        """Number of frames with a group that is also shared, by tag."""

    def visit(self, scope: Scope) -> None:
        if scope.step is None or scope.depth != 1:
            return
        if scope.step[0] == SHARED:
            self._shared = frozenset(scope.elements)
            self._shared_item = self._shared_item or scope
            return
        self._frames += 1
        self._first_frame = self._first_frame or scope
        tags = scope.elements.keys()
        for tag in tags - self._per_frame.keys():
            self._per_frame[tag] = scope
        self._also_shared.update(tags & self._shared)
        for tag in self._mandatory - tags:
            gap = self._gaps.get(tag)
            self._gaps[tag] = Gap(scope, 1) if gap is None else Gap(gap[0], gap[1] + 1)

    def finish(self) -> None:
        self._check_frame_count()
        for tag in sorted(self._shared & self._per_frame.keys()):
            if tag in self._groups:
                self._report(
                    codes.GROUP_TWICE,
                    self._per_frame[tag],
                    tag,
                    "is also in the shared functional groups",
                    self._suggestion(tag),
                )
            elif self._is_private_group(tag):
                self._reporter.add(
                    codes.PRIVATE_GROUP_TWICE,
                    self._per_frame[tag],
                    tag,
                    "is also in the shared functional groups",
                )
        for tag in sorted(self._mandatory - self._shared):
            self._check_mandatory(tag)
        self._check_per_frame()

    def _is_private_group(self, tag: int) -> bool:
        """True if shared and per-frame groups have a private sequence of one creator."""
        group, number = tag >> 16, tag & 0xFFFF
        if not group & 1 or self._shared_item is None:
            return False
        creator = group << 16 | number >> 8
        shared, frame = self._shared_item.elements, self._per_frame[tag].elements
        return (
            shared[tag].VR == frame[tag].VR == "SQ"
            and text_of(shared.get(creator)) == text_of(frame.get(creator)) != ""
        )

    def _suggestion(self, tag: int) -> str:
        """Suggest a change for a group that is both shared and per frame."""
        forbidden = self._groups[tag].forbidden
        if forbidden and self._subject.holds(self._per_frame[tag], forbidden):
            return "remove it from the per-frame groups"
        if self._also_shared[tag] == self._frames:
            return "remove it from the shared groups"
        return "move it to the per-frame groups"

    def _check_mandatory(self, tag: int) -> None:
        name = self._groups[tag].name
        gap = self._gaps.get(tag)
        if self._frames and gap is None:
            return
        if gap is not None and gap.frames < self._frames:
            what = f"absent in {gap.frames} of {self._frames} frames; mandatory: {name}"
            self._report(codes.GROUP_MISSING, gap.first, tag, what)
        elif item := self._first_frame or self._shared_item:
            if not self._frames and self._tiled_full() and self._implied(tag, item):
                return
            what = f"absent from the shared and per-frame groups; mandatory: {name}"
            self._report(codes.GROUP_MISSING, item, tag, what)

    def _check_per_frame(self) -> None:
        """Report absent per-frame groups if not all mandatory groups are shared."""
        missing = self._mandatory - self._shared
        if self._root.elements.keys() & {PER_FRAME, SELECTED} or not missing:
            return
        if PER_FRAME not in self._root.level.plan.sources:
            return  # frames sent one by one have current frame functional groups
        if self._shared_item is not None and not self._tiled_full():
            name = self._groups[min(missing)].name
            what = f"absent, but a mandatory group is not shared: {name}"
            self._reporter.add(codes.TYPE1C_MISSING, self._root, PER_FRAME, what)

    def _check_frame_count(self) -> None:
        if PER_FRAME not in self._root.elements:
            return
        stated = number(self._root.elements.get(NUMBER_OF_FRAMES), "IS")
        if stated is not None and self._frames and stated != self._frames:
            self._reporter.add(
                codes.FRAME_COUNT,
                self._root,
                PER_FRAME,
                f"has {self._frames} items, but Number of Frames is {stated}",
            )

    def _tiled_full(self) -> bool:
        """True if the positions of frames follow from their order: PS3.3 C.7.6.17.3."""
        organization = text_of(self._root.elements.get(ORGANIZATION_TYPE))
        return organization == "TILED_FULL"

    def _implied(self, tag: int, shared: Scope) -> bool:
        """True if a group is not shared, so that the order of tiles stands for it."""
        forbidden = self._groups[tag].forbidden
        if tag in IMPLIED or forbidden is None:
            return tag in IMPLIED
        return self._subject.holds(shared, forbidden) is not False

    def _report(
        self,
        code: codes.Code,
        scope: Scope,
        tag: int,
        what: str,
        suggestion: str = "",
    ) -> None:
        group = self._groups[tag]
        reference = f"PS3.3 Table {self._table}" if not code.reference else ""
        self._reporter.add(
            code,
            scope,
            tag,
            what,
            module=group.name,
            reference=reference,
            suggestion=suggestion,
        )


def _carriers(macro: type[Definition]) -> Iterator[int]:
    """Yield the tags of sequences that are present whenever the macro is."""
    for attribute in macro.attributes().values():
        if attribute.type in ("1", "2"):
            yield attribute.tag
