"""Pixels of images: resampled to their place, and as grey of the rendered picture."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from .errors import extra
from .images import BoxImage
from .placing import Magnification, Placement, Scaling, Smoothing

with extra():
    import numpy as np
    from PIL import Image

if TYPE_CHECKING:
    from numpy.typing import NDArray

_Filter = Image.Resampling

CUBIC: Final = {
    Smoothing.NORMAL: _Filter.BICUBIC,
    Smoothing.SHARP: _Filter.LANCZOS,
    Smoothing.SMOOTH: _Filter.BICUBIC,  # of values that were smoothed before
}
"""Pillow's filters of CUBIC by Smoothing Type."""


def render(
    image: BoxImage, placement: Placement, width: int, height: int, table: bytes
) -> NDArray[np.uint8]:
    """Return an image as it is on the film.

    Values are interpolated before the grayscale transformations: the relation of both is
    left to the printer, PS3.4 H.2.1.2.

    Args:
        width: Its size in pixels of the picture.
        height: Likewise.
        table: The grey of each value; not used for colour.

    Returns:
        An array (height, width), or (height, width, 3) of colour.
    """
    values = image.array()
    left, top, right, bottom = placement.crop
    values = values[top:bottom, left:right]
    size = width, height
    if size != (values.shape[1], values.shape[0]):
        if placement.scaling == Scaling(Magnification.CUBIC, Smoothing.SMOOTH):
            values = _smoothed(values)
        values = _resized(values, size, _filter(placement))
    if image.colour:
        inverted: NDArray[np.uint8] = 255 - values if image.inverted else values
        return inverted
    if values.dtype.kind == "f":
        values = np.clip(np.rint(values), 0, len(table) - 1).astype(np.uint16)
    greys = np.frombuffer(table, np.uint8)
    return greys.take(values)


def _filter(placement: Placement) -> Image.Resampling:
    match placement.scaling:
        case Scaling(Magnification.CUBIC, smoothing):
            return CUBIC[smoothing]
        case Scaling(Magnification.BILINEAR):
            return _Filter.BILINEAR
        case _ if placement.decimated:
            return _Filter.NEAREST  # pixels are omitted, as by the printer
        case _:
            # Pixels are replicated. If the picture is coarser than the film, the mean of
            # the film's pixels is seen.
            return _Filter.BOX


def _smoothed(values: NDArray[Any]) -> NDArray[Any]:
    """Return the mean of each value and its neighbours, with the weights of a B-spline."""
    for axis in (0, 1):
        padding = [(1, 1) if each == axis else (0, 0) for each in range(values.ndim)]
        wide = np.moveaxis(np.pad(values.astype(np.float32), padding, "edge"), axis, 0)
        mean = (wide[:-2] + 4 * wide[1:-1] + wide[2:]) / 6
        values = np.moveaxis(np.rint(mean).astype(values.dtype), 0, axis)
    return values


def _resized(
    values: NDArray[Any], size: tuple[int, int], resampling: Image.Resampling
) -> NDArray[Any]:
    """Return values in another size: 16-bit integers become floats."""
    if values.dtype.itemsize > 1 and resampling is not _Filter.NEAREST:
        values = values.astype(np.float32)
    elif values.dtype.itemsize > 1:
        values = values.astype(np.int32)
    source = Image.fromarray(np.ascontiguousarray(values))
    resized: NDArray[Any] = np.asarray(source.resize(size, resampling))
    return resized.astype(np.uint16) if resized.dtype == np.int32 else resized
