"""Reads and writes files of instances."""

from __future__ import annotations

import os
from contextlib import nullcontext
from typing import TYPE_CHECKING, BinaryIO, cast

from pydicom import dcmwrite
from pydicom.dataset import Dataset, FileMetaDataset
from pydicom.uid import UID, generate_uid

from ..atomic import writing
from ..data_sets.files import read_data_set_of
from ..encoding.single_values import text_of
from ..encoding.sources import FileSource
from ..version import IMPLEMENTATION_CLASS_UID, IMPLEMENTATION_VERSION_NAME
from .errors import UnknownSOPClassError
from .pixel_data import in_syntax, unknown_compression, with_meta
from .rows import edition_of

if TYPE_CHECKING:
    from .instance import Instance

MEDIA_STORAGE_DIRECTORY = "1.2.840.10008.1.3.10"
"""The SOP class of a DICOMDIR, which only its file meta information states."""


def file_dataset(dataset: Dataset, transfer_syntax_uid: str | None) -> Dataset:
    """Complete a data set as a file has it: with file meta information, in a syntax.

    Raises:
        PixelDataError: The pixel data cannot be converted to the transfer syntax.
    """
    meta = with_meta(dataset).file_meta
    in_syntax(dataset, transfer_syntax_uid)
    meta.ImplementationClassUID = UID(IMPLEMENTATION_CLASS_UID)
    meta.ImplementationVersionName = IMPLEMENTATION_VERSION_NAME
    if "SOPClassUID" not in dataset:
        add_directory_class(dataset)
    for tag, own in ((0x00020002, 0x00080016), (0x00020003, 0x00080018)):
        if uid := _text(dataset, own):
            meta.add_new(tag, "UI", uid)
    return dataset


def write(
    dataset: Dataset, path: str | os.PathLike[str] | BinaryIO, overwrite: bool
) -> None:
    """Write a data set with its file meta information as a DICOM file.

    Raises:
        PixelDataError: The transfer syntax is not known.
    """
    if "TransferSyntaxUID" not in dataset.file_meta:
        raise unknown_compression()
    with (
        writing(path, overwrite=overwrite)
        if isinstance(path, str | os.PathLike)
        else nullcontext(path)
    ) as file:
        dcmwrite(file, dataset, enforce_file_format=True)


def instance_of(cls: type[Instance], source: object) -> Instance:
    """Return an instance, or a data set of pydicom as one.

    Args:
        cls: The class of a data set whose SOP class the edition does not know.

    Raises:
        TypeError: The source is something else.
    """
    from .instance import Instance

    if isinstance(source, Instance):
        return source
    if not isinstance(source, Dataset):
        given = (
            f"the class {source.__name__}"
            if isinstance(source, type)
            else type(source).__name__
        )
        raise TypeError(
            f"must be an instance or a data set of pydicom, got {given};"
            " read a file with iodize.read(path)"
        )
    edition = edition_of(cls)  # type: ignore[arg-type]
    keyword = edition.instance_sop_classes.get(sop_class_of(source))
    found = cls if keyword is None else cast("type[Instance]", edition.iod(keyword))
    return found._of(source)


def refuse_other_class(cls: type[Instance], dataset: Dataset) -> None:
    """Raise if the SOP class of a data set is that of another IOD of the edition.

    Raises:
        UnknownSOPClassError: It is.
    """
    if not isinstance(dataset, Dataset):
        return  # refused as the base class does
    uid = sop_class_of(dataset)
    edition = edition_of(cls)  # type: ignore[arg-type]
    keyword = edition.instance_sop_classes.get(uid)
    if keyword is not None and keyword not in _names(cls):
        raise UnknownSOPClassError(uid, cls.__name__)


def add_directory_class(dataset: Dataset) -> None:
    """Identify a DICOMDIR in the file meta information, where that is missing."""
    if getattr(dataset, "file_meta", None) is None:
        dataset.file_meta = FileMetaDataset()
    if "MediaStorageSOPClassUID" not in dataset.file_meta:
        dataset.file_meta.MediaStorageSOPClassUID = UID(MEDIA_STORAGE_DIRECTORY)
    if "MediaStorageSOPInstanceUID" not in dataset.file_meta:
        dataset.file_meta.MediaStorageSOPInstanceUID = generate_uid(prefix=None)


def read_as(cls: type[Instance], source: FileSource | Dataset) -> Dataset:
    """Return a data set or that of a file, whose SOP class must be one of an IOD.

    Args:
        cls: The class of the IOD, or a class derived from it.
    """
    dataset = source if isinstance(source, Dataset) else read_data_set_of(source)
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
