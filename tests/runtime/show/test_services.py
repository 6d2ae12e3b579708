"""The facts of SOP classes: operations, attribute lists, statuses and states."""

from __future__ import annotations

from typing import Any

import pytest
from rich.console import Console

from iodize.show import UnknownNameError, card, find
from iodize.show.rendering import rendered
from iodize.tables import editions


def facts(name: str, depth: int | None = 1) -> dict[str, Any]:
    edition = editions.bundled()
    (subject,) = find(edition, name, "sop-class")
    return card(edition, subject, depth)


def text(name: str, depth: int | None = 1) -> str:
    console = Console(width=200)
    with console.capture() as captured:
        console.print(rendered(facts(name, depth)))
    return captured.get()


@pytest.mark.parametrize(
    "name", ["ModalityWorklist", "modality worklist", "Modality Worklist SOP Class"]
)
def test_sop_class_is_found_in_any_spelling(name: str) -> None:
    subject, *_ = find(editions.bundled(), name)

    assert str(subject).endswith("SOP Class (1.2.840.10008.5.1.4.31)")


@pytest.mark.parametrize(
    "name",
    [
        "1.2.840.10008.5.1.4.1.2.2.3",
        "StudyRootQueryRetrieveInformationModelGet",
        "Study Root Query/Retrieve Information Model - GET",
    ],
)
def test_sop_class_is_found_by_its_uid_and_its_name_in_ps36(name: str) -> None:
    assert facts(name)["keyword"] == "StudyRootGet"


def test_similar_sop_class_is_suggested() -> None:
    with pytest.raises(UnknownNameError) as caught:
        find(editions.bundled(), "StudyRoot")

    assert set(caught.value.similar) >= {"StudyRootFind", "StudyRootMove"}


def test_operation_has_the_usage_of_both_roles() -> None:
    (film,) = (
        o for o in facts("BasicFilmBox")["operations"] if o["service"] == "N-SET"
    )

    assert (film["user"], film["provider"]) == ("U", "U")


def test_keys_have_their_matching_type() -> None:
    (find_operation,) = facts("ModalityWorklist", None)["operations"]
    query, answer = find_operation["lists"]
    keys = {row["keyword"]: row for row in query["attributes"]}

    assert (query["name"], answer["name"]) == ("Query", "Answer")
    assert keys["PatientName"]["match"] == "R"
    assert keys["Modality"]["path"] == ["00400100", "00080060"]


def test_actions_have_their_type_id() -> None:
    lists = facts("StorageCommitmentPushModel")["operations"][1]["lists"]

    assert [(each["name"], each["type_id"]) for each in lists] == [
        ("RequestStorageCommitment", 1),
        ("RequestStorageCommitmentReply", None),
    ]


def test_transitions_between_states_have_a_status() -> None:
    states = facts("ModalityPerformedProcedureStep")["states"]

    assert states["attribute"] == "PerformedProcedureStepStatus"
    assert {
        "state": "COMPLETED",
        "event": "set",
        "target": None,
        "status": "0110",
    } in states["transitions"]


def test_tree_shows_operations_statuses_and_states() -> None:
    shown = text("ModalityPerformedProcedureStep")

    for line in (
        "N-CREATE  SCU M  SCP M",
        "Create  PS3.4 F.7.2.1 Table F.7.2-1",
        "1  (0008,0060) Modality  CS 1",
        "not allowed",
        "0110  Failure  Processing Failure  Error ID A710",
        "final state",
        "states  PerformedProcedureStepStatus  initial IN PROGRESS",
    ):
        assert line in shown


def test_shared_attribute_list_is_shown_for_each_sop_class() -> None:
    assert "R  (0074,1000) ProcedureStepState" in text("UnifiedProcedureStepWatch")


def test_meta_sop_class_shows_its_members() -> None:
    shown = text("BasicGrayscalePrintManagement")

    assert "BasicFilmSession" in shown
    assert "Printer" in shown


def test_retired_sop_class_has_its_last_edition_and_its_sources() -> None:
    shown = text("DetachedVisitManagement", 0)

    assert "PS3.4-2004 E" in shown
    assert "retired, last in PS3.4-2004" in shown
    assert "second sources  definition files of DVTk" in shown
    assert "N-SET  SCU usage not known  SCP usage not known" in shown
    assert "Table" not in shown
