"""Functional groups of all frames: what they share, and what each has of its own.

groups = [EnhancedMRImage.FunctionalGroups(…) for …]
image = EnhancedMRImage(**frames.of_groups(groups), PatientName="Doe^Jane", …)
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final

from .definitions import FunctionalGroupsItem, Iod

if TYPE_CHECKING:
    from .objects.fields import Field

_PER_FRAME: Final = "inside(SharedFunctionalGroupsSequence)"
"""The condition that forbids a functional group where frames share it."""


def of_groups(groups: Sequence[FunctionalGroupsItem]) -> dict[str, Any]:
    """Return the attributes of a multi-frame object that describe its frames.

    A functional group with the same values in all frames goes to the shared ones, where
    its IOD allows it there; any other stays with each frame.

    Args:
        groups: The functional groups of each frame, all of one IOD.

    Returns:
        Number of Frames, Shared and Per-frame Functional Groups Sequence.

    Raises:
        ValueError: There is no frame, or the frames are of different IODs.

    Source: PS3.3 C.7.6.16.
    """
    if not groups:
        raise ValueError("a multi-frame object has one frame or more")
    cls = type(groups[0])
    if any(type(group) is not cls for group in groups):
        raise ValueError("all frames need functional groups of one IOD")
    shared: dict[str, Any] = {}
    own: list[dict[str, Any]] = [{} for _ in groups]
    for keyword, field in cls._layout_of().fields.items():
        values = [group._read(keyword) for group in groups]
        if values[0] is not None and _may_share(field) and _all_same(values):
            shared[keyword] = values[0]
            continue
        for each, value in zip(own, values, strict=True):
            if value is not None:
                each[keyword] = value
    return {
        "NumberOfFrames": len(groups),
        "SharedFunctionalGroupsSequence": [cls(**shared)],
        "PerFrameFunctionalGroupsSequence": [cls(**each) for each in own],
    }


def _may_share(field: Field) -> bool:
    """Whether the IOD allows a functional group where frames share it."""
    iod = field.owner._outer
    if iod is None or not issubclass(iod, Iod):
        return True
    return not any(
        use.when is not None and use.when.forbidden == _PER_FRAME
        for use in iod.functional_group_uses
        if field.tag in use.definition.attributes()
    )


def _all_same(values: Sequence[Any]) -> bool:
    first = values[0]
    return all(value is first or value == first for value in values[1:])
