"""Notes of attributes cite the row or section that states each fact."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

import pytest

from iodize.definitions import Iod, Terms, Use
from iodize.iods import CTImage, EnhancedCTImage, XRay3DAngiographicImage
from iodize.objects import documentation
from iodize.objects.fields import AttributeField
from iodize.objects.members import functional_groups_of
from iodize.objects.typed import as_typed
from iodize.services import UnifiedProcedureStepPush
from iodize.tables import descriptions as tables
from iodize.tables.editions import bundled

IODS = [iod for iod in bundled().definitions("iods") if issubclass(iod, Iod)]

LISTED = re.compile(
    r"(?P<kind>Enumerated values|Defined terms)(?: of value (?P<number>\d+))?"
    r"(?: of bits [\d, ]+)?(?P<condition> where .+?)?: (?P<values>.+?)(?: and \d+ more)?"
    r"(?: \((?P<place>PS3\.3 [^)]+)\))?\."
)


def note_of(field: AttributeField) -> str:
    """Return the note of an attribute with plain spaces."""
    return documentation.attribute_note(field).replace("\N{NO-BREAK SPACE}", " ")


def module_note(use: Use) -> str:
    return documentation.module_note(use).replace("\N{NO-BREAK SPACE}", " ")


class Cited(NamedTuple):
    """One list of a note."""

    enumerated: bool
    number: int | None
    always: bool
    values: str
    reference: str


def cited(field: AttributeField) -> Iterator[Cited]:
    """Yield the lists of an attribute's note."""
    lines = note_of(field).split("\n")
    for match in filter(None, map(LISTED.fullmatch, lines)):
        yield Cited(
            match["kind"] == "Enumerated values",
            int(match["number"]) if match["number"] else None,
            not match["condition"],
            match["values"],
            match["place"] or lines[-1].removesuffix("."),
        )


def stated(field: AttributeField) -> Iterator[tuple[str, Terms]]:
    """Yield all lists that tables and sections state, each with its reference."""
    for row in field.rows:
        for terms in row.terms:
            table = f" Table {terms.table}" if terms.table else ""
            own = f"PS3.3 {terms.section}{table}"
            yield (own if terms.section else str(row.owner.origin())), terms
    for constraint in field.constraints:
        for value in constraint.values:
            if isinstance(value, Terms):
                yield f"PS3.3 {constraint.section}", value


def fields(iod: type[tables.Definition]) -> dict[str, AttributeField]:
    return as_typed(iod)._layout_of().fields


@pytest.mark.parametrize("iod", IODS, ids=lambda iod: iod.__name__)
def test_cited_row_states_the_cited_values(iod: type[Iod]) -> None:
    for field in fields(iod).values():
        known = {
            (terms.enumerated, terms.number, reference, ", ".join(terms.values[:40]))
            for reference, terms in stated(field)
        }
        for each in cited(field):
            fact = each.enumerated, each.number, each.reference, each.values
            assert fact in known, field.title


@pytest.mark.parametrize("iod", IODS, ids=lambda iod: iod.__name__)
def test_every_enumeration_that_applies_is_cited_and_no_wider_one(
    iod: type[Iod],
) -> None:
    for field in fields(iod).values():
        # Tables of which one applies to an item have a list each: those of SCOORD and SCOORD3D.
        lists: dict[int | None, set[str]] = {}
        for each in cited(field):
            if each.always and each.enumerated:
                lists.setdefault(each.number, set()).update(each.values.split(", "))

        for allowed in field.enumerated:
            assert lists[allowed.terms.number] == {*allowed.terms.values[:40]}
        for other in cited(field):
            if not other.enumerated:
                assert other.number not in lists, field.title
                assert None not in lists, field.title


def test_enumeration_of_an_iod_module_is_cited_from_its_section() -> None:
    note = note_of(fields(CTImage)["BitsStored"])

    assert "Enumerated values: 12, 13, 14, 15, 16 (PS3.3 C.8.2.1.1.5).\n" in note


def test_defined_terms_are_left_out_where_another_table_enumerates() -> None:
    note = note_of(fields(CTImage)["PhotometricInterpretation"])

    assert "Enumerated values: MONOCHROME1, MONOCHROME2 (PS3.3 C.8.2.1.1.3)." in note
    assert "PALETTE COLOR" not in note


def test_wider_enumeration_is_left_out() -> None:
    notes = note_of(fields(XRay3DAngiographicImage)["BitsAllocated"])

    assert notes.count("Enumerated values:") == 1


def test_list_of_the_row_itself_has_no_second_reference() -> None:
    note = note_of(fields(CTImage)["PatientSex"])

    assert "Enumerated values: M, F, O.\nPS3.3 C.7.1.1 Table C.7-1." in note


def test_attribute_that_must_be_empty_has_no_multiplicity() -> None:
    create = UnifiedProcedureStepPush.Create
    uid = note_of(fields(create)["TransactionUID"])
    items = note_of(fields(create)["ProcedureStepProgressInformationSequence"])

    assert uid.startswith("Transaction UID (0008,1195): UI, type 2.\n\nMust be empty.")
    assert "\nMust be empty.\n" in items


@pytest.mark.parametrize("iod", IODS, ids=lambda iod: iod.__name__)
def test_functional_group_has_the_usage_of_the_iod(iod: type[Iod]) -> None:
    groups = fields(functional_groups_of(iod))
    for use in iod.functional_group_uses:
        for attribute in use.definition.attributes().values():
            first = note_of(groups[attribute.keyword]).partition("\n")[0]
            assert f", usage {use.usage}" in first


def test_condition_of_functional_group_cites_the_table_of_the_iod() -> None:
    groups = fields(functional_groups_of(EnhancedCTImage))
    note = note_of(groups["CTPositionSequence"])

    assert note.startswith(
        "CT Position Sequence (0018,9326): SQ, usage C.\n\nRequired "
    )
    assert "; otherwise optional (PS3.3 Table A.38-2).\n" in note


def test_optional_module_has_its_usage_and_condition() -> None:
    notes = {use.definition.__name__: module_note(use) for use in CTImage.module_uses}

    assert notes["MultiEnergyCTImage"] == (
        "Multi-energy CT Image Module: usage C.\n\n"
        'Required if MultienergyCTAcquisition is "YES"; otherwise not permitted.\n'
        "PS3.3 C.8.2.2 Table C.8.2.2-1."
    )
    assert notes["Device"] == "Device Module: usage U; PS3.3 C.7.6.12 Table C.7-18."
