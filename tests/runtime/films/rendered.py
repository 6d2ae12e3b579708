"""Rendered films for tests, and their grey at points of an image."""

from __future__ import annotations

from typing import Any

from numpy.typing import NDArray
from pydicom.dataset import Dataset

from iodize import films
from iodize.films import Film

RESOLUTION = 75.0
CUSTOM = {1: [films.Area(0.1, 0.1, 0.4, 0.9), films.Area(0.5, 0.2, 0.9, 0.5)]}


def compose(film: Dataset, boxes: dict[int, Dataset], **options: Any) -> Film:
    options = {"resolution": RESOLUTION, "custom_formats": CUSTOM, **options}
    return films.compose(film, boxes, **options)


def patch(film: Film, position: int, x: float, y: float) -> int:
    """Return the grey at a point of an image, in fractions of it."""
    left, top, right, bottom = film.images[position]
    row, column = top + y * (bottom - top), left + x * (right - left)
    return int(film.pixels[int(row), int(column)])


def steps(image: NDArray[Any], bits: int, x: float, y: float) -> float:
    rows, columns = image.shape
    return 255 * int(image[int(y * rows), int(x * columns)]) / ((1 << bits) - 1)
