"""The pixel data of some frames, cut out as they are encoded.

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

from .frame_lists import number_of_frames
from .outcomes import refused

NOT_EXTRACTED: Final = 0xAA02
"""Unable to extract frames: Tables Y.4-1, Y.4-2."""

PIXELS: Final = ("PixelData", "FloatPixelData", "DoubleFloatPixelData")

OFFSETS: Final = ("ExtendedOffsetTable", "ExtendedOffsetTableLengths")


def take_pixels(dataset: Dataset, frames: Sequence[int]) -> None:
    """Keep the pixel data, or spectra, of some frames.

    Raises:
        Refused: They cannot be told from those of others.
    """
    keyword, *_ = [each for each in PIXELS if dataset.get(each)] or [""]
    syntax = UID(dataset.file_meta.TransferSyntaxUID)
    count = number_of_frames(dataset)
    if dataset.get("DimensionOrganizationType") == "TILED_FULL" and count > len(frames):
        raise refused(
            NOT_EXTRACTED, "only the order of all frames tells where they are"
        )
    try:
        if dataset.get("SpectroscopyData"):
            dataset.SpectroscopyData = _parts(dataset.SpectroscopyData, count, frames)
        elif not keyword:
            raise ValueError("there are no pixel data")
        elif syntax.is_encapsulated:
            _take_encapsulated(dataset, syntax, frames)
        else:
            data = _native(dataset, syntax, frames)
            dataset[keyword].value = data + b"\0" * (len(data) % 2)
    except (ValueError, IndexError, NotImplementedError, ImportError) as error:
        raise refused(NOT_EXTRACTED, str(error)) from error
    # Pixel data from elsewhere, and how long all of them are, are not those of these.
    for each in ("PixelDataProviderURL", "EncapsulatedPixelDataValueTotalLength"):
        dataset.pop(each, None)


def _take_encapsulated(dataset: Dataset, syntax: UID, frames: Sequence[int]) -> None:
    get_decoder(syntax)  # raises where a stream has all frames, as of a video
    offsets = [dataset.get(each) for each in OFFSETS]
    there = list(
        generate_frames(
            dataset.PixelData,
            number_of_frames=number_of_frames(dataset),
            extended_offsets=(offsets[0], offsets[1]) if all(offsets) else None,
        )
    )
    taken = [there[each] for each in frames]
    if all(offsets):
        data, *tables = encapsulate_extended(taken)
        for keyword, table in zip(OFFSETS, tables, strict=True):
            setattr(dataset, keyword, table)
    else:
        data = encapsulate(taken)
    dataset.PixelData = data


def _native(dataset: Dataset, syntax: UID, frames: Sequence[int]) -> bytes:
    decoder = get_decoder(syntax)
    taken = [bytes(each) for each, _ in decoder.iter_buffer(dataset, indices=frames)]
    data = b"".join(taken)
    count = number_of_frames(dataset)
    pixels = get_expected_length(dataset, "pixels") // count
    if pixels * dataset.BitsAllocated % 8 == 0:
        if len(data) * count != get_expected_length(dataset) * len(frames):
            raise ValueError("frames that begin within a word of swapped bytes")
        return data
    if not syntax.is_little_endian:
        raise ValueError("frames that begin within a byte, in big endian order")
    bits: Any = unpack_bits(dataset.PixelData)  # an array of numpy
    each_frame = bits[: pixels * count].reshape(count, pixels)
    return pack_bits(each_frame[list(frames)].ravel())


def _parts(data: bytes, count: int, frames: Sequence[int]) -> bytes:
    """Return some of the equal parts of data."""
    size, rest = divmod(len(data), count)
    if rest:
        raise ValueError(f"{len(data)} bytes of {count} frames")
    return b"".join(data[each * size : (each + 1) * size] for each in frames)
