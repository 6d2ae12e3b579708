"""The functional groups of a multi-frame object: which are there, and where.

Source: PS3.3 C.7.6.16, and the functional group tables of the IODs.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final, NamedTuple

from ...definitions import Definition
from .. import codes
from ..plan import PER_FRAME, SELECTED, SHARED
from ..rules import name_of
from ..scope import Scope
from ..text import text_of
from .numbers import number
from .subject import Subject

if TYPE_CHECKING:
    from ..walk import Walk

NUMBER_OF_FRAMES: Final = 0x00280008
ORGANIZATION_TYPE: Final = 0x00209311


class Group(NamedTuple):
    """A sequence that carries a functional group of the IOD."""

    tag: int
    name: str
    """Name of the macro."""
    mandatory: bool
    forbidden: str | None
    """Condition under which it may not stand in an item; None if it has none."""


class Gap(NamedTuple):
    """Where a group is first absent, and how often."""

    first: Scope
    frames: int


class FunctionalGroups:
    """Watches the items of the shared and per-frame functional groups."""

    def __init__(self, walk: Walk, subject: Subject, root: Scope) -> None:
        self._walk = walk
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
        """By tag, the frames without a mandatory group."""
        self._per_frame: dict[int, Scope] = {}
        """By tag, the first frame that has a group."""
        self._also_shared: Counter[int] = Counter()
        """By tag, the frames that have a shared group of their own too."""

    def see(self, scope: Scope) -> None:
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
                    "stands in the shared functional groups too",
                    self._one_place(tag),
                )
        for tag in sorted(self._mandatory - self._shared):
            self._check_mandatory(tag)
        self._check_per_frame()

    def _one_place(self, tag: int) -> str:
        """Say how a group that is shared and per frame comes to stand in one place."""
        forbidden = self._groups[tag].forbidden
        if forbidden and self._walk.holds(self._per_frame[tag], forbidden):
            return "leave it out of the per-frame groups"
        if self._also_shared[tag] == self._frames:
            return "leave it out of the shared groups"
        return "move it to the per-frame groups"

    def _check_mandatory(self, tag: int) -> None:
        name = self._groups[tag].name
        gap = self._gaps.get(tag)
        if self._frames and gap is None:
            return
        if gap is not None and gap.frames < self._frames:
            frames = "frame" if gap.frames == 1 else "frames"
            what = (
                f"absent in {gap.frames} of {self._frames} {frames}; mandatory: {name}"
            )
            self._report(codes.GROUP_MISSING, gap.first, tag, what)
        elif item := self._first_frame or self._shared_item:
            if not self._frames and self._tiled_full():
                return
            what = f"absent, neither shared nor per frame; mandatory: {name}"
            self._report(codes.GROUP_MISSING, item, tag, what)

    def _check_per_frame(self) -> None:
        """Report that no frame has groups, where not all mandatory ones are shared."""
        missing = self._mandatory - self._shared
        if self._root.elements.keys() & {PER_FRAME, SELECTED} or not missing:
            return
        if PER_FRAME not in self._root.level.plan.sources:
            return  # frames that are sent one by one have groups of the current one
        if self._shared_item is not None and not self._tiled_full():
            name = self._groups[min(missing)].name
            what = f"absent, and not all mandatory groups are shared: {name}"
            self._walk.add(codes.TYPE1C_MISSING, self._root, PER_FRAME, what)

    def _check_frame_count(self) -> None:
        if PER_FRAME not in self._root.elements:
            return
        stated = number(self._root.elements.get(NUMBER_OF_FRAMES), "IS")
        if stated is not None and self._frames and stated != self._frames:
            self._walk.add(
                codes.FRAME_COUNT,
                self._root,
                PER_FRAME,
                f"has {self._frames} items; Number of Frames is {stated}",
            )

    def _tiled_full(self) -> bool:
        """Whether the frames' positions follow from their order: PS3.3 C.7.6.17.3."""
        organization = text_of(self._root.elements.get(ORGANIZATION_TYPE))
        return organization == "TILED_FULL"

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
        self._walk.add(
            code,
            scope,
            tag,
            what,
            module=group.name,
            reference=reference,
            suggestion=suggestion,
        )


def _carriers(macro: type[Definition]) -> Iterator[int]:
    """Yield the sequences that are there whenever the macro is."""
    for attribute in macro.attributes().values():
        if attribute.type in ("1", "2"):
            yield attribute.tag
