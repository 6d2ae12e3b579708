"""Providers and users of SOP classes, and the names of their handlers."""

from __future__ import annotations

from typing import Any

import pytest

from iodize.dimse.services.sides import (
    Provider,
    Refused,
    User,
    handler_name,
    snake_case,
)
from iodize.services import (
    CTImageStorage,
    ModalityPerformedProcedureStep,
    MRImageStorage,
    PatientRootGet,
    StorageCommitmentPushModel,
    UnifiedProcedureStepPull,
    Verification,
)
from iodize.statuses import UNRECOGNIZED_OPERATION


def handlers(side: type[Provider] | type[User]) -> set[str]:
    names = {name for name in dir(side) if not name.startswith("_")}
    return names - {"sop_class", "request_of_level"}


def test_a_provider_has_a_handler_for_each_operation() -> None:
    assert handlers(ModalityPerformedProcedureStep.Provider) == {"create", "set"}
    assert handlers(UnifiedProcedureStepPull.Provider) == {
        "find",
        "get",
        "set",
        "change_ups_state",
    }
    assert handlers(PatientRootGet.Provider) == {"get_instances"}
    assert handlers(CTImageStorage.Provider) == {"store"}


def test_a_user_has_a_handler_for_each_event() -> None:
    assert handlers(StorageCommitmentPushModel.Provider) == {
        "request_storage_commitment"
    }
    assert handlers(StorageCommitmentPushModel.User) == {
        "storage_commitment_request_successful",
        "storage_commitment_request_complete_failures_exist",
    }


def test_each_handler_has_a_docstring() -> None:
    for side in (
        ModalityPerformedProcedureStep.Provider,
        UnifiedProcedureStepPull.Provider,
        PatientRootGet.Provider,
        StorageCommitmentPushModel.Provider,
        StorageCommitmentPushModel.User,
        CTImageStorage.Provider,
    ):
        for name in handlers(side):
            assert getattr(side, name).__doc__

    assert ModalityPerformedProcedureStep.Provider.create.__doc__ == (
        "N-CREATE: create the instance `call.sop_instance_uid`."
    )


def test_each_sop_class_has_separate_sides() -> None:
    assert CTImageStorage.Provider.sop_class is CTImageStorage
    assert MRImageStorage.Provider.sop_class is MRImageStorage
    assert CTImageStorage.Provider is CTImageStorage.Provider


def test_a_handler_that_is_not_overridden_refuses() -> None:
    side: Any = ModalityPerformedProcedureStep.Provider()

    with pytest.raises(Refused) as refused:
        side.create(None, None)

    assert refused.value.status == UNRECOGNIZED_OPERATION
    assert UNRECOGNIZED_OPERATION.number == 0x0211


def test_verification_succeeds_without_a_handler() -> None:
    side: Any = Verification.Provider()

    assert side.echo(None) is None


@pytest.mark.parametrize(
    ("name", "function"),
    [
        ("RequestStorageCommitment", "request_storage_commitment"),
        ("ChangeUPSState", "change_ups_state"),
        ("SCPStatusChange", "scp_status_change"),
    ],
)
def test_handlers_of_actions_have_the_name_of_the_action(
    name: str, function: str
) -> None:
    assert snake_case(name) == function


def test_other_handlers_have_the_name_of_the_service() -> None:
    create = ModalityPerformedProcedureStep.Create

    assert handler_name("N-CREATE", create) == "create"
