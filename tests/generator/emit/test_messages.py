from __future__ import annotations

import pytest
from attrs import evolve

from iodize.generator.emit.messages import (
    MessageView,
    constant,
    message_class,
    message_views,
)
from iodize.generator.model import Standard
from iodize.generator.report import Report

from ..demo import Reading


def views(standard: Standard) -> dict[str, MessageView]:
    return {view.name: view for view in message_views(standard, Report())}


@pytest.mark.parametrize(
    ("name", "cls"),
    [
        ("C-STORE-RQ", "CStoreRQ"),
        ("N-EVENT-REPORT-RSP", "NEventReportRSP"),
        ("C-CANCEL-RQ", "CCancelRQ"),
    ],
)
def test_a_class_is_named_after_its_message(name: str, cls: str) -> None:
    assert message_class(name) == cls


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Refused: SOP Class not supported", "SOP_CLASS_NOT_SUPPORTED"),
        ("Class-Instance conflict", "CLASS_INSTANCE_CONFLICT"),
        ("Success", "SUCCESS"),
    ],
)
def test_a_constant_is_named_after_its_status(name: str, expected: str) -> None:
    assert constant(name) == expected


def test_messages_of_one_command_field_are_one_class(reading: Reading) -> None:
    cancel = views(reading.standard)["CCancelRQ"]

    assert cancel.variants == {
        "C-CANCEL-FIND-RQ": ("9.3-2", "9.1-2"),
        "C-CANCEL-GET-RQ": ("9.3-3", "9.1-3"),
    }
    assert cancel.number == 0x0FFF


def test_messages_with_one_command_field_and_different_fields_are_reported(
    reading: Reading,
) -> None:
    store, find, get, *others = reading.standard.messages
    other = evolve(get, fields=get.fields[:-1])
    report = Report()
    message_views(
        evolve(reading.standard, messages=(store, find, other, *others)), report
    )

    assert [str(problem) for problem in report.problems] == [
        "PS3.7 Table 9.3-3: C-CANCEL-GET-RQ shares only the Command Field with"
        " C-CANCEL-FIND-RQ"
    ]


def test_mandatory_fields_come_first_in_a_signature(reading_2023a: Reading) -> None:
    create = views(reading_2023a.standard)["NCreateRQ"]

    assert create.signature == [
        "*",
        "AffectedSOPClassUID: UIValue",
        "MessageID: int",
        "AffectedSOPInstanceUID: UIValue | None = ...",
        "has_data_set: bool = ...",
    ]


def test_response_has_the_fields_of_its_statuses(reading_2023a: Reading) -> None:
    """Event Type ID only goes with a status of N-EVENT-REPORT-RSP."""
    found = views(reading_2023a.standard)
    related = {
        name: [f.keyword for f in found[name].fields if "status_field" in f.call]
        for name in ("CEchoRSP", "NSetRSP", "NActionRSP", "NActionRQ")
    }

    assert related == {
        "CEchoRSP": ["ErrorComment"],
        "NSetRSP": [
            "OffendingElement",
            "ErrorComment",
            "ErrorID",
            "AttributeIdentifierList",
        ],
        "NActionRSP": ["OffendingElement", "ErrorComment", "ErrorID"],
        "NActionRQ": [],
    }
