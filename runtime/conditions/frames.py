"""The attributes of a frame that a condition refers to.

A condition of an item that is not in the per-frame functional groups, but refers to the
frame, is evaluated for each frame.
"""

from __future__ import annotations

from collections.abc import Iterable

from .expressions import Expression, Place, Scope, places, used_parts
from .places import Knowledge, View, seen_by_frames, sop_class_of


class FrameAttributes:
    """The attributes that conditions search in the functional groups of a frame."""

    def __init__(self, *conditions: Expression | None) -> None:
        self._keywords = frozenset(
            keyword for each in conditions for keyword in _in_frame(places(each))
        )
        self._groups = [
            used for each in conditions for used in used_parts(each) if used.group
        ]

    def __bool__(self) -> bool:
        return bool(self._keywords or self._groups)

    def seen_by_frames(self, view: View, knowledge: Knowledge) -> Iterable[View]:
        """Return an item as it applies to each frame, once for frames that are alike."""
        if not self:
            return (view,)
        keywords = self._keywords
        for used in self._groups:
            use = knowledge.use_of(used, sop_class_of(view))
            keywords = keywords.union(_in_frame(places(use)))
        return seen_by_frames(view, keywords)


def _in_frame(all_places: Iterable[Place]) -> Iterable[str]:
    """Yield the keywords that are searched in the groups of the frame."""
    for place in all_places:
        if place.scope in (Scope.FRAME, Scope.NEAR):
            yield place.within[0] if place.within else place.keyword
