"""Statuses of composite services, whose codes the tables of PS3.4 define."""

from __future__ import annotations

import pytest

from iodize.dimse.services.sop_classes import SopClass, statuses_of
from iodize.dimse.services.statuses import Status
from iodize.network.link import statuses
from iodize.services import CTImageStorage, StudyRootFind, StudyRootGet, StudyRootMove


@pytest.mark.parametrize(
    ("status", "service", "sop_class"),
    [
        (statuses.OUT_OF_RESOURCES, "C-STORE", CTImageStorage),
        (statuses.UNABLE_TO_PROCESS, "C-STORE", CTImageStorage),
        (statuses.PENDING, "C-FIND", StudyRootFind),
        (statuses.IDENTIFIER_MISMATCH, "C-FIND", StudyRootFind),
        (statuses.UNABLE_TO_PROCESS, "C-FIND", StudyRootFind),
        (statuses.PENDING, "C-MOVE", StudyRootMove),
        (statuses.SOME_FAILED, "C-MOVE", StudyRootMove),
        (statuses.UNABLE_TO_PERFORM, "C-MOVE", StudyRootMove),
        (statuses.UNKNOWN_DESTINATION, "C-MOVE", StudyRootMove),
        (statuses.PENDING, "C-GET", StudyRootGet),
        (statuses.SOME_FAILED, "C-GET", StudyRootGet),
        (statuses.UNABLE_TO_PERFORM, "C-GET", StudyRootGet),
    ],
)
def test_status_is_in_the_tables_of_its_sop_class(
    status: Status, service: str, sop_class: type[SopClass]
) -> None:
    listed = [
        each for each in statuses_of(sop_class, service) if each.covers(status.number)
    ]
    assert {each.category for each in listed} == {status.category}
