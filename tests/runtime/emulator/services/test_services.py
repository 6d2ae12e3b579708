"""The services that can be named, and their providers."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from iodize.dimse.services.sop_classes import SopClass
from iodize.dimse.services.statuses import Status
from iodize.emulator.emulator import Emulator
from iodize.emulator.services import (
    folders,
    levels,
    media,
    queries,
    retrieval,
    storage,
    verification,
)
from iodize.emulator.services import workitems as ups
from iodize.emulator.services.classes import sop_class
from iodize.emulator.services.outcomes import listed
from iodize.emulator.services.services import SERVICES, UnknownServiceError, providers


def test_every_service_has_providers(emulator: Emulator) -> None:
    for name, service in SERVICES.items():
        made = providers(emulator, [name])
        assert len(made) == len(service.provided), name


def test_no_sop_class_belongs_to_two_services() -> None:
    names = [each.name for service in SERVICES.values() for each in service.provided]

    assert len(names) == len(set(names))


def test_repeated_service_is_provided_once(emulator: Emulator) -> None:
    assert len(providers(emulator, ["worklist", "worklist"])) == 1


def test_unknown_service_is_refused_with_the_names(emulator: Emulator) -> None:
    with pytest.raises(UnknownServiceError, match="unknown service 'pacs'") as error:
        providers(emulator, ["storage", "pacs"])

    assert "storage, qr" in error.value.hint


def test_query_of_objects_is_restricted_to_their_sop_classes(
    emulator: Emulator,
) -> None:
    by_name = {each.sop_class.__name__: each for each in providers(emulator, SERVICES)}

    assert by_name["DefinedProcedureProtocolFind"].stored_as == (
        sop_class("CTDefinedProcedureProtocolStorage").uid,
        sop_class("XADefinedProcedureProtocolStorage").uid,
    )
    assert by_name["CompositeInstanceRootGet"].stored_as == ()


@dataclass(frozen=True)
class Use:
    """A status that a behaviour answers with."""

    sop_class: str
    service: str
    code: str


USES = [
    Use("CTImageStorage", "C-STORE", storage.OUT_OF_RESOURCES),
    Use("CTImageStorage", "C-STORE", storage.DOES_NOT_MATCH_SOP_CLASS),
    Use("CTImageStorage", "C-STORE", storage.CANNOT_UNDERSTAND),
    *(
        Use(each.name, "C-FIND", folders.SEVERAL_PATIENTS)
        for each in SERVICES["patients"].provided
    ),
    *(
        Use(each.name, "C-FIND", levels.DOES_NOT_MATCH_SOP_CLASS)
        for each in SERVICES["qr"].provided
        if issubclass(each.behaviour, queries.ArchiveQuery)
    ),
    *(
        Use(each.name, service, levels.DOES_NOT_MATCH_SOP_CLASS)
        for name in ("qr", "objects")
        for each in SERVICES[name].provided
        if issubclass(each.behaviour, retrieval.Retrieval)
        for service in {o.service for o in sop_class(each.name).operations}
    ),
    *(
        Use(each.name, service, code)
        for each in SERVICES["qr"].provided
        if issubclass(each.behaviour, retrieval.CompositeRetrieval)
        for service in {o.service for o in sop_class(each.name).operations}
        for code in (
            retrieval.NO_FRAMES_FOUND,
            retrieval.NO_NEW_OBJECT,
            retrieval.NOT_EXTRACTED,
            retrieval.NO_FRAME_TIMES,
            retrieval.INVALID_REQUEST,
        )
    ),
    Use("MediaCreationManagement", "N-ACTION", media.ALREADY_INITIATED),
    Use("MediaCreationManagement", "N-ACTION", media.ALREADY_COMPLETED),
    *(
        Use(each.name, service, code)
        for each in SERVICES["rt"].provided
        for service, code in (
            ("N-CREATE", verification.PLAN_NOT_FOUND),
            ("N-GET", verification.MachineVerification.no_such_instance),
            ("N-ACTION", verification.MachineVerification.no_such_instance),
        )
    ),
    Use("UnifiedProcedureStepWatch", "N-ACTION", ups.RECEIVER_UNKNOWN),
    Use("UnifiedProcedureStepWatch", "N-ACTION", ups.NOT_A_SUBSCRIPTION_INSTANCE),
    Use("UnifiedProcedureStepPull", "N-SET", ups.NO_SUCH_WORKITEM),
]


@pytest.mark.parametrize("use", USES, ids=str)
def test_status_is_listed_for_the_service(use: Use) -> None:
    cls: type[SopClass] = sop_class(use.sop_class)
    status: Status = listed(cls, use.service, use.code)

    assert f"{status.number:04X}" == use.code
    assert status.category == "Failure"
