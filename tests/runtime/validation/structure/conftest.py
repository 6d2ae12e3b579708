from collections.abc import Callable
from io import BytesIO

import pytest
from pydicom import Dataset

from iodize.validation.engine import Validator

Codes = Callable[[Dataset], list[tuple[str, str]]]

STRUCTURE = (
    "functional-",
    "frame-",
    "item-number",
    "ordinal",
    "orientation",
    "patient-orientation",
    "spacing",
    "window-",
    "curve-",
    "palette-",
    "dimension-",
    "content-",
    "directory-",
    "pixel-",
    "fragment",
    "offset-",
    "lut-",
    "overlay-",
    "waveform-",
    "character",
    "escape-",
)
"""What the codes of the structure begin with."""


@pytest.fixture
def structure(validator: Validator) -> Codes:
    """Return what finds (code, path) of the faults in the structure of a file."""

    def structure(dataset: Dataset) -> list[tuple[str, str]]:
        file = BytesIO()
        dataset.save_as(file, enforce_file_format=True)
        file.seek(0)
        from_file = [
            (found.code, found.path)
            for found in validator.check(file).findings
            if found.code.startswith(STRUCTURE)
        ]
        in_memory = [
            (found.code, found.path)
            for found in validator.check(dataset).findings
            if found.code.startswith(STRUCTURE)
        ]
        assert in_memory == from_file
        return from_file

    return structure
