"""Queries on the archive: PS3.4 C.4.1."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from pydicom.datadict import tag_for_keyword
from pydicom.dataset import Dataset
from pynetdicom.sop_class import (  # type: ignore[attr-defined]
    PatientRootQueryRetrieveInformationModelFind as PatientRoot,
)
from pynetdicom.sop_class import (  # type: ignore[attr-defined]
    PatientStudyOnlyQueryRetrieveInformationModelFind as PatientStudyOnly,
)
from pynetdicom.sop_class import (  # type: ignore[attr-defined]
    StudyRootQueryRetrieveInformationModelFind as StudyRoot,
)

from iodize import example
from iodize.emulator.services.queries import restriction, values_of
from iodize.network import Extended, connect
from iodize.services import StudyRootFind

from ..requests import dataset
from ..running import RunningEmulator, running
from ..station import matches

REPOSITORY = "1.2.840.10008.5.1.4.1.1.201.6"
HANGING_PROTOCOL = "1.2.840.10008.5.1.4.38.1"
HANGING_PROTOCOL_FIND = "1.2.840.10008.5.1.4.38.2"


def test_studies_are_matched_by_date_and_name(archive: RunningEmulator) -> None:
    query = dataset(
        QueryRetrieveLevel="STUDY",
        StudyDate="20260102-",
        PatientName="muller*",
        StudyInstanceUID="",
        ModalitiesInStudy="",
        NumberOfStudyRelatedInstances="",
    )
    with archive.association(StudyRoot) as association:
        (study,) = matches(association.send_c_find(query, StudyRoot))

    assert study.StudyInstanceUID == "1.2"
    assert study.PatientName == "Müller^Käthe"
    assert study.ModalitiesInStudy == "CT"
    assert study.NumberOfStudyRelatedInstances == 2
    assert study.QueryRetrieveLevel == "STUDY"


def test_object_with_deleted_file_is_not_matched(archive: RunningEmulator) -> None:
    (gone,) = archive.emulator.archive.select("series.uid = ?", ("1.2.1",))
    gone.file.unlink()
    query = dataset(
        QueryRetrieveLevel="IMAGE",
        StudyInstanceUID="1.2",
        SeriesInstanceUID="1.2.1",
        SOPInstanceUID="",
    )
    with archive.association(StudyRoot) as association:
        assert matches(association.send_c_find(query, StudyRoot)) == []


def test_each_level_is_matched(archive: RunningEmulator) -> None:
    levels = {
        "PATIENT": dataset(QueryRetrieveLevel="PATIENT", PatientID="P2"),
        "STUDY": dataset(
            QueryRetrieveLevel="STUDY", PatientID="P2", StudyInstanceUID=""
        ),
        "SERIES": dataset(
            QueryRetrieveLevel="SERIES",
            PatientID="P2",
            StudyInstanceUID="1.2",
            SeriesInstanceUID="",
        ),
        "IMAGE": dataset(
            QueryRetrieveLevel="IMAGE",
            PatientID="P2",
            StudyInstanceUID="1.2",
            SeriesInstanceUID="1.2.2",
            SOPInstanceUID="",
        ),
    }
    with archive.association(PatientRoot) as association:
        numbers = {
            level: len(matches(association.send_c_find(query, PatientRoot)))
            for level, query in levels.items()
        }

    assert numbers == {"PATIENT": 1, "STUDY": 1, "SERIES": 2, "IMAGE": 1}


def test_relational_queries_are_accepted(archive: RunningEmulator) -> None:
    """PS3.4 C.4.1.2.2: series of any study, if it was negotiated."""
    with connect(
        "127.0.0.1",
        archive.port,
        [StudyRootFind],
        extended=Extended(relational=True),
    ) as association:
        query = StudyRootFind.SeriesQuery(SeriesInstanceUID="", Modality="CT")
        query.StudyInstanceUID = ""
        series = {each.SeriesInstanceUID for each in association.find(query)}

    assert series == {"1.1.1", "1.2.1", "1.2.2"}
    assert archive.run.status == 0


def test_repository_query_is_answered(archive: RunningEmulator) -> None:
    query = dataset(QueryRetrieveLevel="STUDY", StudyInstanceUID="", PatientID="P1")
    with archive.association(REPOSITORY) as association:
        (study,) = matches(association.send_c_find(query, REPOSITORY))

    assert study.StudyInstanceUID == "1.1"


def find(server: RunningEmulator, root: str, query: Dataset) -> tuple[Any, list[Any]]:
    """Return the final status and the answers of a query."""
    with server.association(root) as association:
        *answers, (status, _) = association.send_c_find(query, root)
    return status, [answer for _, answer in answers]


SEVERAL = [
    ("SERIES", {"SeriesInstanceUID": ""}, 3),
    ("SERIES", {}, 3),
    ("STUDY", {"PatientID": "P1"}, 1),
    ("IMAGE", {"StudyInstanceUID": "1.2", "SOPInstanceUID": ""}, 2),
    ("IMAGE", {"StudyInstanceUID": ["1.1", "1.2"]}, 3),
    ("SERIES", {"PatientName": "muller*", "StudyInstanceUID": "*"}, 3),
]


@pytest.mark.parametrize(("level", "keys", "number"), SEVERAL)
def test_query_without_unique_keys_is_answered_and_reported(
    archive: RunningEmulator, level: str, keys: dict[str, Any], number: int
) -> None:
    query = dataset(QueryRetrieveLevel=level, **keys)

    status, answers = find(archive, StudyRoot, query)

    assert (status.Status, len(answers)) == (0, number)
    assert "unique-key-missing" in archive.codes("C-FIND-RQ")


@pytest.mark.parametrize(
    ("root", "keys", "level", "number", "code"),
    [
        (StudyRoot, {"QueryRetrieveLevel": "study"}, "STUDY", 2, "unknown"),
        (StudyRoot, {"QueryRetrieveLevel": "Series "}, "SERIES", 3, "unknown"),
        (StudyRoot, {"QueryRetrieveLevel": "INSTANCE"}, "IMAGE", 3, "unknown"),
        (StudyRoot, {"QueryRetrieveLevel": "PATIENT"}, "PATIENT", 2, "unknown"),
        (StudyRoot, {"PatientName": "M*"}, "STUDY", 2, "missing"),
        (StudyRoot, {"QueryRetrieveLevel": ""}, "STUDY", 2, "missing"),
        (StudyRoot, {"SeriesInstanceUID": ""}, "SERIES", 3, "missing"),
        (PatientRoot, {"PatientName": "M*"}, "PATIENT", 2, "missing"),
        (PatientStudyOnly, {"QueryRetrieveLevel": "SERIES"}, "SERIES", 3, "unknown"),
    ],
)
def test_level_that_archives_accept_is_answered_and_reported(
    archive: RunningEmulator,
    root: str,
    keys: dict[str, str],
    level: str,
    number: int,
    code: str,
) -> None:
    status, answers = find(archive, root, dataset(**keys))

    assert (status.Status, len(answers)) == (0, number)
    assert {each.QueryRetrieveLevel for each in answers} == {level}
    assert archive.codes("C-FIND-RQ").count(f"query-level-{code}") == 1


@pytest.mark.parametrize("strict", [False, True])
def test_query_of_an_unknown_level_is_refused_with_a_finding(
    archive: RunningEmulator, strict: bool
) -> None:
    archive.emulator.strict = strict
    query = dataset(QueryRetrieveLevel="FRAME", StudyInstanceUID="1.2")

    status, _ = find(archive, StudyRoot, query)

    assert status.Status == 0xA900
    assert status.ErrorComment.startswith("QueryRetrieveLevel 'FRAME' is not one of")
    assert status.OffendingElement == 0x00080052
    assert archive.codes("C-FIND-RQ") == ["query-level-unknown"]


@pytest.mark.parametrize(
    ("keys", "code", "keyword"),
    [
        ({"QueryRetrieveLevel": "study"}, "query-level-unknown", "QueryRetrieveLevel"),
        ({"PatientID": "P1"}, "query-level-missing", "QueryRetrieveLevel"),
        (
            {"QueryRetrieveLevel": "SERIES", "SeriesInstanceUID": ""},
            "unique-key-missing",
            "StudyInstanceUID",
        ),
        (
            {"QueryRetrieveLevel": "STUDY", "PatientID": ""},
            "unique-key-missing",
            "StudyInstanceUID",
        ),
    ],
)
def test_strict_emulator_refuses_a_query_and_states_the_element(
    archive: RunningEmulator, keys: dict[str, str], code: str, keyword: str
) -> None:
    archive.emulator.strict = True

    status, answers = find(archive, StudyRoot, dataset(**keys))

    assert (status.Status, answers) == (0xA900, [])
    assert status.ErrorComment.startswith(keyword)
    assert status.OffendingElement == tag_for_keyword(keyword)
    assert code in archive.codes("C-FIND-RQ")


def test_non_patient_objects_are_matched(tmp_path: Path) -> None:
    protocol = example.build("HangingProtocol")
    query = dataset(HangingProtocolName="HEAD*", SOPInstanceUID="")
    other = dataset(HangingProtocolName="KNEE*", SOPInstanceUID="")
    with (
        running(tmp_path / "data", "storage", "objects") as server,
        server.association(HANGING_PROTOCOL, HANGING_PROTOCOL_FIND) as association,
    ):
        association.send_c_store(protocol)
        (answer,) = matches(association.send_c_find(query, HANGING_PROTOCOL_FIND))
        none = matches(association.send_c_find(other, HANGING_PROTOCOL_FIND))

    assert answer.HangingProtocolName == protocol.HangingProtocolName
    assert none == []


@pytest.mark.parametrize(
    ("keys", "condition", "values"),
    [
        (dataset(), "1", ()),
        (dataset(PatientID="P1"), "1 AND patients.patient_id IN (?)", ("P1",)),
        (dataset(PatientID="P*", Modality=""), "1", ()),
        (dataset(PatientName="Roe^Jane"), "1", ()),
        (
            dataset(StudyInstanceUID=["1.1", "1.2"]),
            "1 AND studies.uid IN (?, ?)",
            ("1.1", "1.2"),
        ),
    ],
)
def test_index_is_searched_by_keys_without_wildcards(
    keys: Dataset, condition: str, values: tuple[str, ...]
) -> None:
    assert restriction(keys) == (condition, values)


def test_empty_key_has_no_values() -> None:
    assert values_of(dataset(PatientID=""), "PatientID") == []
    assert values_of(dataset(), "PatientID") == []
    assert values_of(dataset(PatientID="P1"), "PatientID") == ["P1"]
