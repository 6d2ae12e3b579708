from __future__ import annotations

import pytest

from iodize.example import sop_classes
from iodize.tables.editions import BUNDLED, Edition
from iodize.validation.engine.engine import Validator


@pytest.fixture(scope="session")
def validator() -> Validator:
    """A validator for objects of all SOP classes, including those that are not stored."""
    edition = Edition(BUNDLED)
    edition.__dict__["sop_classes"] = sop_classes(Edition(BUNDLED))
    return Validator(edition)
