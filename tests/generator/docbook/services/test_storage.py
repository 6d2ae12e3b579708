from pathlib import Path

import pytest

from iodize.generator.docbook.services.storage import (
    GENERAL,
    read_general,
    storage_services,
)
from iodize.generator.docbook.xml.book import Book
from iodize.generator.model import Service, SopClass, Standard, Uid
from iodize.generator.report import Report

from .fragments import book_of, table

TABLES = {"B.2-1", "GG.4-1"}


def uid(
    value: str, keyword: str, type_: str = "SOP Class", *, retired: bool = False
) -> Uid:
    return Uid(value, keyword, keyword, type_, "PS3.4", retired)


@pytest.fixture
def book(tmp_path: Path) -> Book:
    """A PS3.4 without tables."""
    return book_of(tmp_path)


def services(
    book: Book, *uids: Uid, listed: tuple[SopClass, ...] = ()
) -> list[Service]:
    standard = Standard("2020a", uids=uids, sop_classes=listed)
    return [*storage_services(standard, book, TABLES, {}, Report())]


def test_every_sop_class_that_is_registered_for_storage_has_c_store(book: Book) -> None:
    listed = SopClass("1.2.3.1", "CT Image Storage", "B.5-1", "A.3-1")

    (found,) = services(book, uid("1.2.3.1", "CTImageStorage"), listed=(listed,))

    (operation,) = found.operations
    assert (found.kind, found.section, found.iod) == ("storage", "B.5", "A.3-1")
    assert (operation.service, operation.statuses) == ("C-STORE", ("B.2-1",))


def test_non_patient_objects_have_other_statuses(book: Book) -> None:
    listed = SopClass("1.2.3.2", "Color Palette Storage", "GG.3-1", "A.58-1")

    (found,) = services(book, uid("1.2.3.2", "ColorPaletteStorage"), listed=(listed,))

    assert found.section == "GG.3"
    assert found.operations[0].statuses == ("GG.4-1",)


def test_retired_and_trial_storage_classes_are_included(book: Book) -> None:
    found = services(
        book,
        uid("1.2.3.3", "StandaloneCurveStorage", retired=True),
        uid("1.2.3.4", "TextSRStorageTrial", retired=True),
        uid("1.2.3.5", "DigitalXRayImageStorageForProcessing"),
    )

    assert [each.retired for each in found] == [True, True, False]
    assert {each.section for each in found} == {"B"}


def test_classes_named_storage_without_c_store_are_excluded(book: Book) -> None:
    found = services(
        book,
        uid("1.2.3.6", "MediaStorageDirectoryStorage"),
        uid("1.2.3.7", "StorageCommitmentPushModel"),
        uid("1.2.3.8", "Storage", "Service Class"),
    )

    assert found == []


def test_related_general_classes_are_found_by_name(tmp_path: Path) -> None:
    columns = ("SOP Class Name", "Related General SOP Class Name")
    rows = (
        ["Basic Text SR", "Enhanced SR"],
        ["Basic Text SR Storage", "Comprehensive SR Storage (see note)"],
        ["Basic Text SR Storage", "Unregistered Storage"],
    )
    table_of_names = table("B.3-3", columns, *rows)
    book, report = book_of(tmp_path, table_of_names, edition="2023a"), Report()
    classes = [
        uid("1.2.1", "Basic Text SR Storage"),
        uid("1.2.2", "Enhanced SR Storage"),
        uid("1.2.3", "Comprehensive SR Storage"),
    ]

    found = read_general(book, classes, GENERAL, report)

    assert found == {"1.2.1": ("1.2.2", "1.2.3")}
    assert [note.row for note in report.notes] == [3]
