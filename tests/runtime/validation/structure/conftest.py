from collections.abc import Callable
from io import BytesIO

import pytest
from pydicom import Dataset

from iodize.validation.engine.engine import Validator

Codes = Callable[[Dataset], list[tuple[str, str]]]

STRUCTURE = (
    "functional-",
    "private-group-",
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
    "photometric-",
    "pixel-",
    "planar-",
    "fragment",
    "offset-",
    "codestream",
    "lut-",
    "overlay-",
    "waveform-",
    "character",
    "escape-",
    "number-not-unique",
    "reference-",
    "value-count",
    "item-count",
    "graphic-points",
    "document-length",
    "evidence-",
    "uid-",
    "value-relation",
    "value-sum",
    "value-empty",
    "single-frame",
    "icon-",
)
"""Prefixes of the codes of structure checks."""


@pytest.fixture
def structure(validator: Validator) -> Codes:
    """Return a function that returns (code, path) of the structure findings of an object."""

    def structure(dataset: Dataset) -> list[tuple[str, str]]:
        file = BytesIO()
        dataset.save_as(file, enforce_file_format=True)
        file.seek(0)
        from_file = [
            (finding.code, finding.path)
            for finding in validator.check(file).findings
            if finding.code.startswith(STRUCTURE)
        ]
        in_memory = [
            (finding.code, finding.path)
            for finding in validator.check(dataset).findings
            if finding.code.startswith(STRUCTURE)
        ]
        assert in_memory == from_file
        return from_file

    return structure
