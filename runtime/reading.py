"""Reads any file or data set as an object of its IOD."""

from __future__ import annotations

from typing import cast

from pydicom.dataset import Dataset

from .data_sets.files import read_data_set_of
from .definitions import Iod
from .encoding.sources import FileSource
from .objects.errors import UnknownSOPClassError
from .objects.files import sop_class_of
from .tables import editions
from .tables.editions import Edition


def read(
    source: FileSource | Dataset,
    *,
    strict: bool = False,
    edition: Edition | None = None,
) -> Iod:
    """Return a file or a data set as an object of its IOD.

    Args:
        source: A path, an open binary file, the bytes of a file, or a data set of
            pydicom.
        strict: Whether to refuse a nonconformant object.
        edition: The edition of the class; the bundled one if None.

    Raises:
        TypeError: The source is something else.
        UnknownSOPClassError: The edition has no IOD for its SOP Class UID.
        InvalidObjectError: `strict` is set, and the object is nonconformant.
        OSError: The file cannot be opened.
        NotDicomError: It is not a DICOM file.
        UnreadableFileError: It has no data set, or one that is too large or nested too deep.
    """
    dataset = source if isinstance(source, Dataset) else read_data_set_of(source)
    uid = sop_class_of(dataset)
    chosen = edition or editions.bundled()
    keyword = chosen.instance_sop_classes.get(uid)
    if keyword is None:
        raise UnknownSOPClassError(uid)
    return cast("type[Iod]", chosen.iod(keyword)).from_dataset(dataset, strict=strict)
