"""The sources of `iodize.validate`: files, data sets and typed objects."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from ...data_sets.in_memory import is_data_set
from ...encoding.sources import path_or_file

if TYPE_CHECKING:
    from pydicom.dataset import Dataset

    from ..arguments import Source


def sources_of(source: object) -> list[Source]:
    """Return the sources to validate, of one or of several.

    Raises:
        TypeError: A source is neither a file nor an object.
    """
    several = (
        isinstance(source, Iterable)
        and not isinstance(source, str | bytes | bytearray | memoryview | os.PathLike)
        and not isinstance(source, Mapping)
        and not is_data_set(source)
        and not hasattr(source, "read")
    )
    if several:
        return [_source(each) for each in source]  # type: ignore[attr-defined]
    return [_source(source)]


def _source(source: object) -> Source:
    if is_data_set(source):
        return source
    if not isinstance(source, type) and hasattr(source, "file_dataset"):
        written: Dataset = source.file_dataset()
        return written
    return path_or_file(source, "a data set of pydicom, an instance")
