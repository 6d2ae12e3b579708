"""Declared extras are used, and name existing modules and attributes."""

from __future__ import annotations

from iodize import example
from iodize.example.extras import EXTRAS, INCLUDED, ITEMS, MODULES, PER_FRAME_ONLY
from iodize.tables import editions

EDITION = editions.bundled()
KEYWORDS = {
    keyword
    for _, _, keyword, *_ in (
        *EDITION.elements.values(),
        *(element for _, _, element in EDITION.repeating),
    )
}
MACROS = {
    each.__name__
    for folder in ("macros", "modules", "functional_groups")
    for each in EDITION.definitions(folder)
}


def test_modules_are_uses_of_their_iod() -> None:
    for name, modules in MODULES.items():
        iod = EDITION.iod(name)
        uses = (*iod.module_uses, *iod.functional_group_uses)
        assert {*modules} <= {use.definition.__name__ for use in uses}, name


def test_macros_exist() -> None:
    assert {each.rpartition(".")[2] for each in INCLUDED} <= MACROS
    assert PER_FRAME_ONLY <= MACROS


def test_entries_are_for_attributes_of_the_dictionary() -> None:
    assert EXTRAS.keywords | ITEMS.keywords <= KEYWORDS


def test_evidence_is_listed_if_an_instance_is_referenced() -> None:
    selection = example.build("KeyObjectSelectionDocument")

    assert selection.CurrentRequestedProcedureEvidenceSequence


def test_beam_has_two_control_points() -> None:
    beam, *_ = example.build("RTPlan").BeamSequence

    assert beam.NumberOfControlPoints == len(beam.ControlPointSequence) == 2


def test_all_attributes_of_a_normalized_iod_are_added() -> None:
    """Its tables do not have types."""
    printer = example.build("Printer")

    assert {"PrinterStatus", "PrinterName"} <= {each.keyword for each in printer}
