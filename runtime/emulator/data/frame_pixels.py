"""Extraction of pixel data of frames, without decoding.

Source: PS3.5 8.1.1, A.4; PS3.3 C.8.14.4 for spectra.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from pydicom.dataset import Dataset
from pydicom.encaps import encapsulate, encapsulate_extended, generate_frames
from pydicom.pixels.decoders.base import get_decoder
from pydicom.pixels.utils import get_expected_length, pack_bits, unpack_bits
from pydicom.uid import UID

from ...errors import IodizeError
from .frame_lists import number_of_frames

PIXELS: Final = ("PixelData", "FloatPixelData", "DoubleFloatPixelData")

OFFSETS: Final = ("ExtendedOffsetTable", "ExtendedOffsetTableLengths")


class InseparableFramesError(IodizeError):
    """The pixel data of single frames cannot be extracted."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message

    def __str__(self) -> str:
        return self.message


def keep_pixels(dataset: Dataset, frames: Sequence[int]) -> None:
    """Remove the pixel data, or spectra, of all other frames.

    Raises:
        InseparableFramesError: They cannot be separated.
    """
    keyword, *_ = [each for each in PIXELS if dataset.get(each)] or [""]
    syntax = UID(dataset.file_meta.TransferSyntaxUID)
    count = number_of_frames(dataset)
    if dataset.get("DimensionOrganizationType") == "TILED_FULL" and count > len(frames):
        raise InseparableFramesError("positions of tiles follow from their order")
    try:
        if dataset.get("SpectroscopyData"):
            dataset.SpectroscopyData = _parts(dataset.SpectroscopyData, count, frames)
        elif not keyword:
            raise ValueError("no pixel data")
        elif syntax.is_encapsulated:
            _keep_encapsulated(dataset, syntax, frames)
        else:
            data = _native(dataset, syntax, frames)
            dataset[keyword].value = data + b"\0" * (len(data) % 2)
    except (ValueError, IndexError, NotImplementedError, ImportError) as error:
        raise InseparableFramesError(str(error)) from error
    # The URL and the total length are those of all frames.
    for each in ("PixelDataProviderURL", "EncapsulatedPixelDataValueTotalLength"):
        dataset.pop(each, None)


def _keep_encapsulated(dataset: Dataset, syntax: UID, frames: Sequence[int]) -> None:
    get_decoder(syntax)  # raises if all frames are one stream, as in a video
    offsets = [dataset.get(each) for each in OFFSETS]
    all_frames = list(
        generate_frames(
            dataset.PixelData,
            number_of_frames=number_of_frames(dataset),
            extended_offsets=(offsets[0], offsets[1]) if all(offsets) else None,
        )
    )
    kept = [all_frames[each] for each in frames]
    if all(offsets):
        data, *tables = encapsulate_extended(kept)
        for keyword, table in zip(OFFSETS, tables, strict=True):
            setattr(dataset, keyword, table)
    else:
        data = encapsulate(kept)
    dataset.PixelData = data


def _native(dataset: Dataset, syntax: UID, frames: Sequence[int]) -> bytes:
    decoder = get_decoder(syntax)
    buffers = decoder.iter_buffer(dataset, indices=frames)
    data = b"".join(bytes(each) for each, _ in buffers)
    count = number_of_frames(dataset)
    pixels = get_expected_length(dataset, "pixels") // count
    if pixels * dataset.BitsAllocated % 8 == 0:
        if len(data) * count != get_expected_length(dataset) * len(frames):
            raise ValueError("frames start within a word of swapped bytes")
        return data
    if not syntax.is_little_endian:
        raise ValueError("frames start within a byte, in big endian order")
    bits: Any = unpack_bits(dataset.PixelData)  # a numpy array
    each_frame = bits[: pixels * count].reshape(count, pixels)
    return pack_bits(each_frame[list(frames)].ravel())


def _parts(data: bytes, count: int, frames: Sequence[int]) -> bytes:
    """Return the selected ones of equal parts of data."""
    size, rest = divmod(len(data), count)
    if rest:
        raise ValueError(f"{len(data)} bytes are not a multiple of {count} frames")
    return b"".join(data[each * size : (each + 1) * size] for each in frames)
