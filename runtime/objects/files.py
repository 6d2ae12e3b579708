"""Files of typed objects."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, BinaryIO

from pydicom import dcmread, dcmwrite
from pydicom.dataset import Dataset, FileMetaDataset
from pydicom.uid import UID, ExplicitVRLittleEndian

from .. import editions
from ..editions import Edition
from .defaults import sop_classes
from .errors import UnknownSOPClassError
from .fields import edition_of

if TYPE_CHECKING:
    from ..definitions import Iod
    from .instance import Instance

MEDIA_STORAGE_DIRECTORY = "1.2.840.10008.1.3.10"
"""The SOP class of a DICOMDIR, which only its file meta information tells."""

IMPLEMENTATION_CLASS_UID = "2.25.305828488182831875890203105390285383139"
"""Names iodize in the files it writes: PS3.10 7.1."""


def write(
    dataset: Dataset,
    path: str | os.PathLike[str],
    transfer_syntax_uid: str | None,
    overwrite: bool,
) -> None:
    """Write a data set as a DICOM file, with its file meta information."""
    from .. import __version__

    meta = getattr(dataset, "file_meta", None)
    dataset.file_meta = FileMetaDataset() if meta is None else FileMetaDataset(meta)
    if transfer_syntax_uid is not None:
        dataset.file_meta.TransferSyntaxUID = UID(transfer_syntax_uid)
    elif "TransferSyntaxUID" not in dataset.file_meta:
        dataset.file_meta.TransferSyntaxUID = ExplicitVRLittleEndian
    dataset.file_meta.ImplementationClassUID = UID(IMPLEMENTATION_CLASS_UID)
    dataset.file_meta.ImplementationVersionName = f"IODIZE {__version__}"[:16]
    if "SOPClassUID" not in dataset:
        say_directory(dataset)
    dcmwrite(path, dataset, enforce_file_format=True, overwrite=overwrite)


def say_directory(dataset: Dataset) -> None:
    """Say that a data set is a DICOMDIR, if its file meta information says nothing."""
    if getattr(dataset, "file_meta", None) is None:
        dataset.file_meta = FileMetaDataset()
    if "MediaStorageSOPClassUID" not in dataset.file_meta:
        dataset.file_meta.MediaStorageSOPClassUID = UID(MEDIA_STORAGE_DIRECTORY)


def read(
    source: str | os.PathLike[str] | BinaryIO | Dataset,
    *,
    strict: bool = False,
    edition: Edition | None = None,
) -> Iod:
    """Return a file, or a data set, as a typed object of the IOD that it is an instance of.

    Args:
        source: A path, an open binary file, or a data set of pydicom.
        strict: Whether to refuse an object that breaks the standard.
        edition: The edition whose classes are used; the bundled one if None.

    Raises:
        UnknownSOPClassError: No IOD is known of its SOP Class UID.
        InvalidObjectError: It breaks the standard, where `strict` asks for one that
            does not.
        OSError: It cannot be opened.
        pydicom.errors.InvalidDicomError: It is no DICOM file.
    """
    dataset = source if isinstance(source, Dataset) else dcmread(source)
    uid = _sop_class(dataset)
    iod = (edition or editions.bundled()).iod_of(uid)
    if iod is None:
        raise UnknownSOPClassError(uid)
    return iod.from_dataset(dataset, strict=strict)


def read_as(cls: type[Instance], source: str | os.PathLike[str] | BinaryIO) -> Dataset:
    """Return a file as a data set, if it is of a SOP class of an IOD.

    Args:
        cls: The class of the IOD, or one that is derived from it.
    """
    dataset = dcmread(source)
    uid = _sop_class(dataset)
    edition = edition_of(cls)  # type: ignore[arg-type]
    if not any(uid in sop_classes(base, edition) for base in cls.__mro__):
        raise UnknownSOPClassError(uid, cls.__name__)
    return dataset


def _sop_class(dataset: Dataset) -> str:
    meta = getattr(dataset, "file_meta", None) or Dataset()
    return str(dataset.get("SOPClassUID") or meta.get("MediaStorageSOPClassUID") or "")
