"""The services of a peer, by the names that `iodize peer --services` has for them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from ..errors import IodizeError
from .behaviour import Behaviour, provider
from .classes import sop_class, storage_classes
from .commitment import StorageCommitment
from .fixed import WellKnown
from .folders import Approvals, Patients, Products, Worklist
from .inventories import Inventories
from .media import MediaCreation
from .normalized import Normalized
from .performed_steps import PerformedProcedureSteps, RetrievedPerformedProcedureSteps
from .queries import ArchiveQuery, ObjectQuery
from .retrieval import (
    CompositeRetrieval,
    ObjectRetrieval,
    Retrieval,
    RetrievalWithoutBulk,
)
from .storage import Storage
from .verification import MachineVerification
from .workitems import Workitems

if TYPE_CHECKING:
    from .peer import Peer


class Service(NamedTuple):
    """What a name stands for."""

    summary: str
    classes: dict[str, type[Behaviour]]
    """The behaviour of each SOP class, by the name of its class in `iodize.services`."""


def _retrieved(prefixes: Iterable[str]) -> dict[str, type[Behaviour]]:
    """Return the three SOP classes of each kind of objects without a patient."""
    found: dict[str, type[Behaviour]] = {}
    for prefix in prefixes:
        found[f"{prefix}Find"] = ObjectQuery
        found[f"{prefix}Move"] = found[f"{prefix}Get"] = ObjectRetrieval
    return found


SERVICES: Final[dict[str, Service]] = {
    "storage": Service("Storage of objects of all kinds", {}),
    "qr": Service(
        "Query/Retrieve: patients, studies, series, instances",
        {
            **dict.fromkeys(
                (
                    "PatientRootFind",
                    "StudyRootFind",
                    "PatientStudyOnlyFind",
                    "RepositoryQuery",
                ),
                ArchiveQuery,
            ),
            **dict.fromkeys(
                (
                    "PatientRootMove",
                    "PatientRootGet",
                    "StudyRootMove",
                    "StudyRootGet",
                    "PatientStudyOnlyMove",
                    "PatientStudyOnlyGet",
                ),
                Retrieval,
            ),
            "CompositeInstanceRootMove": CompositeRetrieval,
            "CompositeInstanceRootGet": CompositeRetrieval,
            "CompositeInstanceRetrieveWithoutBulkDataGet": RetrievalWithoutBulk,
        },
    ),
    "objects": Service(
        "Query/Retrieve of hanging protocols, palettes, templates, protocols, inventories",
        _retrieved(
            (
                "HangingProtocol",
                "ColorPalette",
                "GenericImplantTemplate",
                "ImplantAssemblyTemplate",
                "ImplantTemplateGroup",
                "DefinedProcedureProtocol",
                "ProtocolApproval",
                "Inventory",
            )
        ),
    ),
    "worklist": Service("Modality Worklist", {"ModalityWorklist": Worklist}),
    "mpps": Service(
        "Modality Performed Procedure Step, with retrieval",
        {
            "ModalityPerformedProcedureStep": PerformedProcedureSteps,
            "ModalityPerformedProcedureStepRetrieve": RetrievedPerformedProcedureSteps,
        },
    ),
    "commit": Service(
        "Storage Commitment", {"StorageCommitmentPushModel": StorageCommitment}
    ),
    "ian": Service(
        "Instance Availability Notification",
        {"InstanceAvailabilityNotification": Normalized},
    ),
    "ups": Service(
        "Unified Procedure Step",
        {
            **dict.fromkeys(
                (
                    "UnifiedProcedureStepPush",
                    "UnifiedProcedureStepPull",
                    "UnifiedProcedureStepWatch",
                    "UnifiedProcedureStepQuery",
                ),
                Workitems,
            ),
            "UnifiedProcedureStepEvent": Behaviour,
        },
    ),
    "patients": Service(
        "Relevant Patient Information",
        dict.fromkeys(
            (
                "GeneralRelevantPatientInformationQuery",
                "BreastImagingRelevantPatientInformationQuery",
                "CardiacRelevantPatientInformationQuery",
            ),
            Patients,
        ),
    ),
    "media": Service(
        "Media Creation Management", {"MediaCreationManagement": MediaCreation}
    ),
    "substances": Service(
        "Substance Administration, and Procedural Event Logging",
        {
            "ProductCharacteristicsQuery": Products,
            "SubstanceApprovalQuery": Approvals,
            "SubstanceAdministrationLogging": Normalized,
            "ProceduralEventLogging": Normalized,
        },
    ),
    "display": Service("Display System", {"DisplaySystem": WellKnown}),
    "rt": Service(
        "Radiotherapy machine verification",
        dict.fromkeys(
            ("RTConventionalMachineVerification", "RTIonMachineVerification"),
            MachineVerification,
        ),
    ),
    "inventory": Service("Creation of inventories", {"InventoryCreation": Inventories}),
}
"""Verification is provided anyhow."""

STORED_AS: Final = {
    "HangingProtocol": ("1.2.840.10008.5.1.4.38.1",),
    "ColorPalette": ("1.2.840.10008.5.1.4.39.1",),
    "GenericImplantTemplate": ("1.2.840.10008.5.1.4.43.1",),
    "ImplantAssemblyTemplate": ("1.2.840.10008.5.1.4.44.1",),
    "ImplantTemplateGroup": ("1.2.840.10008.5.1.4.45.1",),
    "DefinedProcedureProtocol": (
        "1.2.840.10008.5.1.4.1.1.200.1",
        "1.2.840.10008.5.1.4.1.1.200.7",
    ),
    "ProtocolApproval": ("1.2.840.10008.5.1.4.1.1.200.3",),
    "Inventory": ("1.2.840.10008.5.1.4.1.1.201.1",),
}
"""Storage SOP classes of what has no patient: PS3.4 Table GG.3-1."""


class UnknownServiceError(IodizeError):
    """A service that no peer has."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name
        self.hint = f"services: {', '.join(SERVICES)}"

    def __str__(self) -> str:
        return f"unknown service {self.name!r}"


def providers(peer: Peer, names: Iterable[str]) -> list[Any]:
    """Return what provides services.

    Raises:
        UnknownServiceError: One has no such name.
    """
    made = []
    for name in dict.fromkeys(names):
        if name not in SERVICES:
            raise UnknownServiceError(name)
        if name == "storage":
            made.append(_storage(peer))
        for cls, behaviour in SERVICES[name].classes.items():
            made.append(
                provider(behaviour, sop_class(cls), peer, stored_as=_stored_as(cls))
            )
    return made


def _stored_as(name: str) -> tuple[str, ...]:
    for suffix in ("Find", "Move", "Get"):
        name = name.removesuffix(suffix)
    return STORED_AS.get(name, ())


def _storage(peer: Peer) -> Any:
    """Return the one provider of all storage SOP classes."""
    cls = sop_class("CTImageStorage")
    return provider(Storage, cls, peer, sop_class_uids=tuple(storage_classes()))
