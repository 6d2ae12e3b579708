"""Results of mypy and pyright, without a plugin, for correct and incorrect programs.

The programs have comments with the expected results; other lines must not have any:

    # error: Rows; Columns           each checker finds an error, its messages name these
    # mypy: int / pyright: Rows      the same, where the two word it differently
    # type: date | None              the result of `reveal_type`, without modules

Of an assignment mypy names the type that is declared, not the attribute.
"""

from __future__ import annotations

import os
import re
import runpy
from collections import defaultdict
from pathlib import Path

import pytest

from ..sharing import once, shared_folder
from .checkers import CHECKERS, CheckerMissingError, Message

PROGRAMS = sorted((Path(__file__).parent / "programs").glob("*.py"))
NOTE = re.compile(
    r"# (?:(?P<kind>error|type): (?P<text>.*)|mypy: (?P<mypy>.*) / pyright: (?P<pyright>.*))$"
)

Said = dict[tuple[str, int], list[Message]]


@pytest.fixture(scope="module", params=CHECKERS)
def checker(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def said(checker: str, tmp_path_factory: pytest.TempPathFactory) -> Said:
    """Return the messages of a checker for all programs, by program and line."""
    found: Said = defaultdict(list)
    folder = shared_folder(tmp_path_factory)
    try:
        messages = once(
            f"messages-of-{checker}",
            tmp_path_factory,
            lambda: [*CHECKERS[checker](PROGRAMS, folder)],
        )
    except CheckerMissingError as reason:
        if os.environ.get("IODIZE_TOOLS") == "required":
            pytest.fail(f"{checker} does not run: {reason}")
        pytest.skip(f"{checker} does not run: {reason}")
    for message in messages:
        found[message.file, message.line].append(message)
    return found


@pytest.mark.slow
@pytest.mark.parametrize("program", PROGRAMS, ids=lambda program: program.stem)
def test_checker_reports_what_the_program_expects(
    program: Path, checker: str, said: Said
) -> None:
    wrong = []
    for number, line in enumerate(program.read_text("utf-8").splitlines(), start=1):
        messages = said.get((program.name, number), [])
        kind, texts = expected(line, checker)
        kinds = {message.kind for message in messages}
        if kinds != ({kind} if kind else set()) or not agree(kind, texts, messages):
            told = [message.text for message in messages] or "nothing"
            wrong.append(f"{program.name}:{number}: {line.strip()}\n  {told}")

    if wrong:
        pytest.fail(f"{checker} differs:\n" + "\n".join(wrong), pytrace=False)


def expected(line: str, checker: str) -> tuple[str, list[str]]:
    """Return the expected kind for a line ("error", "type" or ""), and its texts."""
    note = NOTE.search(line)
    if note is None:
        return "", []
    if note["kind"] == "type":
        return "type", [note["text"]]
    return "error", (note["text"] or note[checker] or "").split("; ")


def agree(kind: str, texts: list[str], messages: list[Message]) -> bool:
    """Whether messages have all texts, and each of them has one."""
    told = [message.text for message in messages]
    if kind == "type":
        return told == texts
    return all(any(text in one for one in told) for text in texts) and all(
        any(text in one for text in texts) for one in told
    )


def test_a_right_program_runs() -> None:
    """Programs that checkers accept run without errors."""
    runpy.run_path(str(Path(__file__).parent / "programs" / "building.py"))
