"""Functional groups of frames: shared and per-frame groups, and dimensions.

groups = [EnhancedMRImage.FunctionalGroups(**frames.of_plane(mr), …) for mr in series]
image = EnhancedMRImage(
    **frames.of_groups(groups),
    **frames.dimensions(EnhancedMRImage, "InStackPositionNumber"),
    PatientName="Doe^Jane", …
)
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from typing import TYPE_CHECKING, Any, Final, TypedDict

from .definitions import FunctionalGroupsItem, Iod
from .objects.members import functional_groups_of
from .objects.typed import TypedDefinition, as_typed

if TYPE_CHECKING:
    from .functional_groups import (
        PixelMeasures,
        PlaneOrientationPatient,
        PlanePositionPatient,
    )
    from .modules import ImagePlane
    from .objects.fields import AttributeField

_PER_FRAME: Final = "inside(SharedFunctionalGroupsSequence)"
"""The condition that forbids a functional group where frames share it."""


def of_groups(
    groups: Sequence[FunctionalGroupsItem], per_frame: Collection[str] = ()
) -> dict[str, Any]:
    """Return the attributes of a multi-frame object that describe its frames.

    A functional group with the same values in all frames becomes a shared one, if its IOD
    allows that; others are per frame.

    Args:
        groups: The functional groups of each frame, all of one IOD.
        per_frame: Keywords of functional groups that are per frame even if all frames have
            the same values, as some readers expect.

    Returns:
        Shared and Per-frame Functional Groups Sequence. Number of Frames belongs to the
        attributes of the pixels.

    Raises:
        ValueError: The frames are of different IODs, or there are no frames.

    Source: PS3.3 C.7.6.16.
    """
    if not groups:
        raise ValueError("a multi-frame object must have at least one frame")
    cls = type(groups[0])
    if any(type(group) is not cls for group in groups):
        raise ValueError("the functional groups of all frames must be of one IOD")
    shared: dict[str, Any] = {}
    own: list[dict[str, Any]] = [{} for _ in groups]
    for keyword, field in cls._layout_of().fields.items():
        values = [group._read(keyword) for group in groups]
        may_share = keyword not in per_frame and _may_share(field)
        if values[0] is not None and may_share and _all_same(values):
            shared[keyword] = values[0]
            continue
        for each, value in zip(own, values, strict=True):
            if value is not None:
                each[keyword] = value
    return {
        "SharedFunctionalGroupsSequence": [cls(**shared)],
        "PerFrameFunctionalGroupsSequence": [cls(**each) for each in own],
    }


class Plane(TypedDict):
    """The functional groups of the position of a frame."""

    PixelMeasuresSequence: list[PixelMeasures.PixelMeasuresItem]
    PlaneOrientationSequence: list[PlaneOrientationPatient.PlaneOrientationItem]
    PlanePositionSequence: list[PlanePositionPatient.PlanePositionItem]


def of_plane(plane: ImagePlane) -> Plane:
    """Return the attributes of an image plane as functional groups of a frame.

    Args:
        plane: An image of one frame, or an Image Plane module.

    Source: PS3.3 C.7.6.2; C.7.6.16.2.1, C.7.6.16.2.3, C.7.6.16.2.4.
    """
    from .functional_groups import (
        PixelMeasures,
        PlaneOrientationPatient,
        PlanePositionPatient,
    )

    return {
        "PixelMeasuresSequence": [
            PixelMeasures.PixelMeasuresItem(
                PixelSpacing=plane.PixelSpacing, SliceThickness=plane.SliceThickness
            )
        ],
        "PlaneOrientationSequence": [
            PlaneOrientationPatient.PlaneOrientationItem(
                ImageOrientationPatient=plane.ImageOrientationPatient
            )
        ],
        "PlanePositionSequence": [
            PlanePositionPatient.PlanePositionItem(
                ImagePositionPatient=plane.ImagePositionPatient
            )
        ],
    }


def dimensions(iod: type[Iod], *keywords: str) -> dict[str, Any]:
    """Return the attributes of the dimensions of a multi-frame object.

    Args:
        iod: The class of the object.
        keywords: Attributes of its functional groups, one for each dimension, in the
            order of Dimension Index Values.

    Returns:
        Dimension Organization Sequence, with a new UID, and Dimension Index Sequence.

    Raises:
        ValueError: No functional group of the IOD has the attribute.

    Source: PS3.3 C.7.6.17.
    """
    from pydicom.uid import generate_uid

    uid = generate_uid(prefix=None)
    organization = _item(iod, "DimensionOrganizationSequence")
    index = _item(iod, "DimensionIndexSequence")
    indices = [
        index(
            DimensionOrganizationUID=uid,
            DimensionIndexPointer=pointer,
            FunctionalGroupPointer=group,
        )
        for group, pointer in (_pointers(iod, keyword) for keyword in keywords)
    ]
    return {
        "DimensionOrganizationSequence": [organization(DimensionOrganizationUID=uid)],
        "DimensionIndexSequence": indices,
    }


def _item(iod: type[Iod], keyword: str) -> Callable[..., TypedDefinition]:
    """Return the class of a sequence's items."""
    return iod._layout_of().fields[keyword].items[0]


def _pointers(iod: type[Iod], keyword: str) -> tuple[int, int]:
    """Return the tags of a functional group's sequence, and of an attribute in it."""
    for group in as_typed(functional_groups_of(iod))._layout_of().fields.values():
        for item in group.items:
            field = item._layout_of().fields.get(keyword)
            if field is not None:
                return group.tag, field.tag
    raise ValueError(f"no functional group of {iod.__name__} has {keyword}")


def _may_share(field: AttributeField) -> bool:
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
