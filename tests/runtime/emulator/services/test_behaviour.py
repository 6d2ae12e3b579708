"""Findings and statuses of requests, and providers of SOP classes."""

from __future__ import annotations

from typing import Any

import pytest

from iodize.dimse.services.sides import Refused
from iodize.emulator.emulator import Emulator
from iodize.emulator.services.behaviour import Behaviour, dataset_of, provider
from iodize.findings import codes as codes_of
from iodize.findings.finding import Finding, Severity
from iodize.services import (
    ModalityPerformedProcedureStep,
    UnifiedProcedureStepPush,
    UnifiedProcedureStepWatch,
)
from iodize.statuses import MISSING_ATTRIBUTE

from ..calls import call, codes

MISSING = Finding(
    Severity.ERROR,
    codes_of.TYPE1_MISSING.name,
    0x00100010,
    "PatientName",
    "PatientName",
    "",
    "",
    "",
)


@pytest.fixture
def behaviour(emulator: Emulator) -> Behaviour:
    made = Behaviour(emulator)
    made.sop_class = UnifiedProcedureStepWatch  # type: ignore[misc]
    return made


def test_request_with_errors_is_refused_if_strict(
    behaviour: Behaviour, emulator: Emulator
) -> None:
    emulator.strict = True

    with pytest.raises(Refused) as refused:
        behaviour.require_valid(call(findings=(MISSING,)), "N-CREATE")

    assert refused.value.status == MISSING_ATTRIBUTE


def test_request_with_errors_is_not_refused_by_default(behaviour: Behaviour) -> None:
    behaviour.require_valid(call(findings=(MISSING,)), "N-CREATE")


def test_refusal_has_a_status_of_the_sop_class(behaviour: Behaviour) -> None:
    refused = behaviour.refusal(call("N-ACTION"), "C308", "no address")

    assert not isinstance(refused.status, int)
    assert (refused.status.code, refused.comment) == ("C308", "no address")


def test_status_of_another_service_cannot_be_used(behaviour: Behaviour) -> None:
    with pytest.raises(LookupError, match="N-GET"):
        behaviour.refusal(call("N-GET"), "C308")


def test_findings_are_added_to_those_of_the_request(behaviour: Behaviour) -> None:
    request = call(findings=(MISSING,))

    behaviour.add_finding(
        request,
        codes_of.STEP_UNKNOWN,
        "not in the worklist",
        keyword="ScheduledProcedureStepID",
        path="ScheduledStepAttributesSequence[0].ScheduledProcedureStepID",
    )

    assert codes(request) == ["type1-missing", "step-unknown"]
    added = request.findings[1]
    assert added.tag == 0x00400009
    assert added.path.endswith("[0].ScheduledProcedureStepID")
    assert added.module == UnifiedProcedureStepWatch.name
    assert added.reference == codes_of.STEP_UNKNOWN.reference


def test_attributes_of_a_request_are_a_data_set() -> None:
    request = ModalityPerformedProcedureStep.Create.example()
    attributes = dataset_of(request)

    assert attributes == request.to_dataset()
    assert dataset_of(attributes) is attributes


def test_all_actions_of_a_sop_class_are_handled_by_act(emulator: Emulator) -> None:
    handled: list[Any] = []

    class Recording(Behaviour):
        def act(self, request: Any, call: Any) -> None:
            handled.append(request)

    made = provider(Recording, UnifiedProcedureStepPush, emulator)
    made.request_ups_cancel("request", call("N-ACTION"))

    assert handled == ["request"]
    assert made.sop_class is UnifiedProcedureStepPush
