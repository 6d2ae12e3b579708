"""Checks of what holds between several elements, items, or an element and its data.

Some look at one data set or item alone: they are named by the attribute whose presence
asks for them. Others watch the items of a sequence, and judge when all were seen.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Final, Protocol

from ..scope import Scope
from .characters import check_declaration
from .content_tree import ContentTree
from .curves import CURVE_DATA, check_curve
from .dimensions import Dimensions
from .directory import Directory
from .frames import INCREMENT, check_increment
from .functional_groups import FunctionalGroups
from .geometry import (
    DIRECTIONS,
    OTHER_SPACINGS,
    SLICE_SPACING,
    SPACINGS,
    check_direction,
    check_orientation,
    check_slice_spacing,
    check_spacing,
)
from .numbering import NUMBERINGS, ORDINALS, check_number, check_ordinal
from .orientation import PATIENT_ORIENTATION, check_patient_orientation
from .overlays import OVERLAY_DATA, check_overlay
from .palette_segments import SEGMENTED, check_segments
from .palettes import check_lookup_table, check_palettes
from .pixels import check_pixel_data, check_sample_bits, check_samples
from .subject import Subject
from .waveforms import BITS_ALLOCATED, check_waveform, check_waveform_bits
from .windows import WIDTH, check_window

if TYPE_CHECKING:
    from ..walk import Walk

Check = Callable[["Walk", Subject, Scope, int], None]
"""Judges a data set or item that has the attribute of this tag."""

CHECKS: Final[Mapping[int, Check]] = {
    0x00080005: check_declaration,
    PATIENT_ORIENTATION: check_patient_orientation,
    0x00200037: check_orientation,
    INCREMENT: check_increment,
    SLICE_SPACING: check_slice_spacing,
    0x00280002: check_samples,
    0x00280101: check_sample_bits,
    0x00281101: check_palettes,
    0x00283002: check_lookup_table,
    WIDTH: check_window,
    BITS_ALLOCATED: check_waveform_bits,
    0x54001010: check_waveform,
    **dict.fromkeys(CURVE_DATA, check_curve),
    **dict.fromkeys(SEGMENTED, check_segments),
    **dict.fromkeys((*SPACINGS, *OTHER_SPACINGS), check_spacing),
    **dict.fromkeys(DIRECTIONS, check_direction),
    **dict.fromkeys(NUMBERINGS, check_number),
    **dict.fromkeys(ORDINALS, check_ordinal),
    **dict.fromkeys(OVERLAY_DATA, check_overlay),
    **dict.fromkeys((0x7FE00008, 0x7FE00009, 0x7FE00010), check_pixel_data),
}

_CHECKED: Final = frozenset(CHECKS)


class Watch(Protocol):
    """Sees the items of some sequences of one object."""

    def __init__(self, walk: Walk, subject: Subject, root: Scope) -> None: ...

    def see(self, scope: Scope) -> None:
        """Note an item of a sequence that is watched."""

    def finish(self) -> None:
        """Judge, once every item was seen."""


_GROUPS: Final = (0x52009229, 0x52009230, 0x30020101, 0x00060001)
"""Shared, per-frame, selected and current frame functional groups."""

WATCHES: Final[Mapping[int, tuple[tuple[type[Watch], tuple[int, ...]], ...]]] = {
    0x00041220: ((Directory, (0x00041220,)),),
    0x0040A730: ((ContentTree, (0x0040A730,)),),
    0x52009229: ((FunctionalGroups, _GROUPS),),
    0x52009230: ((FunctionalGroups, _GROUPS),),
    0x30020101: ((FunctionalGroups, _GROUPS),),
    0x00209222: ((Dimensions, (0x00209222, 0x00209221, 0x00209111, 0x52009229)),),
}
"""By an attribute of the data set: who watches then, and the sequences it watches."""


class Structure:
    """The checks of one object, fed by the walk over it."""

    def __init__(self, walk: Walk, subject: Subject) -> None:
        self._walk = walk
        self._subject = subject
        self._watches: dict[type[Watch], Watch] = {}
        self._watched: dict[int, list[Watch]] = {}

    def see(self, scope: Scope) -> None:
        """Check a data set or item that the walk has reached."""
        if scope.step is None:
            self._begin(scope)
        else:
            for watch in self._watched.get(scope.step[0], ()):
                watch.see(scope)
        if not _CHECKED.isdisjoint(scope.elements):
            for tag in CHECKS.keys() & scope.elements.keys():
                CHECKS[tag](self._walk, self._subject, scope, tag)

    def finish(self) -> None:
        """Check what only the whole object shows."""
        for watch in self._watches.values():
            watch.finish()

    def watches(self, tag: int) -> bool:
        """Return whether somebody looks at the items of a sequence."""
        return tag in self._watched

    def _begin(self, root: Scope) -> None:
        for tag in sorted(WATCHES.keys() & root.elements.keys()):
            for kind, sequences in WATCHES[tag]:
                if kind in self._watches:
                    continue
                watch = self._watches[kind] = kind(self._walk, self._subject, root)
                for sequence in sequences:
                    self._watched.setdefault(sequence, []).append(watch)
