"""Selections of editions by text."""

from pathlib import Path

import pytest

from iodize.editions.errors import NoSuchEditionError, NotFetchedError, SelectionError
from iodize.editions.selection import Choice, Mode, parse, select, select_one


@pytest.mark.parametrize(
    ("text", "choice"),
    [
        ("2022d", Choice(Mode.ONE, ("2022d",))),
        ("2022d,2023a", Choice(Mode.EACH, ("2022d", "2023a"))),
        ("2023a, 2022d", Choice(Mode.EACH, ("2023a", "2022d"))),
        ("auto", Choice(Mode.AUTO, ())),
        ("any", Choice(Mode.ANY, ())),
        ("any:2022d,2023a", Choice(Mode.ANY, ("2022d", "2023a"))),
        ("auto:2022d", Choice(Mode.AUTO, ("2022d",))),
    ],
)
def test_text_is_parsed(text: str, choice: Choice) -> None:
    assert parse(text) == choice


@pytest.mark.parametrize("text", ["", ",", "2022d,", "2022d,2022d", "any:"])
def test_repeated_or_missing_edition_is_refused(text: str) -> None:
    with pytest.raises(SelectionError, match="repeated or missing"):
        parse(text)


@pytest.mark.parametrize(
    ("text", "suggested"),
    [("2022f", "2022e"), ("atuo", "auto"), ("2022d,2023z", "2023e")],
)
def test_unknown_edition_suggests_similar_names(
    cache: Path, text: str, suggested: str
) -> None:
    with pytest.raises(NoSuchEditionError) as caught:
        parse(text)

    assert suggested in caught.value.hint


def test_available_editions_are_selected(generated: Path) -> None:
    for text in ("auto", "any"):
        selection = select(text)
        assert selection.mode == text
        assert selection.name == "2021b, 2023a"


def test_order_of_compared_editions_is_that_of_the_text(generated: Path) -> None:
    assert select("2023a,2021b").name == "2023a, 2021b"
    assert select("any:2023a,2021b").name == "2021b, 2023a"


def test_named_editions_must_be_available(cache: Path) -> None:
    with pytest.raises(NotFetchedError, match="2021b"):
        select("2023a,2021b")


def test_one_edition_is_needed_by_other_commands(cache: Path) -> None:
    assert select_one("2023a").name == "2023a"
    for text in ("auto", "any", "2022d,2023a"):
        with pytest.raises(SelectionError, match="a single edition"):
            select_one(text)
