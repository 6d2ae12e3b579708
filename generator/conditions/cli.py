"""`iodize condition`: parse a condition of the standard and evaluate it for a data set."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import click

from iodize.cli.options import edition_options
from iodize.conditions import Requirement, Verdict
from iodize.conditions.plain import plain_view
from iodize.conditions.readable import sentence
from iodize.errors import IodizeError
from iodize.tables.descriptions import When
from iodize.tables.editions import Edition
from iodize.validation.conditions.facts import Facts

from .lookup import Lookup
from .requirements import read_requirement


class DataSetError(IodizeError):
    """A data set is not valid plain JSON."""

    hint = 'write an object with keywords: {"Modality": "CT"}'

    def __init__(self, source: str, problem: str) -> None:
        super().__init__(source, problem)
        self.source = source
        self.problem = problem

    def __str__(self) -> str:
        return f"{self.source}: {self.problem}"


@click.command()
@click.argument("text", required=False)
@click.option(
    "--type",
    "type_",
    default="1C",
    show_default=True,
    help="Type of the row, or usage of a module: 1C, 2C, 3, M, C, U.",
)
@click.option(
    "--dataset",
    type=click.Path(dir_okay=False, path_type=Path),
    help="JSON file of the data set or item, with keywords and values.",
)
@click.option(
    "--batch",
    is_flag=True,
    help="Read JSON lines of text, cell, type, dataset and context; print one verdict per line.",
)
@edition_options
def condition(
    text: str | None, type_: str, dataset: Path | None, batch: bool, edition: Edition
) -> None:
    """Show the condition of a TEXT as it was understood, and its verdict.

    The verdict is required, not-required, forbidden or unknown.
    """
    judge = _Judge(edition)
    if batch:
        with click.open_file("-", encoding="utf-8") as lines:
            for answer in judge.answers(lines):
                click.echo(answer)
        return
    if text is None:
        raise click.UsageError("give the text of a condition, or --batch")
    requirement = judge.requirement(text, type_)
    click.echo(sentence(_when(requirement)) or "no condition")
    if dataset is not None:
        line = {"dataset": _loaded(dataset), "type": type_, "text": text}
        click.echo(judge.verdict(line))


class _Judge:
    """Parses conditions and evaluates them over plain data sets."""

    def __init__(self, edition: Edition) -> None:
        self._lookup = Lookup(edition)
        self._facts = Facts(edition, {})
        self._read: dict[tuple[str, str], Requirement] = {}

    def requirement(self, text: str, type_: str) -> Requirement:
        """Parse the text of a row; each text is parsed once."""
        key = (text, type_)
        if key not in self._read:
            vocabulary = self._lookup.vocabulary
            self._read[key] = read_requirement(text, vocabulary, "C" in type_)
        return self._read[key]

    def answers(self, lines: Iterable[str]) -> Iterable[Verdict]:
        """Yield the verdict of each JSON line."""
        for number, line in enumerate(lines, start=1):
            if not line.strip():
                continue
            try:
                question = json.loads(line)
            except ValueError as error:
                raise DataSetError(f"line {number}", f"not JSON: {error}") from error
            if not isinstance(question, dict):
                raise DataSetError(f"line {number}", "not a JSON object")
            yield self.verdict(question)

    def verdict(self, question: Mapping[str, Any]) -> Verdict:
        """Return the verdict of a condition in one data set."""
        type_ = str(question.get("type") or "")
        requirement = self.requirement(str(question.get("text") or ""), type_)
        context = question.get("context") or {}
        view = plain_view(
            question.get("dataset") or {},
            context.get("parents") or (),
            context.get("path") or (),
            context.get("item"),
            context.get("items"),
            context.get("sop_class_uid") or "",
        )
        placed = self._lookup.placed(requirement, view)
        return placed.verdict(view, self._facts, always=type_ in ("M", "1"))


def _when(requirement: Requirement) -> When:
    def text(expression: object) -> str | None:
        return None if expression is None else str(expression)

    return When(
        text(requirement.required),
        text(requirement.permitted),
        text(requirement.forbidden),
        requirement.otherwise.value,
    )


def _loaded(file: Path) -> Mapping[str, Any]:
    try:
        loaded = json.loads(file.read_text("utf-8"))
    except OSError as error:
        raise DataSetError(str(file), error.strerror or str(error)) from error
    except ValueError as error:
        raise DataSetError(str(file), f"not JSON: {error}") from error
    if not isinstance(loaded, dict):
        raise DataSetError(str(file), "not a JSON object")
    return loaded
