"""The information models by their short names."""

from __future__ import annotations

import pytest

from iodize.cli.network.arguments.models import (
    MODELS,
    NoSuchLevelError,
    NoSuchModelError,
    models_with,
    request_of,
)


@pytest.mark.parametrize(
    ("model", "service"),
    [(model, service) for model, found in MODELS.items() for service in found],
)
def test_every_model_has_a_request_for_its_services(model: str, service: str) -> None:
    assert request_of(model, service).attributes()


def test_models_are_listed_by_service() -> None:
    assert "worklist" in models_with("C-FIND")
    assert "worklist" not in models_with("C-MOVE")
    assert "without-bulk-data" in models_with("C-GET")
    assert "composite" not in models_with("C-FIND")


def test_model_without_the_service_is_rejected() -> None:
    with pytest.raises(NoSuchModelError, match="worklist does not have C-MOVE"):
        request_of("worklist", "C-MOVE")
    with pytest.raises(NoSuchModelError):
        request_of("composite", "C-FIND")


def test_level_that_the_model_does_not_have_is_rejected() -> None:
    with pytest.raises(NoSuchLevelError, match="no level PATIENT") as error:
        request_of("study", "C-FIND", "PATIENT")
    assert error.value.known == ("STUDY", "SERIES", "IMAGE")
    with pytest.raises(NoSuchLevelError, match="has no levels"):
        request_of("inventory", "C-FIND", "STUDY")
