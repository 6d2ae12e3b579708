"""Checks of relations between elements, between items, and of elements with their data.

A check of `CHECKS` applies to one data set or item that has a given attribute. A watch of
`WATCHES` collects the items of some sequences and reports at the end of the object.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, Protocol

from ..plan.scope import Scope
from ..reporting.reporter import Reporter
from .by_attribute import CHECKS as CHECKS
from .by_attribute import ITEM_CHECKS as ITEM_CHECKS
from .characters import check_characters as check_characters
from .content_tree import ContentTree
from .curves import CURVE_DATA
from .dimensions import Dimensions
from .directory import Directory
from .frame_types import FRAME_TYPES, FrameTypes
from .functional_groups import FunctionalGroups
from .geometry import DIRECTIONS
from .numbering import NUMBERINGS, ORDINALS
from .overlays import OVERLAY_DATA
from .pixel_data.encapsulated import PHOTOMETRIC
from .pixel_data.palette_segments import SEGMENTED
from .pixel_data.pixels import PIXEL_ELEMENTS, PIXEL_VALUES
from .relations.icons import ICONS, check_icon
from .relations.instances import INSTANCE, Instances
from .relations.leaf_pairs import BEAMS, DEVICES, POSITIONS, LeafPairs
from .relations.links import LINKED, Links
from .relations.uids import ENTITIES, FRAMES_OF_REFERENCE, INSTANCES, OTHERS
from .relations.waveform_channels import ANNOTATIONS as WAVEFORM_ANNOTATIONS
from .relations.waveform_channels import WAVEFORMS, WaveformChannels
from .subject import Subject
from .waveforms import BITS_ALLOCATED

_CHECKED: Final = CHECKS.keys() | LINKED

_ENCODINGS: Final = frozenset(
    {
        0x00080005,
        0x00280002,
        0x00280101,
        0x00281101,
        0x00281104,
        0x00283002,
        BITS_ALLOCATED,
        0x54001010,
        PHOTOMETRIC,
        *CURVE_DATA,
        *SEGMENTED,
        *OVERLAY_DATA,
        *PIXEL_ELEMENTS,
        *PIXEL_VALUES,
    }
)
"""Checks of encoded data with their description: the same in all objects."""

_IDENTIFIERS: Final = frozenset({*ENTITIES, *INSTANCES, *FRAMES_OF_REFERENCE, *OTHERS})
"""Checks of UIDs, which are unique everywhere: PS3.5 9."""

_OF_DATA_ELEMENTS: Final = _ENCODINGS | _IDENTIFIERS
"""Checks of rules of PS3.5, which apply to private sequences too. No table of PS3.3 describes
the items of a private sequence: their elements have the meaning that its creator defines."""

_LISTED: Final = frozenset({*NUMBERINGS, *ORDINALS, *DIRECTIONS})
"""Checks of rules that a table states, and that bind only where that table is in use."""


class Watch(Protocol):
    """Collects the items of some sequences of one object."""

    def __init__(self, reporter: Reporter, subject: Subject, root: Scope) -> None: ...

    def visit(self, scope: Scope) -> None:
        """Collect an item of a watched sequence."""

    def finish(self) -> None:
        """Report findings after the last item."""


_LEAVES: Final = ((LeafPairs, (*DEVICES, POSITIONS)),)

_GROUPS: Final = (0x52009229, 0x52009230, 0x30020101, 0x00060001)
"""Shared, per-frame, selected and current frame functional groups."""

WATCHES: Final[Mapping[int, tuple[tuple[type[Watch], tuple[int, ...]], ...]]] = {
    0x00041220: ((Directory, (0x00041220,)),),
    0x0040A730: ((ContentTree, (0x0040A730,)),),
    0x52009229: ((FunctionalGroups, _GROUPS), (FrameTypes, FRAME_TYPES)),
    0x52009230: ((FunctionalGroups, _GROUPS), (FrameTypes, FRAME_TYPES)),
    0x30020101: ((FunctionalGroups, _GROUPS),),
    **dict.fromkeys(BEAMS, _LEAVES),
    WAVEFORM_ANNOTATIONS: ((WaveformChannels, (WAVEFORMS, WAVEFORM_ANNOTATIONS)),),
    0x00209222: ((Dimensions, (0x00209222, 0x00209221, 0x00209111, 0x52009229)),),
}
"""Watches with their sequences, by the data set attribute that starts them."""


class Structure:
    """The checks of one object, driven by the walk."""

    def __init__(self, reporter: Reporter, subject: Subject) -> None:
        self._reporter = reporter
        self._subject = subject
        self._watches: dict[type[Watch], Watch] = {}
        self._watched: dict[int, list[Watch]] = {}
        self._links = Links(reporter)
        self._instances = Instances(reporter)

    def begin(self, root: Scope) -> None:
        """Start the watches of an object."""
        if self._subject.iod is None:
            return
        self._instances.begin(root)
        for tag in sorted(WATCHES.keys() & root.elements.keys()):
            for kind, sequences in WATCHES[tag]:
                if kind in self._watches:
                    continue
                watch = self._watches[kind] = kind(self._reporter, self._subject, root)
                for sequence in sequences:
                    self._watched.setdefault(sequence, []).append(watch)

    def visit(self, scope: Scope) -> None:
        """Check a data set or item."""
        if scope.step is not None and not scope.private:
            if scope.step[0] == ICONS:
                check_icon(self._reporter, scope)
            for watch in self._watched.get(scope.step[0], ()):
                watch.visit(scope)
            self._check_items(scope, *scope.step)
        if not _CHECKED.isdisjoint(scope.elements):
            for tag in CHECKS.keys() & scope.elements.keys():
                if self._applies(scope, tag):
                    CHECKS[tag](self._reporter, self._subject, scope, tag)
            if self._subject.iod is not None and not scope.private:
                self._visit_references(scope)

    def finish(self) -> None:
        """Report findings that depend on the whole object."""
        self._links.finish()
        self._instances.finish()
        for watch in self._watches.values():
            watch.finish()

    def _check_items(self, item: Scope, sequence: int, index: int) -> None:
        """Check the number of items, with the first one."""
        if index or sequence not in ITEM_CHECKS or self._subject.iod is None:
            return
        if item.parent is not None and item.siblings is not None:
            check = ITEM_CHECKS[sequence]
            check(self._reporter, item.parent, sequence, item.siblings)

    def _visit_references(self, scope: Scope) -> None:
        for tag in LINKED & scope.elements.keys():
            self._links.visit(scope, tag)
        if INSTANCE in scope.elements:
            self._instances.visit(self._subject, scope)

    def _applies(self, scope: Scope, tag: int) -> bool:
        """False for the rules of tables that are not known to be in use."""
        if scope.private:
            return tag in _OF_DATA_ELEMENTS
        if tag in _ENCODINGS or not (tag in _LISTED or self._subject.iod is None):
            return True
        return tag in scope.level.plan.sources
