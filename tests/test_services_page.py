"""docs/services.md is that of the definitions, and the tests that it names exist."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from iodize.generated.services import FILES

from .services_page import PAGE, page, sop_classes
from .tried import TRIALS, Trial


def test_page_is_that_of_the_definitions() -> None:
    assert (
        PAGE.read_text("utf-8") == f"{page()}\n"
    ), "run: python -m tests.services_page"


@pytest.mark.parametrize("trial", TRIALS, ids=lambda each: each.test.split("::")[1])
def test_trial_is_a_test_of_known_sop_classes(root: Path, trial: Trial) -> None:
    path, _, name = trial.test.partition("::")
    tree = ast.parse((root / "tests" / path).read_text("utf-8"))
    functions = {each.name for each in tree.body if isinstance(each, ast.FunctionDef)}

    assert name in functions
    assert set(trial.sop_classes) <= set(FILES)


def test_every_sop_class_is_on_the_page() -> None:
    text = PAGE.read_text("utf-8")
    storage = {name for name, file in FILES.items() if file == "storage"}
    missing = [
        each.__name__
        for each in sop_classes()
        if each.uid not in text and each.__name__ not in storage
    ]
    assert missing == []


def test_unknown_usage_and_second_sources_are_named() -> None:
    text = PAGE.read_text("utf-8")
    _, _, visit = text.partition("`DetachedVisitManagement`")
    visit = visit.partition("###")[0]

    assert "retired, last in PS3.4-2004" in visit
    assert "| N-SET | SCU not known, SCP not known |" in visit
    assert "second source: " in visit
    assert "| Unified Procedure Step - Push SOP Class - Trial |" in text
