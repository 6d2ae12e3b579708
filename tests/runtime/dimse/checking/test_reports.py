"""Reports of messages, in all renderings."""

import json

import pytest

from iodize.dimse.checking import (
    association_report,
    check_attribute_list,
    message_path,
    message_report,
)
from iodize.findings.report import RENDERINGS, Report
from iodize.generated import messages

from ..definitions import Step
from .test_attribute_lists import created


@pytest.fixture
def report() -> Report:
    step = created()
    del step.PatientID
    request = messages.NCreateRQ(
        AffectedSOPClassUID=Step.uid, MessageID=1, AffectedSOPInstanceUID="1.2.3"
    )
    path = message_path(request, association=3, sender="MODALITY")
    findings = check_attribute_list((Step.Create, step))
    message = message_report(path, findings, sop_class=Step, sop_instance_uid="1.2.3")
    return association_report([message])


def test_the_path_of_a_message_has_association_and_sender(report: Report) -> None:
    assert report.files[0].path == "association 3: N-CREATE-RQ 1 from MODALITY"
    assert message_path("C-ECHO-RQ") == "C-ECHO-RQ"
    response = messages.CStoreRSP(MessageIDBeingRespondedTo=7, Status=0)
    assert message_path(response) == "C-STORE-RSP 7"


@pytest.mark.parametrize("form", RENDERINGS)
def test_every_rendering_shows_the_path(report: Report, form: str) -> None:
    text = report.render(form)

    assert "N-CREATE-RQ" in text
    assert "PatientID" in text
    assert report.status == 1


def test_json_has_the_findings_of_a_message(report: Report) -> None:
    (file,) = json.loads(report.render("json"))["files"]

    assert file["iod"] == "Modality Performed Procedure Step"
    assert file["sop_class_uid"] == Step.uid
    (finding,) = file["findings"]
    assert "/part04.html#para_" in finding["link"]
