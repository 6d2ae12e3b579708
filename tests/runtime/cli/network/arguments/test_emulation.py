"""Types of the options of `iodize peer`."""

from __future__ import annotations

import click
import pytest

from iodize.cli.network.arguments.emulation import FaultType, KnownType


def test_remote_system_has_a_name_and_an_address() -> None:
    title, address = KnownType().convert("CT1=10.0.0.5:104", None, None)

    assert title == "CT1"
    assert tuple(address) == ("10.0.0.5", 104)


def test_remote_system_without_a_name_is_invalid() -> None:
    with pytest.raises(click.BadParameter, match="NAME=HOST:PORT"):
        KnownType().convert("10.0.0.5:104", None, None)


@pytest.mark.parametrize(
    ("text", "fault"),
    [("film-jam", ("film-jam", None)), ("out-of-film:2.5", ("out-of-film", 2.5))],
)
def test_fault_may_have_a_duration(text: str, fault: tuple[str, float | None]) -> None:
    assert FaultType().convert(text, None, None) == fault


@pytest.mark.parametrize("text", ["film-jam:", "film-jam:soon", "film-jam:-1"])
def test_duration_is_a_number_of_seconds(text: str) -> None:
    with pytest.raises(click.BadParameter, match="number of seconds"):
        FaultType().convert(text, None, None)


def test_unknown_fault_is_answered_with_the_known_ones() -> None:
    with pytest.raises(click.BadParameter, match="out-of-film, film-jam"):
        FaultType().convert("flood", None, None)
