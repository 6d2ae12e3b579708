"""`iodize.validate` called in a loop compiles nothing again."""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable
from pathlib import Path
from types import FrameType
from typing import Any

import pytest

import iodize
from iodize.conditions.facts import FACTS
from iodize.config.profile import load
from iodize.findings.report import Report
from iodize.tables.editions import BUNDLED, Edition

from ...conftest import sample

NAMES = ("ExplVR_BigEndNoMeta.dcm", "MR_small.dcm", "CT_small.dcm")
FILES = [sample(name) for name in NAMES]
PROFILE = """
name = "Archive"
[[rule]]
path = "AccessionNumber"
type = "1"
"""


def lines(function: Callable[[], object]) -> int:
    """Return the number of lines of Python that a function runs, also indirectly.

    Other than the time, it is the same in each run.
    """
    number = 0

    def count(frame: FrameType, event: str, arg: object) -> Any:
        nonlocal number
        number += 1
        return count

    gc.collect()  # finalizers of other tests
    before = sys.gettrace()
    sys.settrace(count)
    try:
        function()
    finally:
        sys.settrace(before)
    return number


@pytest.mark.parametrize("name", ["plain", "facts", "profile", "edition"])
def test_loop_costs_little_more_than_one_call(name: str, tmp_path: Path) -> None:
    profile = tmp_path / "archive.toml"
    profile.write_text(PROFILE, "utf-8")
    cases: dict[str, dict[str, Any]] = {
        "plain": {},
        "facts": {"facts": {"time-synchronized": True}},
        "profile": {"profiles": load(profile)},
        "edition": {"edition": Edition(BUNDLED)},
    }
    arguments = cases[name]

    def in_one_call() -> Report:
        return iodize.validate(FILES, **arguments)

    def in_a_loop() -> list[Report]:
        return [iodize.validate(file, **arguments) for file in FILES]

    for _ in range(2):  # compiles the rules, and stores outcomes of conditions
        in_one_call()
    together = in_one_call()

    assert tuple(each.files[0] for each in in_a_loop()) == together.files
    assert lines(in_a_loop) <= 1.2 * lines(in_one_call)


def test_user_supplied_facts_of_a_call_do_not_apply_to_the_next_one() -> None:
    (path,) = FILES[:1]
    given = dict.fromkeys(FACTS, True)

    plain = iodize.validate(path, explain=True).files
    informed = iodize.validate(path, facts=given, explain=True).files

    assert informed != plain
    assert iodize.validate(path, explain=True).files == plain
    assert iodize.validate(path, facts=given, explain=True).files == informed
