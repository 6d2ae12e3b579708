"""Refusals have the statuses of PS3.7 and PS3.4, with the fields that belong to them."""

from __future__ import annotations

import pytest

from iodize.dimse.services.sides import Refused
from iodize.dimse.services.statuses import Status
from iodize.emulator.services.outcomes import MAX_COMMENT, listed, refusal, refuse
from iodize.findings import codes
from iodize.findings.codes import Code
from iodize.findings.finding import Finding, Severity
from iodize.services import CTImageStorage, UnifiedProcedureStepPull
from iodize.statuses import (
    DUPLICATE_SOP_INSTANCE,
    INVALID_ARGUMENT_VALUE,
    INVALID_ATTRIBUTE_VALUE,
    MISSING_ATTRIBUTE,
    MISSING_ATTRIBUTE_VALUE,
    NO_SUCH_ATTRIBUTE,
    PROCESSING_FAILURE,
)


def finding(code: Code, tag: int = 0x00100010, keyword: str = "PatientName") -> Finding:
    return Finding(Severity.ERROR, code.name, tag, keyword, keyword, "", "", "")


@pytest.mark.parametrize(
    ("service", "code", "status"),
    [
        ("N-CREATE", codes.TYPE1_MISSING, MISSING_ATTRIBUTE),
        ("N-CREATE", codes.TYPE2_MISSING, MISSING_ATTRIBUTE),
        ("N-CREATE", codes.TYPE1_EMPTY, MISSING_ATTRIBUTE_VALUE),
        ("N-CREATE", codes.VALUE_NOT_ENUMERATED, INVALID_ATTRIBUTE_VALUE),
        ("N-CREATE", codes.ATTRIBUTE_NOT_ALLOWED, NO_SUCH_ATTRIBUTE),
        ("N-SET", codes.TYPE1_MISSING, MISSING_ATTRIBUTE_VALUE),
        ("N-ACTION", codes.TYPE1_MISSING, INVALID_ARGUMENT_VALUE),
    ],
)
def test_error_is_refused_with_the_status_of_its_kind(
    service: str, code: Code, status: Status
) -> None:
    with pytest.raises(Refused) as refused:
        refuse([finding(code)], service)

    assert refused.value.status == status


def test_missing_attribute_is_more_important_than_an_invalid_value() -> None:
    invalid = finding(codes.VALUE_INVALID, 0x00100020, "PatientID")
    with pytest.raises(Refused) as refused:
        refuse([invalid, finding(codes.TYPE1_MISSING)], "N-CREATE")

    assert refused.value.status == MISSING_ATTRIBUTE
    assert refused.value.offending == (0x00100010,)


def test_warnings_and_other_errors_are_not_refused() -> None:
    warning = finding(codes.TYPE1_MISSING)._replace(severity=Severity.WARNING)

    refuse([warning, finding(codes.STEP_UNKNOWN)], "N-CREATE")


def test_fields_of_a_refusal_are_those_of_its_status() -> None:
    """PS3.7 C.5.8 has no Error Comment, C.5.13 has Attribute Identifier List."""
    tags = (0x00100010,)

    assert refusal(DUPLICATE_SOP_INSTANCE, "1.2.3").comment == ""
    assert refusal(PROCESSING_FAILURE, "broken", offending=tags).comment == "broken"
    assert refusal(PROCESSING_FAILURE, "broken", offending=tags).offending == ()
    assert refusal(MISSING_ATTRIBUTE, offending=tags).offending == tags


def test_error_comment_is_cut_to_the_length_of_lo() -> None:
    status = listed(UnifiedProcedureStepPull, "N-ACTION", "C303")

    assert refusal(status, "x" * 100).comment == "x" * MAX_COMMENT


def test_status_of_a_sop_class_is_the_listed_one() -> None:
    status = listed(UnifiedProcedureStepPull, "N-SET", "C310")

    assert (status.number, status.category) == (0xC310, "Failure")


def test_status_in_a_listed_range_has_its_own_code() -> None:
    """C-STORE lists A7xx: PS3.4 Table B.2-1."""
    assert listed(CTImageStorage, "C-STORE", "A700").number == 0xA700


def test_status_that_is_not_listed_is_an_error() -> None:
    with pytest.raises(LookupError, match=r"N-SET of .* has no status C308"):
        listed(UnifiedProcedureStepPull, "N-SET", "C308")


def test_error_comment_is_one_value() -> None:
    """A backslash separates values of LO."""
    comment = refusal(PROCESSING_FAILURE, r"STANDARD\0,1").comment

    assert comment == "STANDARD/0,1"
