from __future__ import annotations

import pytest

from iodize.example import Construction
from iodize.validation.engine.engine import Validator

from .objects import BUILT, built


@pytest.fixture(scope="session")
def validator() -> Validator:
    """Return a validator of the bundled edition."""
    return Validator()


@pytest.fixture(scope="session")
def constructions() -> list[Construction]:
    """Return an object of every storage SOP class."""
    return [built(uid) for uid in BUILT]
