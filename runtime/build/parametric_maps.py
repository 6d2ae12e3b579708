"""Parametric maps: arrays of a quantity on the planes of source images."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, Literal, Required, Unpack

from .. import frames, pixels
from ..definitions import Module
from ..functional_groups import IdentityPixelValueTransformation, ParametricMapFrameType
from ..iods import ParametricMap
from ..macros import VOILUT, Code, ContentItemWithModifiers, RealWorldValueMappingItem
from ..modules import (
    DoubleFloatingPointImagePixel,
    FloatingPointImagePixel,
    ImagePixel,
)
from .codes import coded
from .errors import BuildError
from .multi_frame import (
    PER_FRAME,
    common_references,
    derivation,
    dimensions_of,
    frame_content,
    frame_of_reference,
    lossy,
    patient_orientation,
    slide_of,
)
from .planes import Plane, groups_of, planes_of
from .sources import derived, images_of
from .values import ContentValues

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from .codes import CodeLike
    from .sources import SourcesLike

CALCULATION: Final = ("112187", "DCM", "Unspecified method of calculation")
"""The derivation of a quantity, if the caller names none: PS3.16 Annex D."""

QUANTITY: Final = ("246205007", "SCT", "Quantity")
"""Concept of a quantity's definition: PS3.3 C.7.6.16.2.11."""


@dataclass(frozen=True)
class Quantity:
    """A quantity and its relation to the stored values: PS3.3 C.7.6.16.2.11."""

    label: str
    """LUT Label: "ADC"."""
    unit: CodeLike
    quantity: CodeLike | None = None
    """The definition of the quantity: PS3.16 CID 7180."""
    explanation: str | None = None
    """LUT Explanation; the label if None."""
    slope: float = 1.0
    intercept: float = 0.0
    """The quantity is slope x stored value + intercept."""
    window: tuple[float, float] | None = None
    """Center and width of the window for display; if None, the range of the values."""


class MapValues(ContentValues, total=False):
    """The attributes that `parametric_map` takes."""

    RecognizableVisualFeatures: Required[Literal["YES", "NO"]]
    ContentQualification: Literal["PRODUCT", "RESEARCH", "SERVICE"]


def parametric_map(
    array: NDArray[np.floating[Any]] | NDArray[np.unsignedinteger[Any]],
    source_images: SourcesLike,
    quantities: Quantity | Sequence[Quantity],
    *,
    image_flavor: str = "VOLUME",
    derived_contrast: str = "QUANTITY",
    derivation_code: CodeLike | None = None,
    **values: Unpack[MapValues],
) -> ParametricMap:
    """Return a parametric map of images.

    Patient, study and frame of reference are those of the source images, and each frame has
    the place of its source frame.

    Args:
        array: On the planes of the source images, in their order: (frames, rows, columns),
            or (frames, rows, columns, quantities). Floats of 32 or 64 bits are stored as
            such, integers with 16 bits.
        source_images: Objects, data sets or paths: images of one frame, or multi-frame
            images, with a frame of reference.
        quantities: The quantity of the array, or that of each index of its last axis.
        image_flavor: Value 3 of Image Type.
        derived_contrast: Value 4 of Image Type.
        derivation_code: The derivation from the source images: PS3.16 CID 7203; if None,
            an unspecified calculation.
        values: Attributes of the instance, series and equipment.

    Raises:
        BuildError: The arguments do not match each other.
        MissingValueError, InvalidValueError: As for constructing a ParametricMap.

    Source: PS3.3 A.75, C.8.32.
    """
    sources = images_of("source_images", source_images)
    planes = planes_of("source_images", sources)
    if not (planes[0].in_patient or planes[0].tile):
        raise BuildError(
            "source_images", "must have a position: a parametric map requires one"
        )
    several = [quantities] if isinstance(quantities, Quantity) else [*quantities]
    if not several:
        raise BuildError("quantities", "must have at least one quantity")
    labels = [each.label for each in several]
    if len(set(labels)) != len(labels):
        raise BuildError("quantities", f"have the labels {labels}; each must differ")
    stored = _stored(array, planes, len(several))
    is_dimension = len(several) > 1
    operation: Code = coded("derivation_code", derivation_code or CALCULATION)
    dimensions = dimensions_of(planes)
    types = ["DERIVED", "PRIMARY", image_flavor, derived_contrast]
    places = sorted(range(len(planes)), key=lambda plane: dimensions.values[plane])
    groups = [
        ParametricMap.FunctionalGroups(
            **groups_of(planes[plane]),
            FrameContentSequence=frame_content(
                # Several quantities are the first dimension.
                (*[number] * is_dimension, *dimensions.values[plane]),
                dimensions.labels[plane],
            ),
            DerivationImageSequence=derivation(
                planes[plane], operation, preserved=True
            ),
            PixelValueTransformationSequence=[
                IdentityPixelValueTransformation.PixelValueTransformationItem()
            ],
            FrameVOILUTSequence=[_window(each, stored[..., number - 1])],
            RealWorldValueMappingSequence=[_mapping(each, stored[..., number - 1])],
            ParametricMapFrameTypeSequence=[
                ParametricMapFrameType.ParametricMapFrameTypeItem(FrameType=types)
            ],
        )
        for number, each in enumerate(several, start=1)
        for plane in places
    ]
    return derived(
        ParametricMap,
        sources[0],
        values,
        **{
            **_pixels(stored, places),
            "NumberOfFrames": len(groups),
            **frames.of_groups(groups, PER_FRAME),
            **frames.dimensions(
                ParametricMap, *["LUTLabel"] * is_dimension, *dimensions.keywords
            ),
            **slide_of(planes),
            **patient_orientation(planes),
            **frame_of_reference(planes),
            **lossy(sources),
        },
        Modality=sources[0].dataset.get("Modality") or "OT",
        ImageType=types,
        ContentLabel="PARAMETRIC_MAP",
        ContentQualification="RESEARCH",
        AcquisitionContextSequence=[],
        common_instance_reference=common_references(sources),
    )


def _stored(
    array: NDArray[Any], planes: Sequence[Plane], quantities: int
) -> NDArray[Any]:
    """Return the stored values, with axes of frames and quantities.

    Raises:
        BuildError: The array has another shape.
        TypeError: It has another type.
    """
    import numpy as np

    kind = getattr(getattr(array, "dtype", None), "kind", None)
    if kind is None:
        raise TypeError(f"array must be of NumPy, got {type(array).__name__}")
    if kind not in "fu" or array.dtype.itemsize > (8 if kind == "f" else 2):
        raise TypeError(
            "array must be floats of 32 or 64 bits, or unsigned integers of 8 or 16"
            f" bits, got {array.dtype}; convert it with astype(numpy.float32)"
        )
    dataset = planes[0].source.dataset
    shape = (len(planes), int(dataset.Rows), int(dataset.Columns))
    found = array
    if len(planes) == 1 and array.shape == shape[1:]:
        found = array[None]
    if found.shape == shape and quantities == 1:
        found = found[..., None]
    if found.shape != (*shape, quantities):
        raise BuildError(
            "array",
            f"has the shape {array.shape}, the source images have {shape[0]} frames of"
            f" {shape[1]} rows and {shape[2]} columns, for {quantities} quantities",
            "its axes are (frames, rows, columns), or (frames, rows, columns, quantities)",
        )
    if kind == "u":
        return found.astype(np.uint16)
    return found.astype(np.float32) if array.dtype.itemsize < 4 else found


def _pixels(stored: NDArray[Any], places: Sequence[int]) -> dict[str, Any]:
    """Return the module of the pixel data, by the type of the values."""
    import numpy as np

    ordered = np.concatenate(
        [stored[[*places], ..., number] for number in range(stored.shape[-1])]
    )
    described = pixels.of_array(ordered, "MONOCHROME2", frames=len(ordered))
    bits = described["BitsAllocated"]
    if stored.dtype.kind == "u":
        module: Any = ImagePixel(**_of_module(ImagePixel, described))
        return {
            "image_pixel": module,
            "BitsAllocated": bits,
            "BitsStored": bits,
            "HighBit": bits - 1,
        }
    cls = FloatingPointImagePixel if bits == 32 else DoubleFloatingPointImagePixel
    name = "" if bits == 32 else "double_"
    return {
        f"{name}floating_point_image_pixel": cls(**_of_module(cls, described)),
        "BitsAllocated": bits,
    }


def _of_module(cls: type[Module], values: Mapping[str, object]) -> dict[str, Any]:
    fields = cls._layout_of().fields
    return {keyword: value for keyword, value in values.items() if keyword in fields}


def _range(stored: NDArray[Any]) -> tuple[float, float]:
    """Return the smallest and the largest value, without NaN and infinity."""
    import numpy as np

    finite = stored[np.isfinite(stored)]
    return (float(finite.min()), float(finite.max())) if finite.size else (0.0, 0.0)


def _window(quantity: Quantity, stored: NDArray[Any]) -> VOILUT:
    if quantity.window is not None:
        center, width = quantity.window
    else:
        least, most = (
            value * quantity.slope + quantity.intercept for value in _range(stored)
        )
        center, width = (least + most) / 2, abs(most - least) or 1.0
    # LINEAR is for integers: its width is at least 1, and one value wider.
    exact = "LINEAR_EXACT" if stored.dtype.kind == "f" else None
    return VOILUT(WindowCenter=[center], WindowWidth=[width], VOILUTFunction=exact)


def _mapping(quantity: Quantity, stored: NDArray[Any]) -> RealWorldValueMappingItem:
    first, last = _range(stored)
    is_integer = stored.dtype.kind == "u"
    definition = quantity.quantity
    return RealWorldValueMappingItem(
        LUTLabel=quantity.label,
        LUTExplanation=quantity.explanation or quantity.label,
        MeasurementUnitsCodeSequence=[coded("unit", quantity.unit)],
        RealWorldValueSlope=float(quantity.slope),
        RealWorldValueIntercept=float(quantity.intercept),
        RealWorldValueFirstValueMapped=int(first) if is_integer else None,
        RealWorldValueLastValueMapped=int(last) if is_integer else None,
        DoubleFloatRealWorldValueFirstValueMapped=None if is_integer else first,
        DoubleFloatRealWorldValueLastValueMapped=None if is_integer else last,
        QuantityDefinitionSequence=(
            None
            if definition is None
            else [
                ContentItemWithModifiers(
                    ValueType="CODE",
                    ConceptNameCodeSequence=[Code(*QUANTITY)],
                    ConceptCodeSequence=[coded("quantity", definition)],
                )
            ]
        ),
    )
