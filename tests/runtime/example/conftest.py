from __future__ import annotations

import pytest

from iodize.editions import BUNDLED, Edition
from iodize.example import sop_classes
from iodize.validation.engine import Validator


@pytest.fixture(scope="session")
def validator() -> Validator:
    """Return a validator that judges objects of every SOP class, stored or not."""
    edition = Edition(BUNDLED)
    edition.__dict__["sop_classes"] = sop_classes(Edition(BUNDLED))
    return Validator(edition)
