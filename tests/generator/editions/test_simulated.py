"""Any edition to come is read, and its package can be imported.

The DocBook is changed as the committee changes it: one change at a time, and several.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml.etree import _Element

from iodize.generator import emit
from iodize.generator.docbook import TableShapeError
from iodize.generator.importing import NAME, first_failure, preview
from iodize.generator.pipeline import render_standard
from iodize.tables import editions

from ..demo import Reading, read
from .changes import CHANGES, Change, changed, rename_edition
from .conftest import copied, parse

Simulate = Callable[[Mapping[int, _Element]], Reading]
Parts = dict[int, _Element]


def sources(reading: Reading) -> dict[str, bytes]:
    """Return the package of an edition, unformatted."""
    rendered = emit.render(reading.standard, reading.report)
    return {path: text.encode() for path, text in rendered.items()}


def importable(reading: Reading) -> None:
    """Import the package as `check_importable` does, which starts a process each time."""
    with preview(sources(reading)) as package, pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "path", [*sys.path])
        patch.setattr(sys, "dont_write_bytecode", True)
        try:
            assert first_failure(package) is None
        finally:
            for module in [m for m in sys.modules if m.split(".")[0] == NAME]:
                del sys.modules[module]
            editions.forget(NAME)


@pytest.fixture(scope="module")
def before(demo: Path) -> Reading:
    """Return the demo standard without changes."""
    return read(demo)


@pytest.fixture(scope="module")
def sources_before(before: Reading) -> dict[str, bytes]:
    return sources(before)


def read_unless_useless(simulate: Simulate, parts: Parts) -> Reading | None:
    """Read an edition; None if PS3.6 has registries without which nothing can be read."""
    try:
        return simulate(parts)
    except TableShapeError as error:
        if error.path.name == "part06.xml":
            return None
        raise


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.__name__)
def test_package_of_a_changed_edition_can_be_imported(
    demo_parts: Parts, simulate: Simulate, change: Change, seed: int
) -> None:
    parts = copied(demo_parts)
    if not changed(parts, [change], random.Random(seed)):
        pytest.skip("the demo standard has no place for this change")

    reading = simulate(parts)

    render_standard(reading.standard)
    importable(reading)


@pytest.mark.slow
@settings(
    max_examples=25,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    st.lists(st.sampled_from(CHANGES), min_size=2, max_size=6),
    st.integers(0, 10_000),
)
def test_edition_with_many_changes_can_be_imported(
    demo_parts: Parts, simulate: Simulate, changes: list[Change], seed: int
) -> None:
    parts = copied(demo_parts)
    changed(parts, changes, random.Random(seed))

    reading = read_unless_useless(simulate, parts)
    if reading is not None:
        importable(reading)


def test_renamed_edition_differs_in_its_name_only(
    demo_parts: Parts, simulate: Simulate, sources_before: dict[str, bytes]
) -> None:
    parts = copied(demo_parts)
    rename_edition(parts, random.Random(0))

    after = sources(simulate(parts))

    assert {
        p: s.replace(b"2031c", b"2020a") for p, s in after.items()
    } == sources_before


FORM = ("move_column", "add_column", "change_heading")
"""Changes that no class shows."""

LOCAL = (
    "insert_row",
    "make_conditional",
    "add_term",
    "open_enumeration",
    "misprint_type",
    "nest_deeper",
    "move_row",
)
"""Changes of one table."""


@pytest.mark.parametrize("name", FORM)
@pytest.mark.parametrize("seed", range(4))
def test_change_of_form_leaves_the_package_equal(
    demo_parts: Parts,
    simulate: Simulate,
    sources_before: dict[str, bytes],
    name: str,
    seed: int,
) -> None:
    parts = copied(demo_parts)
    done = changed(parts, [by_name(name)], random.Random(seed))
    if not done or "(see Note)" in done[0]:
        pytest.skip("no place, or another heading")

    assert sources(simulate(parts)) == sources_before, done


@pytest.mark.parametrize("name", LOCAL)
@pytest.mark.parametrize("seed", range(3))
def test_change_of_one_table_leaves_other_files_equal(
    demo_parts: Parts,
    simulate: Simulate,
    sources_before: dict[str, bytes],
    name: str,
    seed: int,
) -> None:
    """The table's class, its stubs, and the stubs of the IODs that use it may change."""
    parts = copied(demo_parts)
    done = changed(parts, [by_name(name)], random.Random(seed))
    assert done

    after = sources(simulate(parts))

    before = sources_before
    assert after.keys() == before.keys()
    different = {path for path in before if before[path] != after[path]}
    classes = {path for path in different if path.endswith(".py")}
    assert len(classes) <= 2, (done, classes)
    assert len(different) < len(before) / 3, (done, different)


def by_name(name: str) -> Change:
    return next(each for each in CHANGES if each.__name__ == name)


QUIET = ("renumber_table", "move_column", "add_column", "change_heading")


@pytest.mark.parametrize("name", QUIET)
@pytest.mark.parametrize("seed", range(6))
def test_change_of_form_loses_no_row(
    demo_parts: Parts, simulate: Simulate, before: Reading, name: str, seed: int
) -> None:
    """Numbers, the order of columns and the capitals of headings do not matter."""
    parts = copied(demo_parts)
    done = changed(parts, [by_name(name)], random.Random(seed))
    if not done or "(see Note)" in done[0]:
        pytest.skip("no place, or another heading")

    after = simulate(parts)

    assert after.problems() == []
    assert after.report.rows.total() == before.report.rows.total(), done


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(4))
def test_many_changes_of_the_real_standard_are_survived(
    real_docbook: Path, simulate: Simulate, seed: int, one_of: int
) -> None:
    """All kinds of changes at once, to the published parts."""
    if seed % one_of:
        pytest.skip("one of four times, without --thorough")
    parts = {n: parse(real_docbook / "2023a" / f"part{n:02}.xml") for n in (3, 4, 6, 7)}
    rng = random.Random(seed)
    done = changed(parts, rng.sample(CHANGES, len(CHANGES)), rng)
    assert len(done) > 20

    reading = read_unless_useless(simulate, parts)
    if reading is not None:
        importable(reading)
        assert len(reading.standard.iods) > 150
