"""The services that `iodize peer --services` can name, with their SOP classes."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final, NamedTuple

from ...dimse.services.sop_classes import SopClass
from ...errors import IodizeError
from .behaviour import Backend, Behaviour, provider
from .classes import sop_class
from .commitment import StorageCommitment
from .folders import Approvals, Patients, Products, Worklist
from .inventories import Inventories
from .media import MediaCreation
from .normalized import Normalized
from .performed_steps import PerformedProcedureSteps, RetrievedPerformedProcedureSteps
from .printing.boxes import AnnotationBoxes, ImageBoxes
from .printing.film_boxes import FilmBoxes
from .printing.film_sessions import FilmSessions
from .printing.presentation_luts import PresentationLUTs
from .printing.printers import PrinterConfigurations, Printers, PrintJobs
from .queries import ArchiveQuery, ObjectQuery
from .retired.detached import DetachedInstances
from .retired.general_purpose import (
    GeneralPurposePerformedSteps,
    GeneralPurposeScheduledSteps,
    GeneralPurposeWorklist,
)
from .retired.print_objects import KeptBoxes, ReferencedImageBoxes
from .retired.print_queue import PrintQueue
from .retired.pull_print import PullPrintRequests
from .retrieval import (
    CompositeRetrieval,
    ObjectRetrieval,
    Retrieval,
    RetrievalWithoutBulk,
)
from .storage import Storage
from .verification import MachineVerification
from .well_known import WellKnown
from .workitems import Workitems


class Provided(NamedTuple):
    """A SOP class with its behaviour."""

    name: str
    """Name of the SOP class in `iodize.services`."""
    behaviour: type[Behaviour]
    stored_as: tuple[str, ...] = ()
    """Names of the storage SOP classes of the objects of a query or retrieval."""

    def provider(self, backend: Backend) -> Any:
        """Return a provider of the SOP class."""
        uids = tuple(sop_class(name).uid for name in self.stored_as)
        return provider(self.behaviour, sop_class(self.name), backend, stored_as=uids)


class Service(NamedTuple):
    """A choice of `--services`."""

    summary: str
    provided: tuple[Provided, ...]
    metas: tuple[str, ...] = ()
    """Names of meta SOP classes of which they are members."""


def _objects(
    find: str, move: str, get: str, *stored_as: str
) -> tuple[Provided, Provided, Provided]:
    """Return the query and the retrievals of a kind of non-patient objects.

    Source: PS3.4 Table GG.3-1.
    """
    return (
        Provided(find, ObjectQuery, stored_as),
        Provided(move, ObjectRetrieval, stored_as),
        Provided(get, ObjectRetrieval, stored_as),
    )


SERVICES: Final[dict[str, Service]] = {
    "storage": Service(
        "Storage of composite and non-patient objects",
        # One provider for all storage SOP classes.
        (Provided("CTImageStorage", Storage),),
    ),
    "qr": Service(
        "Query/Retrieve: patients, studies, series, instances",
        (
            Provided("PatientRootFind", ArchiveQuery),
            Provided("StudyRootFind", ArchiveQuery),
            Provided("PatientStudyOnlyFind", ArchiveQuery),
            Provided("RepositoryQuery", ArchiveQuery),
            Provided("PatientRootMove", Retrieval),
            Provided("PatientRootGet", Retrieval),
            Provided("StudyRootMove", Retrieval),
            Provided("StudyRootGet", Retrieval),
            Provided("PatientStudyOnlyMove", Retrieval),
            Provided("PatientStudyOnlyGet", Retrieval),
            Provided("CompositeInstanceRootMove", CompositeRetrieval),
            Provided("CompositeInstanceRootGet", CompositeRetrieval),
            Provided(
                "CompositeInstanceRetrieveWithoutBulkDataGet", RetrievalWithoutBulk
            ),
        ),
    ),
    "objects": Service(
        "Query/Retrieve of hanging protocols, palettes, templates, protocols, inventories",
        (
            *_objects(
                "HangingProtocolFind",
                "HangingProtocolMove",
                "HangingProtocolGet",
                "HangingProtocolStorage",
            ),
            *_objects(
                "ColorPaletteFind",
                "ColorPaletteMove",
                "ColorPaletteGet",
                "ColorPaletteStorage",
            ),
            *_objects(
                "GenericImplantTemplateFind",
                "GenericImplantTemplateMove",
                "GenericImplantTemplateGet",
                "GenericImplantTemplateStorage",
            ),
            *_objects(
                "ImplantAssemblyTemplateFind",
                "ImplantAssemblyTemplateMove",
                "ImplantAssemblyTemplateGet",
                "ImplantAssemblyTemplateStorage",
            ),
            *_objects(
                "ImplantTemplateGroupFind",
                "ImplantTemplateGroupMove",
                "ImplantTemplateGroupGet",
                "ImplantTemplateGroupStorage",
            ),
            *_objects(
                "DefinedProcedureProtocolFind",
                "DefinedProcedureProtocolMove",
                "DefinedProcedureProtocolGet",
                "CTDefinedProcedureProtocolStorage",
                "XADefinedProcedureProtocolStorage",
            ),
            *_objects(
                "ProtocolApprovalFind",
                "ProtocolApprovalMove",
                "ProtocolApprovalGet",
                "ProtocolApprovalStorage",
            ),
            *_objects(
                "InventoryFind", "InventoryMove", "InventoryGet", "InventoryStorage"
            ),
        ),
    ),
    "worklist": Service("Modality Worklist", (Provided("ModalityWorklist", Worklist),)),
    "mpps": Service(
        "Modality Performed Procedure Step, with retrieval",
        (
            Provided("ModalityPerformedProcedureStep", PerformedProcedureSteps),
            Provided(
                "ModalityPerformedProcedureStepRetrieve",
                RetrievedPerformedProcedureSteps,
            ),
        ),
    ),
    "commit": Service(
        "Storage Commitment, also the retired pull model",
        (
            Provided("StorageCommitmentPushModel", StorageCommitment),
            Provided("StorageCommitmentPullModel", StorageCommitment),
        ),
    ),
    "ian": Service(
        "Instance Availability Notification",
        (Provided("InstanceAvailabilityNotification", Normalized),),
    ),
    "ups": Service(
        "Unified Procedure Step",
        (
            Provided("UnifiedProcedureStepPush", Workitems),
            Provided("UnifiedProcedureStepPull", Workitems),
            Provided("UnifiedProcedureStepWatch", Workitems),
            Provided("UnifiedProcedureStepQuery", Workitems),
            Provided("UnifiedProcedureStepEvent", Behaviour),
        ),
    ),
    "print": Service(
        "Print Management, grayscale and color, with print jobs and annotations",
        (
            Provided("BasicFilmSession", FilmSessions),
            Provided("BasicFilmBox", FilmBoxes),
            Provided("BasicGrayscaleImageBox", ImageBoxes),
            Provided("BasicColorImageBox", ImageBoxes),
            Provided("BasicAnnotationBox", AnnotationBoxes),
            Provided("PresentationLUT", PresentationLUTs),
            Provided("PrintJob", PrintJobs),
            Provided("Printer", Printers),
            Provided("PrinterConfigurationRetrieval", PrinterConfigurations),
            # Retired:
            Provided("ReferencedImageBox", ReferencedImageBoxes),
            Provided("VOILUTBox", KeptBoxes),
            Provided("ImageOverlayBox", KeptBoxes),
            Provided("BasicPrintImageOverlayBox", KeptBoxes),
            Provided("PrintQueueManagement", PrintQueue),
            Provided("PullPrintRequest", PullPrintRequests),
        ),
        (
            "BasicGrayscalePrintManagement",
            "BasicColorPrintManagement",
            "ReferencedGrayscalePrintManagement",
            "ReferencedColorPrintManagement",
            "PullStoredPrintManagement",
        ),
    ),
    "detached": Service(
        "Retired: patients, visits, studies, results and interpretations",
        (
            Provided("DetachedPatientManagement", DetachedInstances),
            Provided("DetachedVisitManagement", DetachedInstances),
            Provided("DetachedStudyManagement", DetachedInstances),
            Provided("StudyComponentManagement", Normalized),
            Provided("DetachedResultsManagement", DetachedInstances),
            Provided("DetachedInterpretationManagement", DetachedInstances),
        ),
        (
            "DetachedPatientManagementMeta",
            "DetachedStudyManagementMeta",
            "DetachedResultsManagementMeta",
        ),
    ),
    "gpwl": Service(
        "Retired: General Purpose Worklist, with its procedure steps",
        (
            Provided("GeneralPurposeWorklist", GeneralPurposeWorklist),
            Provided(
                "GeneralPurposeScheduledProcedureStep", GeneralPurposeScheduledSteps
            ),
            Provided(
                "GeneralPurposePerformedProcedureStep", GeneralPurposePerformedSteps
            ),
        ),
        ("GeneralPurposeWorklistManagement",),
    ),
    "patients": Service(
        "Relevant Patient Information",
        (
            Provided("GeneralRelevantPatientInformationQuery", Patients),
            Provided("BreastImagingRelevantPatientInformationQuery", Patients),
            Provided("CardiacRelevantPatientInformationQuery", Patients),
        ),
    ),
    "media": Service(
        "Media Creation Management",
        (Provided("MediaCreationManagement", MediaCreation),),
    ),
    "substances": Service(
        "Substance Administration, and Procedural Event Logging",
        (
            Provided("ProductCharacteristicsQuery", Products),
            Provided("SubstanceApprovalQuery", Approvals),
            Provided("SubstanceAdministrationLogging", Normalized),
            Provided("ProceduralEventLogging", Normalized),
        ),
    ),
    "display": Service("Display System", (Provided("DisplaySystem", WellKnown),)),
    "rt": Service(
        "Radiotherapy machine verification",
        (
            Provided("RTConventionalMachineVerification", MachineVerification),
            Provided("RTIonMachineVerification", MachineVerification),
        ),
    ),
    "inventory": Service(
        "Creation of inventories", (Provided("InventoryCreation", Inventories),)
    ),
}
"""By name. Verification is always provided."""


class UnknownServiceError(IodizeError):
    """There is no service with this name."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name
        self.hint = f"services: {', '.join(SERVICES)}"

    def __str__(self) -> str:
        return f"unknown service {self.name!r}"


def providers(backend: Backend, names: Iterable[str]) -> list[Any]:
    """Return the providers of services.

    Raises:
        UnknownServiceError: There is no service with this name.
    """
    found: list[Any] = []
    for name in dict.fromkeys(names):
        if name not in SERVICES:
            raise UnknownServiceError(name)
        found += [each.provider(backend) for each in SERVICES[name].provided]
    return found


def meta_classes(names: Iterable[str]) -> list[type[SopClass]]:
    """Return the meta SOP classes of services."""
    return [
        sop_class(meta)
        for name in dict.fromkeys(names)
        for meta in SERVICES[name].metas
    ]
