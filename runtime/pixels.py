"""Pixel data from arrays, with the attributes of the Image Pixel module.

ct = CTImage(**pixels.of_array(slice, bits_stored=12), PatientName="Doe^Jane", …)
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, Literal, TypedDict, overload

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

# IODs narrow most of these attributes to different values, hence `Any`.


class Described(TypedDict):
    """The attributes of the pixels of any image."""

    Rows: int
    Columns: int
    SamplesPerPixel: Any
    PhotometricInterpretation: Any
    BitsAllocated: Any


class Pixels(Described):
    """Integers as the attributes of an image of one frame."""

    BitsStored: Any
    HighBit: Any
    PixelRepresentation: Any
    PixelData: bytes


class FramesOfPixels(Pixels):
    """Integers as the attributes of an image of several frames."""

    NumberOfFrames: Any


class ColorPixels(Pixels):
    """Colors as the attributes of an image of one frame."""

    PlanarConfiguration: Any


class FramesOfColorPixels(ColorPixels):
    """Colors as the attributes of an image of several frames."""

    NumberOfFrames: Any


class FloatPixels(Described):
    """Floats of 32 bits as the attributes of an image of one frame."""

    FloatPixelData: bytes


class FramesOfFloatPixels(FloatPixels):
    """Floats of 32 bits as the attributes of an image of several frames."""

    NumberOfFrames: Any


class DoubleFloatPixels(Described):
    """Floats of 64 bits as the attributes of an image of one frame."""

    DoubleFloatPixelData: bytes


class FramesOfDoubleFloatPixels(DoubleFloatPixels):
    """Floats of 64 bits as the attributes of an image of several frames."""

    NumberOfFrames: Any


SAMPLES: Final = {
    **dict.fromkeys(("MONOCHROME1", "MONOCHROME2", "PALETTE COLOR"), 1),
    **dict.fromkeys(("RGB", "YBR_FULL"), 3),
}
"""Samples per Pixel of the photometric interpretations of native pixel data without
subsampling: PS3.3 C.7.6.3.1.2."""

FLOATS: Final = {4: "FloatPixelData", 8: "DoubleFloatPixelData"}
"""Attributes of floats, by the size in bytes."""

if TYPE_CHECKING:
    _Integers = NDArray[np.integer[Any]] | NDArray[np.bool_]


@overload
def of_array(
    array: _Integers,
    photometric_interpretation: str = "",
    *,
    bits_stored: int | None = None,
    samples: Literal[1] | None = None,
    frames: None = None,
) -> Pixels: ...
@overload
def of_array(
    array: _Integers,
    photometric_interpretation: str = "",
    *,
    bits_stored: int | None = None,
    samples: Literal[1] | None = None,
    frames: int,
) -> FramesOfPixels: ...
@overload
def of_array(
    array: _Integers,
    photometric_interpretation: str = "",
    *,
    bits_stored: int | None = None,
    samples: Literal[3],
    frames: None = None,
) -> ColorPixels: ...
@overload
def of_array(
    array: _Integers,
    photometric_interpretation: str = "",
    *,
    bits_stored: int | None = None,
    samples: Literal[3],
    frames: int,
) -> FramesOfColorPixels: ...
@overload
def of_array(  # type: ignore[overload-overlap]  # for mypy, floats of other sizes are alike
    array: NDArray[np.float32], *, samples: Literal[1] = ..., frames: None = None
) -> FloatPixels: ...
@overload
def of_array(  # type: ignore[overload-overlap]  # for mypy, floats of other sizes are alike
    array: NDArray[np.float32], *, samples: Literal[1] = ..., frames: int
) -> FramesOfFloatPixels: ...
@overload
def of_array(
    array: NDArray[np.float64], *, samples: Literal[1] = ..., frames: None = None
) -> DoubleFloatPixels: ...
@overload
def of_array(
    array: NDArray[np.float64], *, samples: Literal[1] = ..., frames: int
) -> FramesOfDoubleFloatPixels: ...
def of_array(
    array: NDArray[Any],
    photometric_interpretation: str = "",
    *,
    bits_stored: int | None = None,
    samples: Literal[1, 3] | None = None,
    frames: int | None = None,
) -> Any:
    """Return the pixel data of an array and the attributes that describe them.

    The array's axes are rows and columns; frames come first, samples of color last:
    (rows, columns), (frames, rows, columns), (rows, columns, 3), (frames, rows,
    columns, 3). Three axes of which the last has 1, 2 or 4 elements may be either, and
    need `samples` or `frames`.

    Args:
        array: Of 8, 16 or 32 bit integers in any byte order, of bool, or of 32 or 64 bit
            floats, which become Float or Double Float Pixel Data. The class of the object
            checks whether its IOD allows them: 32 bit integers belong to RT Dose, floats to
            parametric maps.
        photometric_interpretation: "RGB" of three samples, "MONOCHROME2" of one, if
            empty.
        bits_stored: Number of bits used in each integer; all if None.
        samples: Samples per pixel; derived from the shape if None. With 3, type checkers
            know that the result has Planar Configuration.
        frames: Number of frames, for Number of Frames; derived from the shape if None. With
            it, type checkers know that the result has Number of Frames.

    Raises:
        ValueError: The array has another shape, or values with more bits.
        TypeError: The array has another data type.

    Source: PS3.3 C.7.6.3, C.7.6.24, C.7.6.25, C.7.6.6.
    """
    array = _known(array)
    samples = _samples(array, photometric_interpretation, samples, frames)
    array, count = _split(array, samples, frames)
    photometric = photometric_interpretation or (
        "MONOCHROME2" if samples == 1 else "RGB"
    )
    rows, columns = array.shape[array.ndim - (samples == 3) - 2 :][:2]
    if not array.size or max(rows, columns) > 0xFFFF:
        raise ValueError(
            f"rows and columns must be between 1 and 65535, got {rows} and {columns}"
        )
    described: dict[str, Any] = {} if count is None else {"NumberOfFrames": count}
    described |= {
        "Rows": rows,
        "Columns": columns,
        "SamplesPerPixel": samples,
        "PhotometricInterpretation": photometric,
    }
    if samples == 3:
        described["PlanarConfiguration"] = 0
    return described | _values(array, bits_stored, samples)


def _known(array: NDArray[Any]) -> NDArray[Any]:
    """Return an array of a data type that pixels can have."""
    dtype = getattr(array, "dtype", None)
    kind = getattr(dtype, "kind", "")
    if dtype is None or not kind:
        raise TypeError(
            f"pixels must be an array of NumPy, got {type(array).__name__};"
            " convert it with numpy.asarray"
        )
    size = dtype.itemsize
    if kind == "b" or (kind in "iu" and size <= 4) or (kind == "f" and size in FLOATS):
        return array
    if kind in "iu":
        hint = "convert it, such as with array.astype(numpy.uint16)"
        raise TypeError(f"integers must have 8, 16 or 32 bits, got {dtype}; {hint}")
    if kind == "f":
        hint = "convert it with array.astype(numpy.float32)"
        raise TypeError(f"floats must have 32 or 64 bits, got {dtype}; {hint}")
    raise TypeError(f"pixels must be integers, bool or floats, got {dtype}")


def _samples(
    array: NDArray[Any], photometric: str, samples: int | None, frames: int | None
) -> Literal[1, 3]:
    """Return the number of samples per pixel.

    Raises:
        ValueError: The shape leaves it open, or contradicts it.
    """
    shape = array.shape
    if photometric and photometric not in SAMPLES:
        raise ValueError(
            f"photometric_interpretation must be one of {', '.join(SAMPLES)} for native"
            f" pixels, got {photometric!r}"
        )
    if photometric and samples not in (None, SAMPLES[photometric]):
        raise ValueError(
            f"{photometric} has {SAMPLES[photometric]} samples per pixel, got {samples}"
        )
    if samples not in (None, 1, 3):
        raise ValueError(f"samples must be 1 or 3, got {samples}; {_ALPHA}")
    if array.ndim not in (2, 3, 4):
        raise ValueError(
            "pixels must have rows and columns, and may have frames before and samples"
            f" after them; got the shape {shape}"
        )
    last = shape[-1]
    stated = samples or (SAMPLES[photometric] if photometric else None)
    if array.ndim == 4:
        stated = stated or (last if last in (1, 3) else None)
        if stated != last:
            wanted = stated or "1 or 3"
            raise ValueError(
                f"the last of four axes must have {wanted} samples, got the shape"
                f" {shape}; {_ALPHA}"
            )
    elif array.ndim == 3 and stated is None and frames is None:
        if last in (1, 2, 4):
            raise ValueError(_undecided(shape))
        stated = 3 if last == 3 else 1
    elif array.ndim == 3 and stated is None:
        is_one = frames == 1 and shape[0] != 1
        stated = 3 if last == 3 and is_one else 1
    if stated == 3 and (array.ndim == 2 or last != 3):
        raise ValueError(
            f"the last axis must have the 3 samples of color, got the shape {shape}"
        )
    if array.dtype.kind in "bf" and stated == 3:
        raise ValueError(
            f"an image with color must have integers, got {array.dtype}; pass frames={shape[0]}"
            " if the first axis has frames"
        )
    return 3 if stated == 3 else 1


_ALPHA: Final = "drop an alpha channel with array[..., :3]"


def _undecided(shape: tuple[int, ...]) -> str:
    first, rows, last = shape
    kind = {1: "one sample", 2: "gray and alpha", 4: "RGBA"}[last]
    mend = "pass samples=1" if last == 1 else f"keep {_KEPT[last]}"
    return (
        f"the shape {shape} may be {first} frames of {rows} rows and {last} columns, or an"
        f" image with {kind} per pixel; pass frames={first} for frames, or {mend}"
    )


_KEPT: Final = {2: "array[..., 0]", 4: "array[..., :3], without alpha"}


def _split(
    array: NDArray[Any], samples: int, frames: int | None
) -> tuple[NDArray[Any], int | None]:
    """Return an array without an axis of one sample, and the number of frames.

    The number is None if it is not given, and the array has no axis of frames.

    Raises:
        ValueError: The shape contradicts it.
    """
    shape = array.shape
    is_one = array.ndim == 3 and shape[-1] == 1 and frames in (None, 1)
    if samples == 1 and (array.ndim == 4 or (is_one and frames != shape[0])):
        array = array[..., 0]
    found = array.shape[0] if array.ndim - (samples == 3) == 3 else None
    if frames is not None and frames != (found or 1):
        raise ValueError(
            f"frames is {frames}, but the shape {shape} has {found or 1}"
            " (frames are the first axis)"
        )
    return array, found if frames is None else frames


def _values(
    array: NDArray[Any], bits_stored: int | None, samples: int
) -> dict[str, Any]:
    """Return the values, in little endian, and the attributes of their bits."""
    import numpy

    size = array.dtype.itemsize
    if array.dtype.kind == "f":
        if bits_stored is not None:
            raise ValueError("floats have no bits_stored")
        floats = array.astype(array.dtype.newbyteorder("<"), copy=False)
        return {"BitsAllocated": size * 8, FLOATS[size]: floats.tobytes()}
    if array.dtype.kind == "b":
        from pydicom.pixels.utils import pack_bits

        return {
            **_bits(1, 1, 0),
            "PixelData": pack_bits(numpy.ascontiguousarray(array)),
        }
    signed = array.dtype.kind == "i"
    if signed and samples == 3:
        raise ValueError(f"samples of color must be unsigned, got {array.dtype}")
    stored = size * 8 if bits_stored is None else bits_stored
    if not 1 <= stored <= size * 8:
        raise ValueError(f"bits_stored must be between 1 and {size * 8}, got {stored}")
    least, most = (
        (-(1 << stored - 1), (1 << stored - 1) - 1)
        if signed
        else (0, (1 << stored) - 1)
    )
    lowest, highest = int(array.min()), int(array.max())
    if lowest < least or highest > most:
        raise ValueError(
            f"values of {stored} bits must be between {least} and {most}, got"
            f" {lowest} to {highest}"
        )
    data = array.astype(array.dtype.newbyteorder("<"), copy=False).tobytes()
    return {
        **_bits(size * 8, stored, int(signed)),
        "PixelData": data + b"\0" * (len(data) % 2),
    }


def _bits(allocated: int, stored: int, representation: int) -> dict[str, Any]:
    return {
        "BitsAllocated": allocated,
        "BitsStored": stored,
        "HighBit": stored - 1,
        "PixelRepresentation": representation,
    }
