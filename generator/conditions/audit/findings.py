"""The table of an audit: one row for each pair of text and expression."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum
from functools import cache
from importlib.resources import files

from attrs import frozen

from .readings import Place, Reading

COLUMNS = ("row", "text", "expression", "verdict", "reason")


class Verdict(StrEnum):
    """The relation of an expression to its text."""

    RIGHT = "right"
    PARTIAL = "partial"
    """Right as far as it goes; the reason names what it leaves out."""
    MISPRINT = "misprint"
    """The text is a misprint; the expression states what the standard must mean."""


@frozen
class Finding:
    """The verdict on a reading."""

    reading: Reading
    verdict: Verdict
    reason: str = ""


def read_findings(lines: Iterable[str]) -> Iterator[Finding]:
    """Yield the rows of an audit."""
    for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
        reading = Reading(row["text"], row["expression"], Place(row.get("row") or ""))
        yield Finding(reading, Verdict(row["verdict"]), row["reason"] or "")


def write_findings(findings: Iterable[Finding]) -> str:
    """Return the text of an audit."""
    rows = [COLUMNS]
    for each in findings:
        reading = each.reading
        rows.append(
            (
                reading.place.row,
                reading.text,
                reading.expression,
                each.verdict.value,
                each.reason,
            )
        )
    return "".join("\t".join(row) + "\n" for row in rows)


@cache
def audited() -> Mapping[Reading, Finding]:
    """Return the findings of all audits by reading."""
    found: dict[Reading, Finding] = {}
    for file in files(__package__ or "").iterdir():
        if file.name.endswith(".tsv"):
            lines = file.read_text("utf-8").splitlines()
            found |= {each.reading: each for each in read_findings(lines)}
    return found
