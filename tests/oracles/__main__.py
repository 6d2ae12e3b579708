"""Compares other projects' readings of later editions with the bundled one.

    python -m tests.oracles [--list] [FOLDER]

FOLDER has `2025e/google-tables`, `2025b/innolitics` and `2026b/highdicom`; the default is that of
`tests.docbook`. Facts of tables, modules and IODs that both editions have are compared.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Mapping
from pathlib import Path

from iodize.tables import editions
from tests.docbook import folder

from .facts import Agreement, Difference, Kind, Place, agreement
from .package import facts_of
from .readers import TABLES, keywords_in, readings


def agreements(place: Path) -> dict[tuple[str, Kind], Agreement]:
    """Compare the readings in a folder with the bundled edition."""
    bundled = editions.bundled()
    known = facts_of(bundled)
    return {
        (name, kind): agreement(kind, known, facts)
        for name, facts in readings(place, bundled).items()
        for kind in facts
    }


def summary(found: Agreement, others: set[Difference]) -> str:
    """Return the counts; `others` are the differences of other readings."""
    changes = Counter(each.change for each in found.differences)
    counts = ", ".join(f"{changes[c]} {c}" for c in ("added", "removed", "changed"))
    text = (
        f"{found.equal + len(found.differences)} compared, {found.share:.1%} equal:"
        f" {counts}; {found.unstated} not stated; {found.owners} owners,"
        f" {len(found.added)} new, {len(found.removed)} gone"
    )
    confirmed = sum(each in others for each in found.differences)
    return f"{text}; {confirmed} differences in another reading too" if others else text


def confirmations(
    found: Mapping[tuple[str, Kind], Agreement], name: str, kind: Kind
) -> set[Difference]:
    """Return the differences of a kind in other readings."""
    return {
        difference
        for (other, its), each in found.items()
        if other != name and its is kind
        for difference in each.differences
    }


def readable(difference: Difference, keywords: Mapping[str, str]) -> str:
    """Return a line with keywords in place of tags."""
    (owner, path), *sides = difference
    names = tuple(keywords.get(each, each) for each in path)
    return str(Difference(Place(owner, names), *sides))


def main() -> None:
    """Print the counts of each reading, and the differences on request."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("place", nargs="?", type=Path, default=folder())
    parser.add_argument("--list", dest="listed", action="store_true")
    options = parser.parse_args()
    found = agreements(options.place)
    if not found:
        parser.error(f"no reading in {options.place}")
    rows = editions.bundled().elements.items()
    keywords = {f"{tag:08X}": row[2] for tag, row in rows}
    if (options.place / TABLES).is_dir():
        keywords = {**keywords_in(options.place / TABLES), **keywords}
    for (name, kind), each in found.items():
        print(f"{name}, {kind}: {summary(each, confirmations(found, name, kind))}")
        if options.listed:
            for difference in each.differences:
                print(f"  {readable(difference, keywords)}")


if __name__ == "__main__":
    main()
