"""Lists the conditions of an edition that are not audited, and records findings.

    python -m tests.condition_audit [--edition EDITION] list [--slice N/OF]
    python -m tests.condition_audit [--edition EDITION] record FILE...

`list` prints each condition with its text, its hash and the expression. `record` adds rows of
tab-separated files (text, expression, verdict, reason; the row is optional) to
`generator/conditions/audit/<edition>.tsv`, and removes rows that the edition no longer has.
The DocBook is that of `tests.docbook`.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from iodize.generator.conditions.audit import (
    Finding,
    Reading,
    audited,
    read_findings,
    readings,
    write_findings,
)
from iodize.generator.docbook.xml.book import Book
from iodize.generator.pipeline import READERS, Step, execute
from iodize.generator.report import Report
from iodize.generator.run import Run
from iodize.tables.editions import bundled
from tests.docbook import folder

AUDITS = Path(__file__).parent.parent / "generator" / "conditions" / "audit"


def read(edition: str) -> tuple[Reading, ...]:
    """Return the distinct conditions of an edition, from its DocBook."""
    files = sorted((folder() / edition).glob("part0[346].xml"))
    run = Run.of([Book(file) for file in files], Report(), READERS)
    worded = execute(run, Step.READ).standard
    formal = execute(run, Step.RESOLVE).standard
    return tuple(dict.fromkeys(readings(worded, formal)))


def part(found: Sequence[Reading], number: int, of: int) -> Sequence[Reading]:
    """Return one of several slices of about equal length; counted from 1."""
    start, end = (len(found) * n // of for n in (number - 1, number))
    return found[start:end]


def described(reading: Reading) -> Iterator[str]:
    """Yield the lines that show a condition."""
    yield f"{reading.text}  {reading.place.row}"
    yield f"  {' > '.join(reading.place.path)}"
    yield from (f"  | {line}" for line in reading.words.splitlines())
    yield f"  = {reading.expression}"
    yield ""


def record(
    found: Sequence[Reading], known: Mapping[Reading, Finding], files: Sequence[Path]
) -> list[Finding]:
    """Return the findings of an edition, with those of files.

    Raises:
        ValueError: A file has a finding about a text and expression that the edition does
            not have.
    """
    added: dict[Reading, Finding] = {}
    for file in files:
        for each in read_findings(file.read_text("utf-8").splitlines()):
            if each.reading not in found:
                raise ValueError(f"{file}: not in the edition: {each.reading}")
            added[each.reading] = each
    every = {**known, **added}
    rows = [(reading, every[reading]) for reading in found if reading in every]
    return [Finding(reading, each.verdict, each.reason) for reading, each in rows]


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.condition_audit")
    parser.add_argument("--edition", default=bundled().name)
    commands = parser.add_subparsers(dest="command", required=True)
    listing = commands.add_parser("list")
    listing.add_argument("--slice", default="1/1")
    recording = commands.add_parser("record")
    recording.add_argument("files", nargs="*", type=Path)
    options = parser.parse_args()
    found = read(options.edition)
    if options.command == "list":
        missing = [each for each in found if each not in audited()]
        number, of = map(int, options.slice.split("/"))
        for reading in part(missing, number, of):
            print("\n".join(described(reading)))
        return
    rows = record(found, audited(), options.files)
    target = AUDITS / f"{options.edition}.tsv"
    target.write_text(write_findings(rows), "utf-8")
    print(f"{len(rows)} of {len(found)} conditions are audited")


if __name__ == "__main__":
    main()
