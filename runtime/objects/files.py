"""Reads and writes files of instances."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, BinaryIO

from pydicom import dcmwrite
from pydicom.dataset import Dataset, FileMetaDataset
from pydicom.uid import UID, ExplicitVRLittleEndian, generate_uid

from ..atomic import writing
from ..encoding.file_data_sets import read_data_set_of
from ..encoding.single_values import text_of
from ..version import IMPLEMENTATION_CLASS_UID, IMPLEMENTATION_VERSION_NAME
from .errors import UnknownSOPClassError
from .rows import edition_of

if TYPE_CHECKING:
    from .instance import Instance

MEDIA_STORAGE_DIRECTORY = "1.2.840.10008.1.3.10"
"""The SOP class of a DICOMDIR, which only its file meta information states."""


def write(
    dataset: Dataset,
    path: str | os.PathLike[str],
    transfer_syntax_uid: str | None,
    overwrite: bool,
) -> None:
    """Write a data set as a DICOM file, with its file meta information."""

    meta = getattr(dataset, "file_meta", None)
    dataset.file_meta = FileMetaDataset() if meta is None else FileMetaDataset(meta)
    if transfer_syntax_uid is not None:
        dataset.file_meta.TransferSyntaxUID = UID(transfer_syntax_uid)
    elif "TransferSyntaxUID" not in dataset.file_meta:
        dataset.file_meta.TransferSyntaxUID = ExplicitVRLittleEndian
    dataset.file_meta.ImplementationClassUID = UID(IMPLEMENTATION_CLASS_UID)
    dataset.file_meta.ImplementationVersionName = IMPLEMENTATION_VERSION_NAME
    if "SOPClassUID" not in dataset:
        add_directory_class(dataset)
    with writing(path, overwrite=overwrite) as file:
        dcmwrite(file, dataset, enforce_file_format=True)


def add_directory_class(dataset: Dataset) -> None:
    """Identify a DICOMDIR in the file meta information, where that is missing."""
    if getattr(dataset, "file_meta", None) is None:
        dataset.file_meta = FileMetaDataset()
    if "MediaStorageSOPClassUID" not in dataset.file_meta:
        dataset.file_meta.MediaStorageSOPClassUID = UID(MEDIA_STORAGE_DIRECTORY)
    if "MediaStorageSOPInstanceUID" not in dataset.file_meta:
        dataset.file_meta.MediaStorageSOPInstanceUID = generate_uid(prefix=None)


def read_as(cls: type[Instance], source: str | os.PathLike[str] | BinaryIO) -> Dataset:
    """Return the data set of a file, whose SOP class must be one of an IOD.

    Args:
        cls: The class of the IOD, or a class derived from it.
    """
    dataset = read_data_set_of(source)
    uid = sop_class_of(dataset)
    edition = edition_of(cls)  # type: ignore[arg-type]
    if edition.instance_sop_classes.get(uid) not in _names(cls):
        raise UnknownSOPClassError(uid, cls.__name__)
    return dataset


def _names(cls: type[Instance]) -> set[str]:
    """Return the keywords of the IOD of a class, which users may derive from."""
    return {base.__name__ for base in cls.__mro__}


def sop_class_of(dataset: Dataset) -> str:
    """Return the SOP Class UID of a data set; empty if it has none."""
    meta = getattr(dataset, "file_meta", None) or Dataset()
    return _text(dataset, 0x00080016) or _text(meta, 0x00020002)


def _text(dataset: Dataset, tag: int) -> str:
    """Return a UID, even if pydicom does not know the character set of the data set."""
    return text_of(dataset.get_item(tag) if tag in dataset else None)
