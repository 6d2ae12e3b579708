"""Transfer syntaxes of pixel data: compressed, decompressed and decoded by pydicom.

The plugins of pydicom encode and decode. Fragments are written in the transfer syntax that
they were compressed in, native pixel data in one without compression.

Source: PS3.5 A.4 and 8.2.
"""

from __future__ import annotations

from array import array
from typing import TYPE_CHECKING, Any, Final

from pydicom.config import IGNORE
from pydicom.dataset import Dataset, FileMetaDataset
from pydicom.uid import (
    UID,
    ExplicitVRBigEndian,
    ExplicitVRLittleEndian,
    JPEG2000TransferSyntaxes,
    JPEGLSTransferSyntaxes,
    generate_uid,
)

from ..errors import IodizeError

if TYPE_CHECKING:
    from numpy.typing import NDArray

PIXEL_DATA: Final = 0x7FE00010
_ITEM: Final = b"\xfe\xff\x00\xe0"
_END: Final = b"\xfe\xff\xdd\xe0"

_METHODS: Final = {
    **dict.fromkeys(JPEG2000TransferSyntaxes, "ISO_15444_1"),
    **dict.fromkeys(JPEGLSTransferSyntaxes, "ISO_14495_1"),
}
"""Lossy Image Compression Method by transfer syntax: PS3.3 C.7.6.1.1.5.1."""

_CODES: Final = {"OW": "H", "OL": "I", "OF": "I", "OD": "Q", "OV": "Q"}
"""Words of binary VRs, as codes of `array`."""


class PixelDataError(IodizeError, ValueError):
    """Pixel data that cannot be decoded, compressed or written in a transfer syntax."""

    def __init__(self, reason: str, hint: str = "") -> None:
        super().__init__(reason, hint)
        self.reason = reason
        self.hint = hint

    def __str__(self) -> str:
        return f"{self.reason}; {self.hint}" if self.hint else self.reason


def are_fragments(value: object) -> bool:
    """Return True if the value of Pixel Data is a sequence of fragments: PS3.5 A.4."""
    if not isinstance(value, bytes) or value[:4] != _ITEM:
        return False
    position = 0
    while value[position : position + 4] == _ITEM:
        position += 8 + int.from_bytes(value[position + 4 : position + 8], "little")
    return position == len(value) or value[position : position + 4] == _END


def in_syntax(dataset: Dataset, wanted: str | None) -> None:
    """State the transfer syntax of a data set, and convert its pixel data to it.

    Fragments without a transfer syntax are left as they are, and none is stated.

    Args:
        dataset: Its file meta information has the transfer syntax that it was read in, if
            any.
        wanted: If None, the transfer syntax that it was read in, if the pixel data are in
            it; otherwise Explicit VR Little Endian.

    Raises:
        PixelDataError: The pixel data cannot be converted.
    """
    meta = dataset.file_meta
    stated = UID(str(meta.get("TransferSyntaxUID", "")), IGNORE)
    target = None if wanted is None else UID(wanted, IGNORE)
    if target is not None and not (
        target.is_transfer_syntax or (target.is_private and target.is_valid)
    ):
        raise PixelDataError(f"{wanted} is not a transfer syntax")
    pixel_data = dataset[PIXEL_DATA].value if PIXEL_DATA in dataset else None
    fragments = are_fragments(pixel_data)
    fits = bool(stated) and (
        pixel_data is None or stated.is_private or fragments == _compresses(stated)
    )
    if not fits:
        stated = UID("") if fragments else ExplicitVRLittleEndian
    target = target or stated
    if fragments and not stated:
        if target and not _compresses(target) and not target.is_private:
            raise unknown_compression()
    elif pixel_data is not None and stated != target:
        _convert(dataset, fragments, stated, target)
    if (stated == ExplicitVRBigEndian) != (target == ExplicitVRBigEndian):
        _swap(dataset)
    if target:
        meta.TransferSyntaxUID = target
    elif "TransferSyntaxUID" in meta:
        del meta.TransferSyntaxUID


def unknown_compression() -> PixelDataError:
    """Return the error of fragments without their transfer syntax."""
    return PixelDataError(
        "Pixel Data consist of fragments, and their transfer syntax is not known",
        "pass as transfer_syntax_uid the one that they were compressed in",
    )


def _convert(dataset: Dataset, fragments: bool, stated: UID, target: UID) -> None:
    """Convert pixel data from one transfer syntax to another; the values do not change."""
    if target.is_private or stated.is_private:
        return
    if fragments:
        dataset.file_meta.TransferSyntaxUID = stated
        decompress(dataset)
    if _compresses(target):
        compress(dataset, target, "", {})


def _compresses(uid: UID) -> bool:
    return uid.is_transfer_syntax and uid.is_compressed


def _swap(dataset: Dataset) -> None:
    """Change the byte order of words: PS3.5 7.3."""
    for element in dataset:
        code = _CODES.get(element.VR)
        if element.VR == "SQ":
            for item in element.value:
                _swap(item)
        elif code is not None and element.value:
            words = array(code, element.value)
            words.byteswap()
            element.value = words.tobytes()


def compress(dataset: Dataset, uid: str, plugin: str, options: dict[str, Any]) -> None:
    """Compress the pixel data of a data set with its file meta information.

    Raises:
        PixelDataError: No plugin can do that.
    """
    if PIXEL_DATA not in dataset:
        raise PixelDataError("the object has no Pixel Data")
    native = len(dataset[PIXEL_DATA].value)
    if "TransferSyntaxUID" not in dataset.file_meta:
        dataset.file_meta.TransferSyntaxUID = ExplicitVRLittleEndian
    name = UID(uid).name
    try:
        dataset.compress(
            UID(uid), encoding_plugin=plugin, generate_instance_uid=False, **options
        )
    except Exception as error:  # pydicom and its plugins raise many types
        raise PixelDataError(
            f"Pixel Data cannot be compressed to {name}: {error}"
        ) from error
    if any(options.get(each) for each in ("jls_error", "j2k_cr", "j2k_psnr")):
        _state_loss(dataset, native)


def _state_loss(dataset: Dataset, native: int) -> None:
    """Add the attributes of lossy compression, and a new UID: PS3.3 C.7.6.1.1.5."""
    ratio = round(native / len(dataset[PIXEL_DATA].value), 2)
    method = _METHODS.get(dataset.file_meta.TransferSyntaxUID, "")
    earlier = "LossyImageCompressionRatio" in dataset
    ratios = dataset.LossyImageCompressionRatio if earlier else None
    methods = dataset.get("LossyImageCompressionMethod")
    dataset.LossyImageCompression = "01"
    dataset.LossyImageCompressionRatio = [*_listed(ratios), ratio]
    dataset.LossyImageCompressionMethod = [*_listed(methods), method]
    dataset.SOPInstanceUID = generate_uid(prefix=None)
    dataset.file_meta.MediaStorageSOPInstanceUID = dataset.SOPInstanceUID


def _listed(value: Any) -> list[Any]:
    if value is None or value == "":
        return []
    return [value] if isinstance(value, str | float) else list(value)


def decompress(dataset: Dataset) -> None:
    """Decompress the pixel data of a data set with its file meta information.

    Raises:
        PixelDataError: No plugin can do that.
    """
    syntax = dataset.file_meta.get("TransferSyntaxUID")
    if syntax is None and PIXEL_DATA in dataset:
        raise unknown_compression()
    if syntax is None or PIXEL_DATA not in dataset:
        raise PixelDataError("the object has no Pixel Data")
    if not _compresses(syntax):
        return
    try:
        dataset.decompress(generate_instance_uid=False)
    except Exception as error:  # as above
        raise PixelDataError(
            f"Pixel Data in {syntax.name} cannot be decompressed: {error}"
        ) from error


def pixel_array(dataset: Dataset) -> NDArray[Any]:
    """Return the decoded pixels of a data set with its file meta information.

    Raises:
        PixelDataError: There are no pixels, or no plugin can decode them.
    """
    if not any(tag in dataset for tag in (PIXEL_DATA, 0x7FE00008, 0x7FE00009)):
        raise PixelDataError("the object has no Pixel Data")
    if "TransferSyntaxUID" not in dataset.file_meta:
        raise unknown_compression()
    try:
        return dataset.pixel_array
    except Exception as error:  # as above
        raise PixelDataError(
            f"Pixel Data cannot be decoded: {error}",
            (
                "NumPy is needed: install iodize[pixels]"
                if isinstance(error, ImportError)
                else ""
            ),
        ) from error


def with_meta(dataset: Dataset) -> Dataset:
    """Return the data set; file meta information is added if it has none."""
    meta = getattr(dataset, "file_meta", None)
    dataset.file_meta = FileMetaDataset() if meta is None else FileMetaDataset(meta)
    return dataset
