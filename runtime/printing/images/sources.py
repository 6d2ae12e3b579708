"""The images to print: their headers, checked before the first film is printed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from struct import pack
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from pydicom import dcmread
from pydicom.dataset import Dataset, FileMetaDataset
from pydicom.errors import InvalidDicomError
from pydicom.pixels.decoders.base import get_decoder
from pydicom.uid import UID, ExplicitVRLittleEndian, ImplicitVRLittleEndian

from ...objects.instance import Instance
from ..errors import (
    ImageTooLargeError,
    NoFrameError,
    NotAnImageError,
    NotDecodableError,
    UnsupportedImageError,
)

if TYPE_CHECKING:
    from ..settings import Settings

Image: TypeAlias = str | Path | Dataset | Instance
"""An image to print: a path, a data set, or an object of its IOD."""

PIXELS: Final = ("PixelData", "FloatPixelData", "DoubleFloatPixelData")
"""Attributes with pixels: PS3.3 C.7.6.3, C.7.6.24, C.7.6.25."""

_PIXEL_TAGS: Final = tuple(
    pack(f"{order}HH", 0x7FE0, element)
    for order in "<>"
    for element in (0x0008, 0x0009, 0x0010)
)
"""The encoded tags of these attributes."""

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
        if int(self.header.get("NumberOfFrames") or 1) == 1:
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
    opened = _read(path)
    return opened[0] if opened is not None else None


def _read(path: Path) -> tuple[Dataset, Path | Dataset | None] | None:
    """Return the header of a file, and the place of its pixels, if it has any.

    Returns:
        None if the file is not DICOM.
    """
    try:
        with path.open("rb") as file:
            header = dcmread(file, stop_before_pixels=True)
            following = file.read(4)
        if not len(header):
            return None
        meta = header.file_meta
        if UID(str(meta.get("TransferSyntaxUID", ""))).is_deflated:
            whole = dcmread(path)  # decoders read deflated data sets only as a whole
            return whole, whole
    except (InvalidDicomError, EOFError, ValueError):
        return None
    return header, path if following in _PIXEL_TAGS else None


def has_image(path: str | Path) -> bool:
    """Return whether a file is a DICOM object with pixel data.

    Raises:
        OSError: It cannot be read.
    """
    opened = _read(Path(path))
    if opened is None:
        return False
    header, pixels = opened
    if isinstance(pixels, Dataset):
        return any(each in pixels for each in PIXELS)
    return pixels is not None and "Rows" in header


def kind_of(header: Dataset) -> str:
    """Return the name of the SOP class of an object."""
    return str(UID(str(header.get("SOPClassUID", ""))).name) or "unknown SOP class"


def _checked(image: Image, settings: Settings) -> Source:
    name, header, pixels = _opened(image)
    if pixels is None:
        raise NotAnImageError(name, kind_of(header))
    _check(name, header, settings.memory_limit)
    _check_decoder(name, header)
    count = _integer(name, header, "NumberOfFrames", 1)
    frames = tuple(range(1, count + 1)) if settings.frames is None else settings.frames
    for each in frames:
        if not 1 <= each <= count:
            raise NoFrameError(name, each, count)
    return Source(name, header, pixels, frames)


def _opened(image: Image) -> tuple[str, Dataset, Path | Dataset | None]:
    """Return the name of an image, its header, and the place of its pixels, if any."""
    if isinstance(image, str | Path):
        path = Path(image)
        opened = _read(path)
        if opened is None:
            raise NotAnImageError(str(path), "")
        header, place = opened
        if isinstance(place, Dataset) and not any(each in place for each in PIXELS):
            place = None
        return str(path), header, place
    dataset = image.to_dataset() if isinstance(image, Instance) else image
    name = str(dataset.get("SOPInstanceUID", "")) or "data set"
    has_pixels = any(each in dataset for each in PIXELS)
    dataset = _with_syntax(dataset)
    return name, dataset, dataset if has_pixels else None


def _with_syntax(dataset: Dataset) -> Dataset:
    """Return a data set with a transfer syntax, which decoders require."""
    meta: Any = getattr(dataset, "file_meta", None)
    if meta is not None and "TransferSyntaxUID" in meta:
        return dataset
    other = Dataset(dataset)
    other.file_meta = FileMetaDataset()
    other.file_meta.TransferSyntaxUID = ExplicitVRLittleEndian
    return other


def _check(name: str, header: Dataset, limit: int) -> None:
    rows = _integer(name, header, "Rows")
    columns = _integer(name, header, "Columns")
    if not rows or not columns:
        raise NotAnImageError(name, kind_of(header))
    photometric = str(header.get("PhotometricInterpretation", ""))
    samples = _integer(name, header, "SamplesPerPixel", 1)
    if PHOTOMETRIC.get(photometric) is None:
        raise UnsupportedImageError(name, "PhotometricInterpretation", photometric)
    if PHOTOMETRIC[photometric] != samples:
        raise UnsupportedImageError(name, "SamplesPerPixel", samples)
    allocated = _integer(name, header, "BitsAllocated")
    if not allocated:
        raise UnsupportedImageError(name, "BitsAllocated", allocated)
    each = BYTES_BY_TABLE if allocated <= 16 else BYTES_BY_VALUE
    needed = rows * columns * samples * each
    if needed > limit:
        raise ImageTooLargeError(name, needed, limit)


def _integer(name: str, header: Dataset, keyword: str, default: int = 0) -> int:
    """Return an integer of a header.

    Raises:
        UnsupportedImageError: The value is not an integer.
    """
    try:
        return int(header.get(keyword) or default)
    except (TypeError, ValueError) as error:
        raise UnsupportedImageError(name, keyword, str(error)) from error


def _check_decoder(name: str, header: Dataset) -> None:
    """Check that the transfer syntax can be decoded.

    Raises:
        NotDecodableError: There is no decoder.
    """
    syntax = UID(str(header.file_meta.get("TransferSyntaxUID", ImplicitVRLittleEndian)))
    try:
        decoder = get_decoder(syntax)
    except NotImplementedError as error:
        raise NotDecodableError(name, f"{syntax.name} is not supported") from error
    if not decoder.is_available:
        raise NotDecodableError(name, f"there is no decoder for {syntax.name}")
