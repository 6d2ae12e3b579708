"""Meaning of status codes, and the codes that a service may return."""

from __future__ import annotations

import pytest

from iodize import statuses as public
from iodize.dimse.services.statuses import (
    DATA_SET,
    Category,
    category_of,
    constants_of,
    may_answer,
    status,
    status_of,
    tables_of,
)
from iodize.statuses import ATTRIBUTE_LIST_ERROR, OUT_OF_RESOURCES, SUCCESS
from iodize.tables.editions import bundled

STORAGE = (
    status("A7xx", "Failure", "Refused: Out of Resources"),
    status("B000", "Warning", "Coercion of Data Elements"),
    status("Cxxx", "Failure", "Error: Cannot understand"),
    status("C1xx", "Failure", "Specific family"),
    status("C123", "Warning", "Specific code"),
    status("0000", "Success", "Success"),
)


@pytest.mark.parametrize(
    ("code", "covers"), [(0xA700, True), (0xA7FF, True), (0xA800, False), (0, False)]
)
def test_a_family_covers_its_codes(code: int, covers: bool) -> None:
    assert STORAGE[0].covers(code) is covers


def test_a_status_without_a_code_covers_none() -> None:
    assert OUT_OF_RESOURCES.code == ""
    assert not OUT_OF_RESOURCES.covers(0)


@pytest.mark.parametrize(
    ("code", "category"),
    [
        (0x0000, "Success"),
        (0x0001, "Warning"),
        (0x0107, "Warning"),
        (0x0116, "Warning"),
        (0xB123, "Warning"),
        (0x0110, "Failure"),
        (0x01FF, "Failure"),
        (0x0211, "Failure"),
        (0xA700, "Failure"),
        (0xC000, "Failure"),
        (0xFE00, "Cancel"),
        (0xFF00, "Pending"),
        (0xFF01, "Pending"),
    ],
)
def test_the_first_digits_determine_the_category(code: int, category: str) -> None:
    """PS3.7 Annex C; 0107 and 0116 are warnings among failures."""
    assert category_of(code) is Category(category)


@pytest.mark.parametrize("code", [0x0002, 0x0300, 0x1234, 0xD000, 0xFE01, 0xFF02])
def test_reserved_codes_have_no_category(code: int) -> None:
    assert category_of(code) is None


def test_the_sop_class_takes_precedence_over_annex_c() -> None:
    assert category_of(0xC123, "C-STORE", STORAGE) is Category.WARNING
    assert category_of(0xC123, "C-STORE") is Category.FAILURE


def test_the_most_specific_code_takes_precedence() -> None:
    named = {
        code: status_of(code, "C-STORE", STORAGE) for code in (0xC123, 0xC124, 0xC200)
    }

    labels = [found.label if found else None for found in named.values()]
    assert labels == ["Specific code", "Specific family", "Error: Cannot understand"]


def test_a_code_of_annex_c_has_its_name() -> None:
    found = status_of(0x0107, "N-SET")

    assert found == ATTRIBUTE_LIST_ERROR
    assert (found.label, found.section) == ("Attribute list error", "C.4.2")
    assert found.related == (0x00000002, 0x00001000, 0x00001005)


def test_a_single_status_of_a_service_names_its_family() -> None:
    """C-FIND has one warning without a code; C-STORE three failures."""
    warning, failure = status_of(0xB456, "C-FIND"), status_of(0xA700, "C-STORE")

    assert warning is not None
    assert (warning.code, warning.section) == ("Bxxx", "C.4.1")
    assert failure is not None
    assert (failure.code, failure.section) == ("Axxx", "")


@pytest.mark.parametrize(
    ("service", "code", "allowed"),
    [
        ("C-STORE", 0x0122, True),
        ("C-STORE", 0x0110, False),
        ("C-STORE", 0xA700, True),
        ("C-ECHO", 0xA700, False),
        ("C-FIND", 0xFF00, True),
        ("C-STORE", 0xFF00, False),
        ("N-SET", 0xC302, True),
        ("N-EVENT-REPORT", 0xC302, False),
        ("N-DELETE", 0x0124, True),
        ("N-EVENT-REPORT", 0x0124, False),
        ("N-CREATE", 0x0300, False),
    ],
)
def test_a_service_may_return_its_codes_only(
    service: str, code: int, allowed: bool
) -> None:
    assert may_answer(code, service) is allowed


def test_codes_listed_by_a_sop_class_exclude_others() -> None:
    assert may_answer(0xA7AB, "C-STORE", STORAGE)
    assert not may_answer(0xA900, "C-STORE", STORAGE)
    assert may_answer(0x0210, "C-STORE", STORAGE)


def test_general_statuses_are_constants() -> None:
    constants = constants_of(bundled())

    assert len(constants) == len(tables_of(bundled()).general) == 31
    assert constants["SUCCESS"] is SUCCESS
    assert public.NOT_AUTHORIZED.number == 0x0124


def test_a_data_set_may_accompany_a_status() -> None:
    assert DATA_SET in public.MISSING_ATTRIBUTE_VALUE.related


def test_every_service_may_succeed() -> None:
    services = tables_of(bundled()).of_services

    assert len(services) == 11
    assert all(SUCCESS in answers for answers in services.values())
