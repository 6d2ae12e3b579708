"""Prepares frames for printing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray
from pydicom.dataset import Dataset
from pydicom.pixels.utils import iter_pixels

from ..errors import NotConvertibleError, NotDecodableError
from ..results import Kind
from ..settings import Settings
from .attributes import frame_attributes, original_of
from .colors import to_gray, to_rgb
from .grayscale import Pipeline
from .overlays import burn_in, embedded_groups
from .shutters import shutter
from .sizes import Size, size_of
from .sources import PHOTOMETRIC, Source
from .states import not_applied, state_for, voi_of

Values = NDArray[Any]


@dataclass(frozen=True)
class Prepared:
    """A frame that can be printed."""

    name: str
    pixels: Values
    """Rows and columns of P-values; for colour also the samples RGB of 8 bits."""
    bits: int
    """8 or 12."""
    aspect: tuple[int, int]
    """Pixel Aspect Ratio."""
    width: float | None
    """True width in mm; None if it is unknown."""
    notes: tuple[tuple[Kind, str], ...]
    original: Mapping[str, str] | None = None
    """The attributes of the item of Original Image Sequence; None if one is missing."""

    @property
    def is_color(self) -> bool:
        """True for RGB."""
        return self.pixels.ndim == 3

    def in_8_bits(self) -> Prepared:
        """Return the same grayscale image with 8 bits."""
        if self.bits == 8:
            return self
        values = np.rint(self.pixels * (255 / 4095)).astype(np.uint8)
        return replace(self, pixels=values, bits=8)


def prepared(
    sources: Iterable[Source], settings: Settings, states: Sequence[Dataset]
) -> Iterator[Prepared]:
    """Yield the frames of images, converted one at a time.

    Raises:
        NotDecodableError: Pixel data cannot be decoded.
        NotConvertibleError: An attribute for the conversion is invalid.
    """
    for source in sources:
        for frame, decoded in _decoded(source):
            try:
                image = _prepared(source, frame, decoded, settings, states)
            except Exception as error:  # pydicom raises errors of many types
                name = source.named(frame)
                raise NotConvertibleError(name, _reason(error)) from error
            yield image


def _decoded(source: Source) -> Iterator[tuple[int, Values]]:
    """Yield the decoded frames of an image; YBR is converted to RGB."""
    indices = [frame - 1 for frame in source.frames]
    try:
        frames = iter_pixels(source.pixels, indices=indices)
        for frame in source.frames:
            yield frame, next(frames)
    except GeneratorExit:
        raise
    except Exception as error:  # pydicom and its decoders raise errors of many types
        raise NotDecodableError(source.name, _reason(error)) from error


def _reason(error: Exception) -> str:
    return " ".join(str(error).split()) or type(error).__name__


def _prepared(
    source: Source,
    frame: int,
    decoded: Values,
    settings: Settings,
    states: Sequence[Dataset],
) -> Prepared:
    image = frame_attributes(source.header, frame)
    notes: list[tuple[Kind, str]] = []
    state = state_for(states, image, frame)
    if states and state is None:
        notes.append((Kind.NOT_APPLIED, "no presentation state refers to the image"))
    interpretation = str(image.PhotometricInterpretation)
    bits = settings.bits
    size = size_of(image)
    if PHOTOMETRIC[interpretation] == 3 or interpretation == "PALETTE COLOR":
        if state is not None:
            notes.append((Kind.NOT_APPLIED, "the presentation state: not grayscale"))
        pixels = to_rgb(decoded, image)
        if not settings.color:
            pixels = _stretched(to_gray(pixels), bits)
        pixels = _burnt(pixels, source, frame, settings, notes)
    else:
        pixels = _grayscale(decoded, image, frame, settings, state, notes)
        pixels = _burnt(pixels, source, frame, settings, notes)
        if state is not None:
            pixels, size = _turned(pixels, size, state)
        if settings.color:
            pixels = np.repeat(pixels[..., np.newaxis], 3, axis=2)
    width = None if size.column is None else pixels.shape[1] * size.column
    if settings.true_size and width is None:
        notes.append((Kind.SIZE, "there is no pixel spacing; the true size is unknown"))
    depth = 8 if settings.color else bits
    name = source.named(frame)
    original = original_of(source.header)
    if settings.reference_original and original is None:
        notes.append(
            (Kind.NOT_APPLIED, "the reference: the image lacks UIDs or Patient ID")
        )
    return Prepared(name, pixels, depth, size.aspect, width, tuple(notes), original)


def _grayscale(
    decoded: Values,
    image: Dataset,
    frame: int,
    settings: Settings,
    state: Dataset | None,
    notes: list[tuple[Kind, str]],
) -> Values:
    bits = 8 if settings.color else settings.bits
    pipeline = Pipeline(
        image,
        modality=image if state is None else state,
        voi=image if state is None else voi_of(state, image, frame),
        window=settings.window,
        presentation=Dataset() if state is None else state,
        inverted=_inverted(image if state is None else state, state is not None),
        is_complete=state is not None,
    )
    pixels = pipeline.p_values(decoded, bits)
    if pipeline.has_no_window:
        notes.append(
            (Kind.WINDOW, "there is no window; the smallest and largest value are used")
        )
    if state is not None:
        pixels = shutter(pixels, state, (1 << bits) - 1)
        notes += [(Kind.NOT_APPLIED, each) for each in not_applied(state, image)]
    return pixels


def _inverted(dataset: Dataset, is_state: bool) -> bool:
    """True if the largest value is black.

    A presentation state decides by its Presentation LUT Shape; the Photometric
    Interpretation of the image is ignored: PS3.4 N.2.1.3.
    """
    if is_state:
        return str(dataset.get("PresentationLUTShape", "")) == "INVERSE"
    return str(dataset.PhotometricInterpretation) == "MONOCHROME1"


def _burnt(
    pixels: Values,
    source: Source,
    frame: int,
    settings: Settings,
    notes: list[tuple[Kind, str]],
) -> Values:
    if not settings.overlays:
        return pixels
    if embedded_groups(source.header):
        notes.append((Kind.NOT_APPLIED, "overlays in unused bits of the pixel data"))
    return burn_in(pixels, source.header, frame)


def _turned(pixels: Values, size: Size, state: Dataset) -> tuple[Values, Size]:
    """Apply the spatial transformation: PS3.3 C.10.6."""
    quarters = int(state.get("ImageRotation") or 0) // 90 % 4
    if quarters:
        pixels = np.rot90(pixels, -quarters)
    if str(state.get("ImageHorizontalFlip", "N")) == "Y":
        pixels = pixels[:, ::-1]
    return pixels, size.turned() if quarters % 2 else size


def _stretched(values: Values, bits: int) -> Values:
    """Return values of 8 bits with another number of bits."""
    if bits == 8:
        return values
    stretched: Values = np.rint(values * (((1 << bits) - 1) / 255)).astype(np.uint16)
    return stretched
