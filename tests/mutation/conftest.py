from __future__ import annotations

import pytest

from iodize import editions
from iodize.validation.engine import Validator

from .conformant import Builder, Construction
from .objects import UNBUILT


@pytest.fixture(scope="session")
def builder() -> Builder:
    """Return what builds conformant objects of the bundled edition."""
    return Builder(editions.bundled())


@pytest.fixture(scope="session")
def validator() -> Validator:
    """Return a validator of the bundled edition."""
    return Validator()


@pytest.fixture(scope="session")
def constructions(builder: Builder) -> list[Construction]:
    """Return an object of every SOP class of which one can be built."""
    return [
        builder.build(uid)
        for uid, iod in builder.edition.sop_classes.items()
        if iod not in UNBUILT
    ]
