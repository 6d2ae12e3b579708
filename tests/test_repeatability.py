"""Hypothesis draws the same values in every run without --thorough."""

from __future__ import annotations

import importlib
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

LOW, HIGH = 10**15, 10**16


@pytest.fixture(autouse=True)
def repeatable(request: pytest.FixtureRequest) -> None:
    if request.config.getoption("--thorough"):
        pytest.skip("values are random with --thorough")


def drawn() -> list[int]:
    """Return the integers that a test draws."""
    found: list[int] = []

    @settings(max_examples=400, suppress_health_check=[HealthCheck.too_slow])
    @given(st.integers(LOW, HIGH))
    def draw(value: int) -> None:
        found.append(value)

    draw()
    return found


def test_drawn_values_are_repeated() -> None:
    assert drawn() == drawn()


def test_settings_of_a_test_inherit_the_profile() -> None:
    own = settings(max_examples=3)

    assert own.derandomize
    assert own.deadline is None


def test_drawn_values_do_not_depend_on_loaded_modules(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    constants = range(LOW + 70_001, LOW + 80_001, 10)
    text = "".join(f"A{number} = {number}\n" for number in constants)
    (tmp_path / "many_constants.py").write_text(text, "utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    importlib.import_module("many_constants")

    assert not set(drawn()) & set(constants)
