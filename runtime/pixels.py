"""Pixel data from arrays, with the attributes of the Image Pixel module.

ct = CTImage(**pixels.of_array(slice, bits_stored=12), PatientName="Doe^Jane", …)
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pydicom.dataset import Dataset

if TYPE_CHECKING:
    from numpy.typing import NDArray


def of_array(
    array: NDArray[Any],
    photometric_interpretation: str = "",
    *,
    bits_stored: int | None = None,
) -> dict[str, Any]:
    """Return the pixel data of an array and the attributes that describe them.

    The array's axes are rows and columns; frames come first, samples of colour last:
    (rows, columns), (frames, rows, columns), (rows, columns, 3), (frames, rows,
    columns, 3).

    Args:
        array: Of 8, 16 or 32 bit integers, of bool, or of floats, which become Float
            or Double Float Pixel Data.
        photometric_interpretation: "RGB" of three samples, "MONOCHROME2" of one, if
            empty.
        bits_stored: Number of bits used in each integer; all if None.

    Raises:
        ValueError: The array has another shape, or values with more bits.
        TypeError: The array has another data type.

    Source: PS3.3 C.7.6.3, C.7.6.24, C.7.6.25, C.7.6.6.
    """
    if array.dtype.kind == "f":
        return _of_floats(array)
    colour = array.ndim > 2 and array.shape[-1] == 3
    photometric_interpretation = photometric_interpretation or (
        "RGB" if colour else "MONOCHROME2"
    )
    if array.dtype.kind not in "iub":
        raise TypeError(f"pixels must be integers, bool or floats, got {array.dtype}")
    if array.dtype.kind == "b":
        return _of_bits(array, photometric_interpretation)
    dataset = Dataset()
    dataset.set_pixel_data(
        array,
        photometric_interpretation,
        bits_stored or array.dtype.itemsize * 8,
        generate_instance_uid=False,
    )
    return {element.keyword: element.value for element in dataset}


def _of_floats(array: NDArray[Any]) -> dict[str, Any]:
    keywords = {4: "FloatPixelData", 8: "DoubleFloatPixelData"}
    if array.dtype.itemsize not in keywords:
        raise TypeError(f"pixels must be floats of 32 or 64 bits, got {array.dtype}")
    if array.ndim not in (2, 3):
        raise ValueError(
            f"pixels must have rows and columns, got the shape {array.shape}"
        )
    little = array.astype(array.dtype.newbyteorder("<"))
    return {
        **_described(array, "MONOCHROME2", array.dtype.itemsize * 8),
        keywords[array.dtype.itemsize]: little.tobytes(),
    }


def _of_bits(array: NDArray[Any], photometric_interpretation: str) -> dict[str, Any]:
    from pydicom.pixels.utils import pack_bits

    if array.ndim not in (2, 3):
        raise ValueError(
            f"pixels must have rows and columns, got the shape {array.shape}"
        )
    return {
        **_described(array, photometric_interpretation, 1),
        "BitsStored": 1,
        "HighBit": 0,
        "PixelRepresentation": 0,
        "PixelData": pack_bits(array),
    }


def _described(array: NDArray[Any], photometric: str, bits: int) -> dict[str, Any]:
    frames = {"NumberOfFrames": array.shape[0]} if array.ndim == 3 else {}
    return {
        **frames,
        "Rows": array.shape[-2],
        "Columns": array.shape[-1],
        "SamplesPerPixel": 1,
        "PhotometricInterpretation": photometric,
        "BitsAllocated": bits,
    }
