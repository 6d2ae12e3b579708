"""2023a, changed in its DocBook as 2025e is read elsewhere, differs by exactly these changes."""

from __future__ import annotations

import random
import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Final

import pytest
from lxml import etree

from iodize.compare import compare
from iodize.compare.changes import Change, Effect
from iodize.compare.flattening import tables
from iodize.generator import emit, snapshot
from iodize.generator.report import Report
from iodize.generator.retired_services import with_retired
from iodize.generator.sources import from_docbook
from iodize.rules.origins import name_of
from iodize.tables import editions
from iodize.tables.editions import Edition
from tests.docbook import VARIABLE, folder
from tests.generator.editions.changes import rename_edition
from tests.generator.editions.conftest import parse

from ..generator.editions import changes as edits
from . import applying
from .applying import TableDifferences, apply_tables, apply_usages, register
from .facts import Difference, Facts, Kind, Place, agreement, contents, slug
from .package import facts_of, tags
from .readers import TABLES, USAGES, Tables, elements_in, from_tables, usage_texts

pytestmark = [pytest.mark.slow, pytest.mark.source]

PACKAGE: Final = "dicom_simulated"
USES: Final = {Kind.MODULE: "module", Kind.GROUP: "group"}

STRICTER, LOOSER, EITHER, NEUTRAL = (
    Effect.STRICTER,
    Effect.LOOSER,
    Effect.EITHER,
    Effect.NEUTRAL,
)
TYPES: Final[Mapping[tuple[str | None, str | None], set[Effect]]] = {
    ("1", "2"): {LOOSER},
    ("1", "3"): {LOOSER},
    ("2", "3"): {LOOSER},
    ("1C", "3"): {LOOSER},
    ("2C", "3"): {LOOSER},
    # An attribute without "May be present otherwise" is forbidden otherwise.
    ("1", "1C"): {LOOSER, EITHER},
    ("2", "2C"): {LOOSER, EITHER},
    ("1", "2C"): {LOOSER, EITHER},
    ("2", "1C"): {STRICTER, EITHER},
    ("1C", "2C"): {LOOSER, EITHER},
    ("M", "C"): {LOOSER, EITHER},
    ("M", "U"): {LOOSER},
    ("C", "U"): {LOOSER},
    # A row of type 3 may restrict the values or the items.
    ("3", None): {LOOSER, NEUTRAL},
    ("", None): {LOOSER, NEUTRAL},
    ("U", None): {NEUTRAL},
    ("C", None): {LOOSER},
    ("M", None): {LOOSER},
    **{(each, None): {LOOSER} for each in ("1", "1C", "2", "2C")},
}
"""Effects by type or usage in both editions; the opposite change has the opposite effect."""


CORRECTED: Final = {
    ("C.8-38", ("00181150",)),
    ("C.8-58", ("30080110", "30080090", "300C0051")),
}
"""Rows whose type an erratum corrects."""


def effects(old: str | None, new: str | None) -> set[Effect]:
    """Return the effects that a difference may have."""
    if old == new:
        return {NEUTRAL}
    if (old, new) in TYPES:
        return TYPES[old, new]
    return {effect.mirrored for effect in TYPES[new, old]}


class Applied:
    """The differences that can be made in 2023a: those without new tables.

    Args:
        printed: Labels and paths of the rows; others are those of an included macro, whose
            type the table states.
    """

    def __init__(
        self, known: Facts, reading: Facts, printed: set[tuple[str, tuple[str, ...]]]
    ) -> None:
        labels = {place.owner for place in known[Kind.ROW]}
        rows, inclusions = (
            {p: v for p, v in reading[kind].items() if p.owner in labels}
            for kind in (Kind.ROW, Kind.INCLUSION)
        )
        inclusions = {p: v for p, v in inclusions.items() if p.path[-1] in labels}
        reading = {**reading, Kind.ROW: rows, Kind.INCLUSION: inclusions}
        self.rows = tuple(
            each
            for each in agreement(Kind.ROW, known, reading).differences
            if (each.place.owner, each.place.path) not in CORRECTED
            and (each.old is None or (each.place.owner, each.place.path) in printed)
        )
        self.inclusions = tuple(
            each
            for each in agreement(Kind.INCLUSION, known, reading).differences
            if len(each.place.path) == 1
            or (each.place.owner, each.place.path[:-1]) in printed
            or each.old is None
        )
        edited = {d.place.owner: d.place.owner for d in self.rows}
        self.before, self.after = (
            contents(facts[Kind.ROW], facts[Kind.INCLUSION], edited)
            for facts in (known, reading)
        )
        """Types in the edited tables with all macros expanded."""
        self.uses: dict[Kind, list[Difference]] = {}
        for kind in USES:
            used = {place.path for place in known[kind]}
            every = agreement(kind, known, reading).differences
            self.uses[kind] = [each for each in every if each.place.path in used]

    def new_tags(self, edition: Edition) -> set[str]:
        """Return the tags that PS3.6 does not have."""
        every = {tag for each in self.rows for tag in each.place.path}
        return {tag for tag in every if edition.element(int(tag, 16)) is None}


@pytest.fixture(scope="module")
def place() -> Path:
    found = folder()
    missing = [n for n in ("2023a", TABLES, USAGES) if not (found / n).is_dir()]
    if missing:
        pytest.skip(f"no {', '.join(missing)} in {found}: set {VARIABLE}")
    return found


@pytest.fixture(scope="module")
def applied(place: Path) -> Applied:
    part = parse(place / "2023a" / "part03.xml")
    printed = {
        (str(table.get("label")), path)
        for table in edits.tables(part, "Tag")
        for path in applying.AttributeTable(table).rows
    }
    known = facts_of(editions.bundled())
    return Applied(known, from_tables(place / TABLES), printed)


@pytest.fixture(scope="module")
def simulated(
    place: Path, applied: Applied, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Edition]:
    """Generate the package of the changed DocBook."""
    parts = {n: parse(place / "2023a" / f"part{n:02}.xml") for n in (3, 4, 6, 7)}
    changes = TableDifferences(applied.rows, applied.inclusions)
    apply_tables(parts, changes, Tables(place / TABLES))
    for kind, differences in applied.uses.items():
        apply_usages(parts, kind, differences, usage_texts(place)[kind])
    new = sorted(applied.new_tags(editions.bundled()))
    register(parts, new, elements_in(place / TABLES))
    rename_edition(parts, random.Random(0))
    docbook, generated = (tmp_path_factory.mktemp(n) for n in ("docbook", "generated"))
    for number, root in parts.items():
        file = docbook / f"part{number:02}.xml"
        etree.ElementTree(root).write(file, encoding="utf-8", xml_declaration=True)
    report = Report()
    standard = from_docbook(docbook, None, {}, (), report)
    standard = with_retired(standard, snapshot.read_retired())
    for path, source in emit.render(standard, report).items():
        file = generated / PACKAGE / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(source, "utf-8")
    sys.path.insert(0, str(generated))
    yield editions.load(PACKAGE)
    sys.path.remove(str(generated))
    editions.forget(PACKAGE)


@pytest.fixture(scope="module")
def changes(simulated: Edition) -> tuple[Change, ...]:
    return compare(editions.bundled(), simulated).changes


Expected = dict[tuple[str, str, tuple[str, ...]], Difference]
"""Differences by kind of change, owner, and path or name."""


def expected_rows(applied: Applied) -> Expected:
    endings = {"added": "added", "removed": "removed", "changed": "type"}
    return {
        (f"attribute-{endings[each.change]}", *each.place): each
        for each in applied.rows
    }


def expected_inclusions(applied: Applied) -> Expected:
    """Return those of sequences that both editions have; others belong to the sequence."""
    names = {
        t.definition.origin().table: name_of(t.definition)
        for t in tables(editions.bundled()).values()
    }
    one_sided = {each.place for each in applied.rows if each.change != "changed"}
    endings = {"added": "included", "removed": "excluded"}
    return {
        (f"macro-{endings[each.change]}", owner, (*sequence, names[macro])): each
        for each in applied.inclusions
        for owner, (*sequence, macro) in [each.place]
        if Place(owner, tuple(sequence)) not in one_sided
    }


def expected_uses(applied: Applied) -> Expected:
    return {
        (f"{USES[kind]}-{each.change.replace('changed', 'usage')}", *each.place): each
        for kind, differences in applied.uses.items()
        for each in differences
    }


def found(changes: Iterable[Change]) -> dict[tuple[str, str, tuple[str, ...]], Change]:
    """Return the changes by the same facts."""
    keyed = {}
    for change in changes:
        owner, path = change.subject.table, tags(change.tags)
        if change.subject.kind == "iod":
            owner, path = slug(change.subject.name), (slug(change.label),)
        elif change.kind.startswith("macro-"):
            path = (*path, change.label)
        keyed[change.kind, owner, path] = change
    return keyed


def test_changes_are_exactly_those_that_were_made(
    changes: tuple[Change, ...], applied: Applied
) -> None:
    expected = {
        **expected_rows(applied),
        **expected_inclusions(applied),
        **expected_uses(applied),
    }
    of_part = [change for change in changes if change.subject.part == "PS3.3"]
    reported = found(of_part)

    assert len(expected) > 250
    assert reported.keys() == expected.keys()
    assert len(of_part) == len(reported)


def test_types_and_usages_are_those_that_were_made(
    changes: tuple[Change, ...], applied: Applied
) -> None:
    for prefix, expected in (
        ("type", expected_rows(applied)),
        ("usage", expected_uses(applied)),
    ):
        reported = found(changes)
        for key, difference in expected.items():
            change = reported[key]
            for side, text in (
                (change.old, difference.old),
                (change.new, difference.new),
            ):
                if text is not None:
                    assert side.text == (f"{prefix} {text}" if text else "listed"), key


def test_effects_follow_the_order_of_types(
    changes: tuple[Change, ...], applied: Applied
) -> None:
    """A row that the table has from a macro too is compared with that of the macro."""
    reported = found(changes)
    wrong = {
        str(difference): reported[key].effect
        for key, difference in expected_rows(applied).items()
        if reported[key].effect
        not in effects(
            applied.before.get(difference.place), applied.after.get(difference.place)
        )
    }

    assert wrong == {}


def test_effects_follow_the_order_of_usages(
    changes: tuple[Change, ...], applied: Applied
) -> None:
    reported = found(changes)
    wrong = {
        str(difference): reported[key].effect
        for key, difference in expected_uses(applied).items()
        if reported[key].effect not in effects(difference.old, difference.new)
    }

    assert wrong == {}


def test_other_parts_change_with_the_tables_only(
    changes: tuple[Change, ...], applied: Applied
) -> None:
    """New elements are in PS3.6; messages of PS3.4 have the rows of modules."""
    added = applied.after.keys() - applied.before.keys()
    removed = applied.before.keys() - applied.after.keys()
    others = [change for change in changes if change.subject.part != "PS3.3"]
    elements = {c.kind: set[str]() for c in others if c.subject.kind == "element"}
    for change in others:
        if change.subject.kind == "element":
            elements[change.kind].update(tags(change.tags))
    listed = [change for change in others if change.subject.kind == "sop-class"]

    assert elements == {"element-added": applied.new_tags(editions.bundled())}
    assert len(listed) + sum(map(len, elements.values())) == len(others)
    assert len(listed) > 100
    # The list of a retired service keeps a row that is removed from the module, without
    # the number of items that the module states.
    kept = [c for c in listed if c.kind == "attribute-items"]
    assert {change.subject.part for change in kept} <= {"PS3.4-2004"}
    assert {tags(change.tags) for change in kept} <= {place.path for place in removed}
    assert {(c.kind, tags(c.tags)) for c in listed if c not in kept} <= {
        *(("attribute-added", place.path) for place in added),
        *(("attribute-removed", place.path) for place in removed),
    }
