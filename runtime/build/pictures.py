"""Pictures as arrays: of NumPy, or read from files such as PNG."""

from __future__ import annotations

import io
import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from .errors import BuildError

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from PIL.Image import Image

LOSSY: Final = {"JPEG": "ISO_10918_1"}
"""Lossy Image Compression Method of picture formats: PS3.3 C.7.6.1.1.5.1."""


@dataclass(frozen=True)
class Picture:
    """A picture of one frame."""

    array: NDArray[Any]
    """(rows, columns) or (rows, columns, 3)."""
    method: str | None = None
    """Lossy Image Compression Method, if it was compressed with loss."""
    ratio: float | None = None


def picture_of(given: NDArray[Any] | bytes | str | os.PathLike[str]) -> Picture:
    """Return a picture.

    Args:
        given: An array of integers, the content of a file, or its path.

    Raises:
        BuildError: It is not a picture of one frame, or has transparent pixels.
        ImportError: Files need Pillow, of the extra `print`.
    """
    if isinstance(given, bytes):
        return _read(given, "picture")
    if isinstance(given, str | os.PathLike):
        return _read(Path(given).read_bytes(), os.fspath(given))
    if not hasattr(given, "dtype"):
        raise TypeError(
            "picture must be an array, bytes or a path, got" f" {type(given).__name__}"
        )
    return Picture(_checked(given))


def _read(data: bytes, name: str) -> Picture:
    """Return the picture in a file."""
    try:
        from PIL import Image, UnidentifiedImageError
    except ImportError as error:
        raise ImportError(
            "pictures in files need Pillow: pip install 'iodize[print]'"
        ) from error

    try:
        with Image.open(io.BytesIO(data)) as image:
            if getattr(image, "n_frames", 1) > 1:
                raise BuildError("picture", f"{name} has several frames")
            array = _checked(_array(image))
            method = LOSSY.get(image.format or "")
    except (UnidentifiedImageError, OSError) as error:
        raise BuildError(
            "picture", f"{name} is not a picture", "pass PNG, TIFF, BMP or JPEG"
        ) from error
    ratio = round(array.nbytes / len(data), 2) if method else None
    return Picture(array, method, ratio)


def _array(image: Image) -> NDArray[Any]:
    """Return the pixels of an image of Pillow: gray, or red, green and blue."""
    import numpy as np

    if image.mode in ("1", "L"):
        return np.asarray(image.convert("L"))
    if image.mode in ("I", "I;16", "I;16B", "I;16L"):
        array = np.asarray(image)
        if array.min() < 0 or array.max() > 65535:
            raise BuildError("picture", "has values of more than 16 bits")
        return array.astype(np.uint16)
    has_alpha = image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info
    return np.asarray(image.convert("RGBA" if has_alpha else "RGB"))


def _checked(array: NDArray[Any]) -> NDArray[Any]:
    """Return an array with one or three samples, of 8 or 16 bits."""
    if array.ndim == 3 and array.shape[2] == 4:
        opaque = 255 if array.dtype.itemsize == 1 else 65535
        if not (array[..., 3] == opaque).all():
            raise BuildError(
                "picture",
                "has transparent pixels (RGBA), which DICOM cannot store",
                "combine it with a background, and pass red, green and blue",
            )
        array = array[..., :3]
    if array.ndim != 2 and not (array.ndim == 3 and array.shape[2] == 3):
        raise BuildError(
            "picture",
            f"has the shape {array.shape}; must be (rows, columns) or (rows, columns, 3)",
            "frames are built with the Multi-frame Secondary Capture IODs",
        )
    if 0 in array.shape:
        raise BuildError("picture", f"has no pixels: shape {array.shape}")
    if array.dtype.kind not in "iu" or array.dtype.itemsize > 2:
        raise BuildError(
            "picture",
            f"has the type {array.dtype}; must be integers of 8 or 16 bits",
            "convert it, for example with astype(numpy.uint8)",
        )
    if array.ndim == 3 and array.dtype.str[1:] != "u1":
        raise BuildError(
            "picture", f"of colors has the type {array.dtype}; must be uint8"
        )
    if max(array.shape[:2]) > 65535:
        raise BuildError("picture", f"has the shape {array.shape}; at most 65535")
    return array.astype(array.dtype.newbyteorder("<"), copy=False)
