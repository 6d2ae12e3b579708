"""Query and retrieve with other archives.

pynetdicom's archive returns each patient and study once per image.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import pytest
from pydicom import dcmread

from iodize.network import StorageProvider, connect, serve
from iodize.services import (
    CTImageStorage,
    PatientRootFind,
    PatientStudyOnlyFind,
    StudyRootFind,
    StudyRootGet,
    StudyRootMove,
)

from .differences import unexplained
from .files import elements, held
from .objects import instances
from .systems import dcmtk as dcmtk_programs
from .systems import orthanc as orthanc_program
from .systems import pynetdicom_apps as apps
from .systems.collected_findings import CollectedFindings
from .systems.peers import need
from .systems.processes import HOST

Folder = Callable[[str], Path]
ARCHIVES = ("dcmqrscp", "orthanc", "qrscp")


class Archive(NamedTuple):
    """Another archive, with one study and the destination `STORE`."""

    port: int
    title: str
    sent: list[Path]
    """The study: two series of two CT images."""

    @property
    def study(self) -> str:
        return str(dcmread(self.sent[0]).StudyInstanceUID)

    @property
    def series(self) -> set[str]:
        return {str(dcmread(path).SeriesInstanceUID) for path in self.sent}

    @property
    def images(self) -> set[str]:
        return {str(dcmread(path).SOPInstanceUID) for path in self.sent}


STORE = "STORE"


@contextmanager
def archive(name: str, folder: Folder, store: int) -> Iterator[Archive]:
    """Run an archive.

    Args:
        store: Port of the destination `STORE`.
    """
    need("dcmtk")
    sent = instances(folder("sent"))
    place = folder("archive-of-another")
    if name == "dcmqrscp":
        with dcmtk_programs.dcmqrscp(place, movers={STORE: store}) as server:
            title = dcmtk_programs.ARCHIVE
            dcmtk_programs.client("storescu", server.port, files=sent, called=title)
            yield Archive(server.port, title, sent)
    elif name == "orthanc":
        need("orthanc")
        with orthanc_program.orthanc(place) as running:
            running.introduce(STORE, store)
            for path in sent:
                running.add(path)
            yield Archive(running.port, orthanc_program.TITLE, sent)
    else:
        with apps.qrscp(place, movers={STORE: store}) as server:
            dcmtk_programs.client("storescu", server.port, files=sent)
            yield Archive(server.port, apps.TITLE, sent)


@pytest.fixture(params=ARCHIVES)
def other(request: pytest.FixtureRequest, folder: Folder) -> Iterator[Archive]:
    """Each archive, for queries."""
    with archive(request.param, folder, 1) as running:
        yield running


def test_study_root_is_queried_from_study_to_image(other: Archive) -> None:
    reported = CollectedFindings()
    with connect(
        HOST,
        other.port,
        services=[StudyRootFind],
        called_ae=other.title,
        on_findings=reported,
    ) as association:
        studies = [*association.find(StudyRootFind.StudyQuery(PatientID="INTEROP"))]
        series = [
            *association.find(StudyRootFind.SeriesQuery(StudyInstanceUID=other.study))
        ]
        images = [
            image
            for uid in sorted(other.series)
            for image in association.find(
                StudyRootFind.ImageQuery(
                    StudyInstanceUID=other.study, SeriesInstanceUID=uid
                )
            )
        ]

    assert {study.StudyInstanceUID for study in studies} == {other.study}
    assert {one.SeriesInstanceUID for one in series} == other.series
    assert {image.SOPInstanceUID for image in images} == other.images
    assert reported == []


def test_patient_root_is_queried_at_every_level(other: Archive) -> None:
    reported = CollectedFindings()
    with connect(
        HOST,
        other.port,
        services=[PatientRootFind],
        called_ae=other.title,
        on_findings=reported,
    ) as association:
        patients = [*association.find(PatientRootFind.PatientQuery(PatientID="INT*"))]
        studies = [*association.find(PatientRootFind.StudyQuery(PatientID="INTEROP"))]
        series = [
            *association.find(
                PatientRootFind.SeriesQuery(
                    PatientID="INTEROP", StudyInstanceUID=other.study
                )
            )
        ]

    assert {patient.PatientID for patient in patients} == {"INTEROP"}
    assert {study.StudyInstanceUID for study in studies} == {other.study}
    assert {one.SeriesInstanceUID for one in series} == other.series
    assert reported == []


def test_patient_study_only_is_queried(dcmtk: None, folder: Folder) -> None:
    """A retired model, which only DCMTK supports."""
    with (
        archive("dcmqrscp", folder, 1) as other,
        connect(
            HOST,
            other.port,
            services=[PatientStudyOnlyFind],
            called_ae=other.title,
        ) as association,
    ):
        studies = [
            *association.find(PatientStudyOnlyFind.StudyQuery(PatientID="INTEROP"))
        ]

    assert [study.StudyInstanceUID for study in studies] == [other.study]


def test_query_without_matches_has_no_answers(other: Archive) -> None:
    with connect(
        HOST, other.port, services=[StudyRootFind], called_ae=other.title
    ) as association:
        assert [*association.find(StudyRootFind.StudyQuery(PatientID="NOBODY"))] == []


def test_study_is_retrieved_on_the_same_association(other: Archive) -> None:
    reported = CollectedFindings()
    with connect(
        HOST,
        other.port,
        services=[StudyRootGet, CTImageStorage],
        called_ae=other.title,
        on_findings=reported,
    ) as association:
        received = [
            *association.retrieve(
                StudyRootGet.StudyRetrieve(StudyInstanceUID=other.study)
            )
        ]

    assert unexplained(reported) == []
    assert {str(one.sop_instance_uid) for one in received} == other.images
    by_uid = {str(one.sop_instance_uid): one.dataset() for one in received}
    for path in other.sent:
        sent = dcmread(path)
        assert elements(by_uid[str(sent.SOPInstanceUID)]) == elements(sent)


@pytest.mark.parametrize("name", ARCHIVES)
def test_study_is_moved_to_this_side(folder: Folder, name: str) -> None:
    """The archive sends the study on another association."""
    place = folder("moved")
    with (
        serve(0, services=[StorageProvider(place)], ae_title=STORE) as store,
        archive(name, folder, store.port) as other,
        connect(
            HOST, other.port, services=[StudyRootMove], called_ae=other.title
        ) as association,
    ):
        *_, last = association.move(
            StudyRootMove.StudyRetrieve(StudyInstanceUID=other.study), STORE
        )

    assert (last.code, last.completed, last.failed) == (0, 4, 0)
    for path in other.sent:
        sent = dcmread(path)
        arrived = dcmread(held(place, str(sent.SOPInstanceUID)))
        assert elements(arrived) == elements(sent)


def test_series_is_moved_to_another_system(dcmtk: None, folder: Folder) -> None:
    place = folder("moved")
    with (
        dcmtk_programs.storescp(place) as store,
        archive("dcmqrscp", folder, store.port) as other,
        connect(
            HOST, other.port, services=[StudyRootMove], called_ae=other.title
        ) as association,
    ):
        *_, last = association.move(
            StudyRootMove.SeriesRetrieve(
                StudyInstanceUID=other.study,
                SeriesInstanceUID=min(other.series),
            ),
            STORE,
        )

    assert (last.completed, last.failed) == (2, 0)
    assert len([*place.glob("CT.*")]) == 2
