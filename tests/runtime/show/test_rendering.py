"""Rendering of cards and trees on different terminals."""

from io import StringIO
from typing import Any

import pytest
from rich.console import Console

from iodize.show import card, find
from iodize.show.rendering import rendered
from iodize.tables import editions


def drawn(text: str, width: int, **terminal: Any) -> str:
    edition = editions.bundled()
    facts = card(edition, find(edition, text)[0])
    console = Console(file=StringIO(), width=width, highlight=False, **terminal)
    console.print(rendered(facts))
    assert isinstance(console.file, StringIO)
    return console.file.getvalue()


@pytest.mark.parametrize("name", ["ct-image", "patient", "PatientID", "C-STORE-RQ"])
def test_narrow_terminal_wraps_lines_without_loss(name: str) -> None:
    narrow = drawn(name, 40)

    assert max(map(len, narrow.splitlines())) <= 40
    for word in drawn(name, 10_000).split():
        assert word[:12] in narrow


def test_terminal_has_colours_unless_no_color_is_set() -> None:
    coloured = drawn("patient", 80, force_terminal=True, color_system="standard")
    plain = drawn(
        "patient", 80, force_terminal=True, color_system="standard", no_color=True
    )

    assert "\x1b[1;33m2" in coloured
    assert "\x1b[1;33m2" not in plain
