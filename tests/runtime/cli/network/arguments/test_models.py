"""The information models by their short names."""

from __future__ import annotations

import pytest

from iodize.cli.models import (
    OTHER_QUERIES,
    ROOTS,
    NoSuchLevelError,
    NoSuchModelError,
    request_of,
)

ONLY_RETRIEVED = ("composite", "without-bulk-data")


@pytest.mark.parametrize(
    "root", [*(each for each in ROOTS if each not in ONLY_RETRIEVED), *OTHER_QUERIES]
)
def test_every_model_can_be_queried(root: str) -> None:
    assert request_of(root, "C-FIND").attributes()


@pytest.mark.parametrize("service", ["C-MOVE", "C-GET"])
@pytest.mark.parametrize(
    "root", [each for each in ROOTS if each != "without-bulk-data"]
)
def test_most_can_be_retrieved_from(root: str, service: str) -> None:
    assert request_of(root, service).attributes()


def test_a_model_that_is_not_for_the_service() -> None:
    with pytest.raises(NoSuchModelError, match="worklist has no C-MOVE"):
        request_of("worklist", "C-MOVE")
    with pytest.raises(NoSuchModelError):
        request_of("composite", "C-FIND")


def test_a_level_that_the_model_does_not_have() -> None:
    with pytest.raises(NoSuchLevelError, match="no level PATIENT") as error:
        request_of("study", "C-FIND", "PATIENT")
    assert error.value.known == ("STUDY", "SERIES", "IMAGE")
    with pytest.raises(NoSuchLevelError, match="has no levels"):
        request_of("inventory", "C-FIND", "STUDY")
