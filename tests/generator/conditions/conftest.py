"""The names of the bundled edition, which the phrases of these tests mention."""

import pytest

from iodize.generator.conditions import Vocabulary
from iodize.generator.conditions.lookup import Lookup
from iodize.tables import editions


@pytest.fixture(scope="session")
def vocabulary() -> Vocabulary:
    return Lookup(editions.bundled()).vocabulary
