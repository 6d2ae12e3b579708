"""The images to print: their headers, checked before the first film is printed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from pydicom import dcmread
from pydicom.dataset import Dataset, FileMetaDataset
from pydicom.errors import InvalidDicomError
from pydicom.uid import UID, ExplicitVRLittleEndian

from ...objects.instance import Instance
from ..errors import (
    ImageTooLargeError,
    NoFrameError,
    NotAnImageError,
    UnsupportedImageError,
)

if TYPE_CHECKING:
    from ..settings import Settings

Image: TypeAlias = str | Path | Dataset | Instance
"""An image to print: a path, a data set, or an object of its IOD."""

PIXELS: Final = ("PixelData", "FloatPixelData", "DoubleFloatPixelData")
"""Attributes with pixels: PS3.3 C.7.6.3, C.7.6.24, C.7.6.25."""

PHOTOMETRIC: Final = {
    "MONOCHROME1": 1,
    "MONOCHROME2": 1,
    "PALETTE COLOR": 1,
    "RGB": 3,
    "YBR_FULL": 3,
    "YBR_FULL_422": 3,
    "YBR_PARTIAL_420": 3,
    "YBR_ICT": 3,
    "YBR_RCT": 3,
}
"""Supported photometric interpretations, with Samples per Pixel: PS3.3 C.7.6.3.1.2."""

BYTES_BY_TABLE: Final = 8
"""Bytes for each sample of at most 16 bits, which is converted by a table."""
BYTES_BY_VALUE: Final = 32
"""Bytes for each other sample, which is converted with floating point numbers."""


@dataclass(frozen=True)
class Source:
    """An image, and the numbers of its frames to print."""

    name: str
    """File name, or SOP Instance UID."""
    header: Dataset
    """The attributes; those of a file have no pixel data."""
    pixels: Path | Dataset
    """The file or data set with the pixel data."""
    frames: tuple[int, ...]

    def named(self, frame: int) -> str:
        """Return the name of a frame."""
        if number_of_frames(self.header) == 1:
            return self.name
        return f"{self.name} frame {frame}"


def sources(images: Iterable[Image], settings: Settings) -> list[Source]:
    """Return the images to print, which are checked.

    Raises:
        ImageError: An image cannot be printed.
        OSError: A file cannot be read.
    """
    return [_checked(each, settings) for each in images]


def read_header(path: Path) -> Dataset | None:
    """Return the attributes of a file before its pixel data; None if it is not DICOM."""
    try:
        header = dcmread(path, stop_before_pixels=True)
    except (InvalidDicomError, EOFError):
        return None
    return header if len(header) else None


def kind_of(header: Dataset) -> str:
    """Return the name of the SOP class of an object."""
    return str(UID(str(header.get("SOPClassUID", ""))).name) or "unknown SOP class"


def number_of_frames(header: Dataset) -> int:
    """Return the number of frames of an image."""
    return int(header.get("NumberOfFrames") or 1)


def _checked(image: Image, settings: Settings) -> Source:
    name, header, pixels = _opened(image)
    _check(name, header, pixels, settings.memory_limit)
    count = number_of_frames(header)
    frames = tuple(range(1, count + 1)) if settings.frames is None else settings.frames
    for each in frames:
        if not 1 <= each <= count:
            raise NoFrameError(name, each, count)
    return Source(name, header, pixels, frames)


def _opened(image: Image) -> tuple[str, Dataset, Path | Dataset]:
    """Return the name of an image, its header, and the place of its pixels."""
    if isinstance(image, str | Path):
        path = Path(image)
        header = read_header(path)
        if header is None:
            raise NotAnImageError(str(path), "")
        return str(path), header, path
    dataset = image.to_dataset() if isinstance(image, Instance) else image
    name = str(dataset.get("SOPInstanceUID", "")) or "data set"
    return name, dataset, _with_syntax(dataset)


def _with_syntax(dataset: Dataset) -> Dataset:
    """Return a data set with a transfer syntax, which decoders require."""
    meta: Any = getattr(dataset, "file_meta", None)
    if meta is not None and "TransferSyntaxUID" in meta:
        return dataset
    other = Dataset(dataset)
    other.file_meta = FileMetaDataset()
    other.file_meta.TransferSyntaxUID = ExplicitVRLittleEndian
    return other


def _check(name: str, header: Dataset, pixels: Path | Dataset, limit: int) -> None:
    rows, columns = int(header.get("Rows") or 0), int(header.get("Columns") or 0)
    missing = isinstance(pixels, Dataset) and not any(each in pixels for each in PIXELS)
    if not rows or not columns or missing:
        raise NotAnImageError(name, kind_of(header))
    photometric = str(header.get("PhotometricInterpretation", ""))
    samples = int(header.get("SamplesPerPixel") or 1)
    if PHOTOMETRIC.get(photometric) is None:
        raise UnsupportedImageError(name, "PhotometricInterpretation", photometric)
    if PHOTOMETRIC[photometric] != samples:
        raise UnsupportedImageError(name, "SamplesPerPixel", samples)
    allocated = int(header.get("BitsAllocated") or 0)
    if not allocated:
        raise UnsupportedImageError(name, "BitsAllocated", allocated)
    each = BYTES_BY_TABLE if allocated <= 16 else BYTES_BY_VALUE
    needed = rows * columns * samples * each
    if needed > limit:
        raise ImageTooLargeError(name, needed, limit)


def frames_of(all_sources: Iterable[Source]) -> Iterator[tuple[Source, int]]:
    """Yield each image with the numbers of its frames."""
    for source in all_sources:
        for frame in source.frames:
            yield source, frame
