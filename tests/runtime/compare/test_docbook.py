"""2022d and 2023a: the changes agree with an independent reading of the DocBook."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

import pytest

from iodize.compare import Comparison, compare
from iodize.compare.changes import Change, Effect
from iodize.compare.files import compare_files
from iodize.compare.rules import MIRRORED
from iodize.editions.loading import load
from iodize.example import build
from iodize.findings.finding import Severity
from iodize.tables import editions
from iodize.tables.editions import Edition
from tests.runtime.editions.conftest import forget_packages

from .independent import Part03, read_part03, read_part04, read_part06

pytestmark = [pytest.mark.slow, pytest.mark.source]

CODED = frozenset({"1C", "2C"})


class Parts(NamedTuple):
    """PS3.3 in both editions, read independently."""

    old: Part03
    new: Part03

    @property
    def shared(self) -> set[str]:
        """Labels of the tables of attributes that both editions have."""
        return self.old.tables.keys() & self.new.tables.keys()


@pytest.fixture(scope="module")
def old(cache_of_2022d: Path) -> Iterator[Edition]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("IODIZE_CACHE", str(cache_of_2022d))
        edition = load("2022d")
    yield edition
    forget_packages()


@pytest.fixture(scope="module")
def comparison(old: Edition) -> Comparison:
    return compare(old, editions.bundled())


@pytest.fixture(scope="module")
def parts(real_docbook: Path) -> Parts:
    return Parts(
        *(read_part03(real_docbook / e / "part03.xml") for e in ("2022d", "2023a"))
    )


def _path(change: Change) -> tuple[str, ...]:
    return tuple(f"{tag:08X}" for tag in change.tags)


def _of_tables(comparison: Comparison) -> Iterator[Change]:
    for change in comparison.changes:
        if change.subject.part == "PS3.3":
            yield change


def test_rows_and_types_are_those_of_the_tables(
    comparison: Comparison, parts: Parts
) -> None:
    expected = set()
    for key in parts.old.attributes.keys() | parts.new.attributes.keys():
        one, other = parts.old.attributes.get(key), parts.new.attributes.get(key)
        if key[0] not in parts.shared:
            continue
        if one is None or other is None:
            kind = "attribute-added" if one is None else "attribute-removed"
            expected.add((kind, *key))
        elif one.type != other.type:
            expected.add(("attribute-type", *key))
    kinds = {"attribute-added", "attribute-removed", "attribute-type"}
    found = {
        (c.kind, c.subject.table, _path(c))
        for c in _of_tables(comparison)
        if c.kind in kinds
    }

    assert len(expected) > 50
    assert expected <= found
    assert found - expected == {
        # type 1 with a condition in 2023a, which is read as 1C
        ("attribute-type", "C.8-38", ("30020030", "300A00B6", "300A011C")),
    }


def test_usages_are_those_of_the_tables_of_modules(
    comparison: Comparison, parts: Parts
) -> None:
    labels = parts.old.iods.keys() & parts.new.iods.keys()
    expected = set()
    for key in parts.old.uses.keys() | parts.new.uses.keys():
        one, other = parts.old.uses.get(key), parts.new.uses.get(key)
        if key[0] in labels and one != other:
            ending = "added" if one is None else "removed" if other is None else "usage"
            expected.add((f"module-{ending}", *key))
    kinds = {"module-added", "module-removed", "module-usage"}
    found = {
        (c.kind, c.subject.table, c.label)
        for c in comparison.changes
        if c.kind in kinds
    }

    assert len(expected) > 10
    assert found == expected


def test_tables_are_those_of_the_part(comparison: Comparison, parts: Parts) -> None:
    added = parts.new.tables.keys() - parts.old.tables.keys()
    removed = parts.old.tables.keys() - parts.new.tables.keys()
    found = [
        (c.kind, c.subject.table)
        for c in _of_tables(comparison)
        if c.kind in ("table-added", "table-removed")
    ]

    assert len(added) > 10
    assert sorted(found) == sorted(
        [("table-added", t) for t in added] + [("table-removed", t) for t in removed]
    )


def test_iods_are_those_of_the_tables_of_modules(
    comparison: Comparison, parts: Parts
) -> None:
    added = parts.new.iods.keys() - parts.old.iods.keys()

    assert added
    assert added == {
        c.subject.table for c in comparison.changes if c.kind == "iod-added"
    }
    assert not [c for c in comparison.changes if c.kind == "iod-removed"]


def test_each_changed_condition_has_a_changed_text(
    comparison: Comparison, parts: Parts
) -> None:
    found = [c for c in _of_tables(comparison) if c.kind == "attribute-condition"]

    assert len(found) >= 15
    for change in found:
        key = change.subject.table, _path(change)
        one, other = parts.old.attributes[key], parts.new.attributes[key]
        assert one.description != other.description, key


def test_each_changed_text_of_a_condition_is_a_change_or_known(
    comparison: Comparison, parts: Parts
) -> None:
    """The known rows: other words for the same, or for what no object decides."""
    found = {
        (c.subject.table, _path(c))
        for c in _of_tables(comparison)
        if c.kind == "attribute-condition"
    }
    rows = {
        key
        for key in parts.old.attributes.keys() & parts.new.attributes.keys()
        if key[0] in parts.shared
        and parts.new.attributes[key].type in CODED
        and parts.old.attributes[key].type == parts.new.attributes[key].type
        and parts.old.attributes[key].conditions != parts.new.attributes[key].conditions
    }

    assert len(rows & found) >= 15
    assert rows - found == {
        # a full stop in the middle of the sentence, which an erratum corrects
        ("C.10-5", ("00700001", "00700209", "00700279")),
        # other quotation marks
        ("C.36.2.1.6-1", ("300A0635",)),
        ("C.36.2.1.6-1", ("30100080",)),
    }


def test_rows_of_attribute_lists_are_those_of_the_tables(
    comparison: Comparison, real_docbook: Path
) -> None:
    """Rows of modules that a list includes are changes of the list too."""
    one, two = (
        read_part04(real_docbook / e / "part04.xml") for e in ("2022d", "2023a")
    )
    expected = {
        ("attribute-added" if key in two else "attribute-removed", *key)
        for key in one.keys() ^ two.keys()
    }
    found = {
        (c.kind, c.table.rpartition("Table ")[2], _path(c))
        for c in comparison.changes
        if c.subject.kind == "sop-class" and c.tags
    }

    assert len(expected) == 7
    assert expected - found == {
        # a misprinted tag in 2022d, which an erratum corrects
        ("attribute-removed", "F.8.2-1", ("00100032",)),
        ("attribute-added", "F.8.2-1", ("00100030",)),
    }


def test_data_elements_are_those_of_the_dictionary(
    comparison: Comparison, real_docbook: Path
) -> None:
    one, two = (
        read_part06(real_docbook / e / "part06.xml") for e in ("2022d", "2023a")
    )
    kinds = ("element-keyword", "element-vr", "element-vm", "element-retired")
    expected = set()
    for tag in one.keys() | two.keys():
        if tag in one and tag in two:
            facts = zip(kinds, one[tag], two[tag], strict=True)
            expected |= {(kind, tag) for kind, a, b in facts if a != b}
        else:
            expected.add(("element-removed" if tag in one else "element-added", tag))
    found = {
        (c.kind, f"{c.tag:08X}")
        for c in comparison.changes
        if c.subject.kind == "element" and c.kind != "element-name"
    }

    assert len(expected) > 50
    assert found == expected


def test_opposite_comparison_has_the_mirrored_changes(
    old: Edition, comparison: Comparison
) -> None:
    back = compare(editions.bundled(), old)

    def facts(change: Change) -> tuple[object, ...]:
        return change.subject.kind, change.tags, change.label

    assert sorted(
        (MIRRORED.get(c.kind, c.kind), *facts(c), c.effect.mirrored)
        for c in comparison.changes
    ) == sorted((c.kind, *facts(c), c.effect) for c in back.changes)


@pytest.fixture(scope="module")
def examples(old: Edition, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write an example of each IOD of both editions, as far as one can be built."""
    folder = tmp_path_factory.mktemp("examples")
    for edition in (old, editions.bundled()):
        for keyword in sorted(set(edition.sop_classes.values())):
            # Some extras of examples are attributes that 2022d does not have.
            with suppress(KeyError):
                dataset = build(edition.iod(keyword))
                path = folder / f"{edition.name}_{keyword}.dcm"
                dataset.save_as(path, enforce_file_format=True)
    return folder


def test_each_different_finding_has_a_cause_of_its_direction(
    old: Edition, comparison: Comparison, examples: Path
) -> None:
    new = editions.bundled()
    found = compare_files([examples], old, new, comparison)

    assert found.checked > 250
    assert found.files
    for file in found.files:
        for direction, explained in (
            (Effect.LOOSER, file.gone),
            (Effect.STRICTER, file.new),
        ):
            for finding, causes in explained:
                assert causes, finding
                if finding.severity is Severity.ERROR:
                    effects = {cause.effect for cause in causes}
                    assert effects & {direction, Effect.EITHER}, finding
