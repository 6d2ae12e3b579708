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


def test_table_without_a_known_label_has_its_last_edition() -> None:
    iod = drawn("study component iod", 10_000)
    module = drawn("study component module", 10_000)

    assert "Study Component IOD  PS3.3-2004 B.4" in iod
    assert "retired, last in PS3.3-2004" in iod
    assert "Study Component Relationship  PS3.3-2004 C.4.8" in iod
    assert "Study Component Module  PS3.3-2004 C.4.7" in module
    assert "Table \n" not in iod + module
