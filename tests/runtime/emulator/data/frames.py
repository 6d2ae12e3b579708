"""Objects with frames, and extraction from them."""

from __future__ import annotations

import re
from io import BytesIO
from pathlib import Path
from typing import Any

import pydicom.data
from pydicom.dataset import Dataset

import iodize
from iodize.emulator.data.extraction import extract
from iodize.emulator.data.frame_lists import frames_of
from iodize.findings.finding import Severity

from ..requests import dataset

FILES = Path(pydicom.data.__file__).parent / "test_files"


def of(count: int, **values: Any) -> Dataset:
    """Return an object with a number of frames."""
    return dataset(NumberOfFrames=count, **values)


def extracted(source: Dataset, **keys: Any) -> Dataset:
    """Return the object that a request extracts."""
    request = dataset(**keys)
    extract(source, frames_of(request, source), request, "EMULATOR")
    return source


def errors(source: Dataset) -> set[tuple[str, str]]:
    """Return code and path of the errors of an object, without indices of items."""
    buffer = BytesIO()
    source.save_as(buffer, enforce_file_format=True)
    buffer.seek(0)
    return {
        (each.code, re.sub(r"\[\d+\]", "", each.path))
        for each in iodize.validate(buffer).findings
        if each.severity is Severity.ERROR
    }
