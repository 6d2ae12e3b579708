"""Softcopy presentation states: windows and annotations of images."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import TYPE_CHECKING, Any, Literal, TypeVar, Unpack, overload

from pydicom.dataset import Dataset

from ..iods import ColorSoftcopyPresentationState, GrayscaleSoftcopyPresentationState
from ..macros import ImageSOPInstanceReference, PresentationStateRelationship
from ..modules import (
    DisplayedArea,
    GraphicAnnotation,
    GraphicLayer,
    ModalityLUT,
    SoftcopyVOILUT,
    SpatialTransformation,
)
from .annotations import Graphic, Text, annotation_items, layer_items
from .errors import BuildError
from .sources import Source, by_series, derived, sources_of
from .values import StateValues

if TYPE_CHECKING:
    from .sources import SourcesLike

K = TypeVar("K", bound=Hashable)
_Area = DisplayedArea.DisplayedAreaSelectionItem
_Window = SoftcopyVOILUT.SoftcopyVOILUTItem


class _Arguments(StateValues, total=False):
    """The arguments of both overloads, with the attributes of the instance."""

    annotations: Sequence[Text | Graphic]
    rotation: Literal[0, 90, 180, 270]
    is_flipped: bool


class GrayscaleArguments(_Arguments, total=False):
    """The same, of a grayscale presentation state."""

    window: tuple[float, float]


class ColorArguments(_Arguments, total=False):
    """The same, of a color presentation state."""

    icc_profile: bytes


@overload
def presentation_state(
    images: SourcesLike,
    *,
    iod: type[GrayscaleSoftcopyPresentationState] = ...,
    **values: Unpack[GrayscaleArguments],
) -> GrayscaleSoftcopyPresentationState: ...
@overload
def presentation_state(
    images: SourcesLike,
    *,
    iod: type[ColorSoftcopyPresentationState],
    **values: Unpack[ColorArguments],
) -> ColorSoftcopyPresentationState: ...
def presentation_state(
    images: SourcesLike,
    *,
    iod: type[
        GrayscaleSoftcopyPresentationState | ColorSoftcopyPresentationState
    ] = GrayscaleSoftcopyPresentationState,
    window: tuple[float, float] | None = None,
    annotations: Sequence[Text | Graphic] = (),
    rotation: Literal[0, 90, 180, 270] = 0,
    is_flipped: bool = False,
    icc_profile: bytes | None = None,
    **values: Any,
) -> GrayscaleSoftcopyPresentationState | ColorSoftcopyPresentationState:
    """Return a presentation state of images.

    Args:
        images: Objects, data sets or paths of images of one study.
        iod: `ColorSoftcopyPresentationState` for color images.
        window: Center and width; if None, the windows of the images, if they have one.
        annotations: Texts and graphics.
        rotation: Clockwise, in degrees.
        is_flipped: Whether the images are flipped horizontally, after the rotation.
        icc_profile: Of color images; if None, that of the first image.
        values: Attributes of the instance, series and equipment.

    Raises:
        BuildError: The images do not match the IOD, or an annotation does not match them.

    Source: PS3.3 A.33.1, A.33.2.
    """
    sources = sources_of("images", images)
    is_color = iod is ColorSoftcopyPresentationState
    for number, each in enumerate(sources, start=1):
        _check(each, number, is_color)
    made = (
        _colors(sources[0], icc_profile)
        if is_color
        else _grays(sources, window)
    )
    is_turned = rotation != 0 or is_flipped
    return derived(
        iod,
        sources[0],
        values,
        **made,
        ContentLabel="PRESENTATION",
        ReferencedSeriesSequence=[
            PresentationStateRelationship.ReferencedSeriesItem(
                SeriesInstanceUID=uid, ReferencedImageSequence=_references(series)
            )
            for uid, series in by_series(sources).items()
        ],
        DisplayedAreaSelectionSequence=[
            _area(
                shape,
                () if len(group) == len(sources) else group,
                rotation // 90,
                is_flipped,
            )
            for shape, group in _grouped(sources, _shape).items()
        ],
        spatial_transformation=(
            SpatialTransformation(
                ImageRotation=rotation, ImageHorizontalFlip="Y" if is_flipped else "N"
            )
            if is_turned
            else None
        ),
        graphic_layer=(
            GraphicLayer(GraphicLayerSequence=layer_items(annotations))
            if annotations
            else None
        ),
        graphic_annotation=(
            GraphicAnnotation(
                GraphicAnnotationSequence=annotation_items(annotations, sources)
            )
            if annotations
            else None
        ),
    )


def _check(source: Source, number: int, is_color: bool) -> None:
    """Raise BuildError if an instance is not an image of the right kind."""
    if not source.is_image:
        raise BuildError("images", f"instance {number} is not an image")
    samples = int(source.dataset.get("SamplesPerPixel") or 1)
    palette = source.dataset.get("PhotometricInterpretation") == "PALETTE COLOR"
    if (samples > 1 or palette) != is_color:
        kind, other = ("gray", "Grayscale") if is_color else ("color", "Color")
        raise BuildError(
            "images",
            f"instance {number} is a {kind} image",
            f"pass iod={other}SoftcopyPresentationState",
        )


def _colors(source: Source, icc_profile: bytes | None) -> dict[str, Any]:
    """Return the attributes of a color presentation state."""
    profile = icc_profile or source.dataset.get("ICCProfile")
    if not profile:
        raise BuildError(
            "icc_profile",
            "is required, as the images have none",
            'for sRGB: PIL.ImageCms.ImageCmsProfile(PIL.ImageCms.createProfile("sRGB"))'
            ".tobytes()",
        )
    return {"ICCProfile": profile + bytes(len(profile) % 2)}


def _grays(
    sources: Sequence[Source], window: tuple[float, float] | None
) -> dict[str, Any]:
    """Return the attributes and modules of the grayscale transformations."""
    rescales = [*_grouped(sources, _rescale)]
    if len(rescales) > 1:
        raise BuildError(
            "images",
            "have different rescale slopes, intercepts or types",
            "build a presentation state for each",
        )
    inverse = {
        each.dataset.get("PhotometricInterpretation") == "MONOCHROME1"
        for each in sources
    }
    if len(inverse) > 1:
        raise BuildError("images", "are both MONOCHROME1 and MONOCHROME2")
    windows = _windows(sources, window)
    (rescale,) = rescales
    return {
        "PresentationLUTShape": "INVERSE" if inverse.pop() else "IDENTITY",
        "modality_lut": (
            None
            if rescale is None
            else ModalityLUT(
                RescaleSlope=rescale[0],
                RescaleIntercept=rescale[1],
                RescaleType=rescale[2],
            )
        ),
        "softcopy_voi_lut": (
            SoftcopyVOILUT(SoftcopyVOILUTSequence=windows) if windows else None
        ),
    }


def _windows(
    sources: Sequence[Source], window: tuple[float, float] | None
) -> list[_Window]:
    """Return the window of all images, or those that the images have."""
    if window is not None:
        center, width = window
        if width < 1:
            raise BuildError("window", f"has the width {width:g}; must be at least 1")
        return [_Window(WindowCenter=[center], WindowWidth=[width])]
    groups = _grouped(sources, _window)
    return [
        _Window(
            WindowCenter=[*found[0]],
            WindowWidth=[*found[1]],
            ReferencedImageSequence=(
                None if len(groups) == 1 else _references(group)
            ),
        )
        for found, group in groups.items()
        if found is not None
    ]


def _group(dataset: Dataset, keyword: str) -> Dataset:
    """Return the item of a functional group of an image; of others, the image."""
    for groups in ("SharedFunctionalGroupsSequence", "PerFrameFunctionalGroupsSequence"):
        for item in dataset.get(groups) or ():
            if item.get(keyword):
                found: Dataset = item[keyword].value[0]
                return found
    return dataset


def _window(source: Source) -> tuple[tuple[float, ...], tuple[float, ...]] | None:
    """Return centers and widths of the windows of an image."""
    dataset = _group(source.dataset, "FrameVOILUTSequence")
    centers, widths = (
        _floats(dataset.get(keyword)) for keyword in ("WindowCenter", "WindowWidth")
    )
    return (centers, widths) if centers and widths else None


def _rescale(source: Source) -> tuple[float, float, str] | None:
    """Return slope, intercept and type of an image's rescale."""
    dataset = _group(source.dataset, "PixelValueTransformationSequence")
    if dataset.get("RescaleSlope") is None:
        return None
    is_ct = source.dataset.get("Modality") == "CT"
    return (
        float(dataset.RescaleSlope),
        float(dataset.get("RescaleIntercept") or 0),
        dataset.get("RescaleType") or ("HU" if is_ct else "US"),
    )


def _floats(value: Any) -> tuple[float, ...]:
    if value is None or value == "":
        return ()
    return tuple(float(each) for each in value) if _is_many(value) else (float(value),)


def _is_many(value: Any) -> bool:
    return isinstance(value, Iterable) and not isinstance(value, str)


def _shape(source: Source) -> tuple[int, int, tuple[float, ...], tuple[int, ...]]:
    """Return columns, rows, pixel spacing and aspect ratio of an image."""
    dataset = source.dataset
    spacing = _floats(
        _group(dataset, "PixelMeasuresSequence").get("PixelSpacing")
        or dataset.get("ImagerPixelSpacing")
    )
    aspect = tuple(int(each) for each in dataset.get("PixelAspectRatio") or (1, 1))
    return int(dataset.Columns), int(dataset.Rows), spacing, aspect


def _area(
    shape: tuple[int, int, tuple[float, ...], tuple[int, ...]],
    sources: Sequence[Source],
    turns: int,
    is_flipped: bool,
) -> _Area:
    """Return the displayed area of images: all of their pixels.

    Args:
        sources: The images; none if the area is that of all images.
        turns: Clockwise rotation, in quarter turns. Corners are those of the rotated image.

    Source: PS3.3 C.10.4.
    """
    columns, rows, spacing, aspect = shape
    clockwise = [[1, 1], [columns, 1], [columns, rows], [1, rows]]
    top_left = (1 - turns if is_flipped else -turns) % 4
    return _Area(
        ReferencedImageSequence=_references(sources) or None,
        DisplayedAreaTopLeftHandCorner=clockwise[top_left],
        DisplayedAreaBottomRightHandCorner=clockwise[(top_left + 2) % 4],
        PresentationSizeMode="SCALE TO FIT",
        PresentationPixelSpacing=[*spacing] or None,
        PresentationPixelAspectRatio=None if spacing else [*aspect],
    )


def _references(sources: Iterable[Source]) -> list[ImageSOPInstanceReference]:
    return [ImageSOPInstanceReference(**each.reference) for each in sources]


def _grouped(
    sources: Iterable[Source], key: Callable[[Source], K]
) -> dict[K, list[Source]]:
    """Return the sources by a property, in the order they come."""
    found: dict[K, list[Source]] = {}
    for each in sources:
        found.setdefault(key(each), []).append(each)
    return found
