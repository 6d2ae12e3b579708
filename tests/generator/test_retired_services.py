"""Retired services: added to the editions that register them."""

from __future__ import annotations

from pathlib import Path

import pytest
from attrs import evolve

from iodize import iods, services
from iodize.generator import snapshot
from iodize.generator.model import Module, ServiceTable, Standard, StatusTable
from iodize.generator.retired_services import with_retired

PATIENT = "1.2.840.10008.3.1.2.1.1"
STORED_PRINT = "1.2.840.10008.5.1.1.27"


@pytest.fixture(scope="module")
def retired() -> Standard:
    return snapshot.read_retired()


@pytest.fixture(scope="module")
def edition(root: Path) -> Standard:
    return snapshot.read(root / "standard_xml" / "2023a")


def uids(standard: Standard) -> set[str]:
    return {service.uid for service in standard.services}


def test_edition_has_the_retired_services_that_it_registers(
    edition: Standard, retired: Standard
) -> None:
    registered = tuple(uid for uid in edition.uids if uid.value != PATIENT)
    without = with_retired(evolve(edition, uids=registered), retired)
    complete = with_retired(edition, retired)

    assert uids(complete) == uids(edition) | uids(retired)
    assert uids(without) == uids(complete) - {PATIENT}
    assert "Patient" in {iod.name for iod in complete.iods}
    assert "Patient" not in {iod.name for iod in without.iods}


def test_service_of_the_edition_takes_precedence(
    edition: Standard, retired: Standard
) -> None:
    (own,) = (each for each in retired.services if each.uid == PATIENT)
    own = evolve(own, section="X.1", iod=None)
    complete = with_retired(evolve(edition, services=(*edition.services, own)), retired)

    (found,) = (each for each in complete.services if each.uid == PATIENT)
    assert found == own


def test_storage_class_without_an_iod_gets_the_retired_one(
    edition: Standard, retired: Standard
) -> None:
    complete = with_retired(edition, retired)

    (before,) = (each for each in edition.services if each.uid == STORED_PRINT)
    (after,) = (each for each in complete.services if each.uid == STORED_PRINT)
    assert (before.iod, after.iod) == (None, "A.23-1")


def test_module_is_found_by_its_name_in_an_edition_with_other_labels(
    edition: Standard, retired: Standard
) -> None:
    modules = tuple(
        evolve(m, table="C.2-9", section="C.2.9") if m.table == "C.2-3" else m
        for m in edition.modules
    )
    complete = with_retired(evolve(edition, modules=modules), retired)

    (patient,) = (iod for iod in complete.iods if iod.name == "Patient")
    uses = {use.module: (use.table, use.section) for use in patient.modules}
    assert uses["Patient Demographic"] == ("C.2-9", "C.2.9")
    assert uses["Patient Medical"] == ("C.2-4", "C.2.4")


def test_edition_without_services_is_unchanged(
    edition: Standard, retired: Standard
) -> None:
    without = evolve(edition, services=())

    assert with_retired(without, retired) is without


def test_facts_are_in_their_normal_form(root: Path, retired: Standard) -> None:
    folder = root / "standard_xml" / "retired"

    for name, content in snapshot.render_retired(retired).items():
        assert (folder / name).read_bytes() == content, name


def test_each_table_names_its_source_and_each_service_its_last_edition(
    edition: Standard, retired: Standard
) -> None:
    registered = {uid.value: uid for uid in edition.uids}
    tables: list[ServiceTable | StatusTable | Module] = [
        *retired.service_tables,
        *retired.status_tables,
        *retired.modules,
    ]

    assert all(table.source for table in tables)
    for service in retired.services:
        part = registered[service.uid].part
        named = f"PS3.4 ({service.last_edition})"
        # PS3.6 does not list the VOI LUT Box as retired, PS3.4 H.4.7 does.
        assert part == named or service.keyword == "VOILUTBox", service.keyword


def test_normalized_iod_has_the_types_of_its_service() -> None:
    types = {row.keyword: row.type for row in iods.Visit.attributes().values()}

    assert types["ReferencedPatientSequence"] == "1"
    assert types["ReferencedStudySequence"] == "2"
    assert types["VisitStatusID"] == "3"
    assert iods.Patient.attributes()[0x00100010].type == "2"
    assert iods.Printer.attributes()[0x21100010].type is None


def test_reference_names_the_last_edition_and_no_table() -> None:
    reply = services.DetachedPatientManagement.Attributes

    assert str(reply.origin()) == "PS3.4-2004 E"
    assert str(iods.Patient.origin()) == "PS3.3-2004 B.1"
    assert str(services.Printer.Attributes.origin()) == "PS3.4 H.4.6.2.2 Table H.4-17"
