"""Of several rows of an attribute, the strictest counts."""

from __future__ import annotations

import pytest

from iodize.definitions import Module, attribute, enumerated, limits
from iodize.iods import CTImage, SecondaryCaptureImage
from iodize.modules import GeneralSeries, SCEquipment
from iodize.rules.effective_attribute import (
    EffectiveAttribute,
    TableRow,
    strictest_first,
)
from iodize.tables import editions
from iodize.tables.descriptions import Attribute

MODALITY = 0x00080060
EDITION = editions.bundled()


class First(Module, name="First", section="C.1", table="C.1-1"):
    """A table."""

    Modality = attribute(MODALITY, "2")


class Second(Module, name="Second", section="C.2", table="C.2-1"):
    """A table that is stricter."""

    Modality = attribute(MODALITY, "1", enumerated("CT"), vm="1-2")


class Third(Module, name="Third", section="C.3", table="C.3-1"):
    """A table without types."""

    Modality = attribute(MODALITY, None, limits(at_least=1))


def row(table: type[Module]) -> Attribute:
    return table.attributes()[MODALITY]


def combined(*tables: type[Module], certain: bool = True) -> EffectiveAttribute:
    rows = [TableRow(row(table), certain) for table in tables]
    return EffectiveAttribute(MODALITY, EDITION.element(MODALITY), rows)


def test_strictest_row_states_type_and_reference() -> None:
    found = combined(Third, First, Second)

    assert found.rows == (row(Second), row(First), row(Third))
    assert found.type == "1"
    assert (found.source, found.reference) == ("Second", "PS3.3 C.2 Table C.2-1")


def test_row_of_a_table_that_always_applies_is_stricter() -> None:
    rows = [TableRow(row(Second), certain=False), TableRow(row(First))]

    assert [each.attribute for each in strictest_first(rows)] == [
        row(First),
        row(Second),
    ]


def test_attribute_of_tables_under_a_condition_only_is_optional() -> None:
    assert combined(Second, certain=False).type == "3"


def test_overridden_row_comes_last_though_it_is_stricter() -> None:
    """Modality of a secondary capture: C.8.6.1 overrides C.7.3.1."""
    rows = [
        TableRow(GeneralSeries.attributes()[MODALITY]),
        TableRow(SCEquipment.attributes()[MODALITY]),
    ]

    found = EffectiveAttribute(MODALITY, EDITION.element(MODALITY), rows)

    assert found.type == "3"
    assert found.source == "SC Equipment"
    assert found.rows[-1].type == "1"
    assert SecondaryCaptureImage._layout_of().fields["Modality"].type == "3"
    assert CTImage._layout_of().fields["Modality"].type == "1"


def test_multiplicity_of_a_row_replaces_the_one_of_the_dictionary() -> None:
    assert combined(First, Second).vm == "1-2"
    assert combined(First).vm == "1"


@pytest.mark.parametrize("element", [True, False])
def test_attribute_without_rows_has_what_the_dictionary_has(element: bool) -> None:
    known = EDITION.element(MODALITY) if element else None

    found = EffectiveAttribute(MODALITY, known, ())

    assert (found.keyword, found.vr) == (("Modality", "CS") if element else ("", ""))
    assert (found.type, found.source, found.reference) == (None, "", "")
    assert found.value_rules(()) is None


def test_values_of_all_rows_are_restricted() -> None:
    rules = combined(Third, First, Second).value_rules(())

    assert rules is not None
    assert [each.reference for each in rules.enumerated] == ["PS3.3 C.2 Table C.2-1"]
    assert [each.reference for each in rules.bounds] == ["PS3.3 C.3 Table C.3-1"]
    assert combined(First).value_rules(()) is None
