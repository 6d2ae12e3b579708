"""The other systems with which each SOP class was tried, and the tests that do it.

`docs/services.md` lists them. `tests/test_services_page.py` checks that the tests exist.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, NamedTuple

STORAGE: Final = "CTImageStorage"
"""Stands for all storage SOP classes."""


class Trial(NamedTuple):
    """A test of SOP classes with another system."""

    peer: str
    role: str
    """Role of the other system: "SCU" or "SCP"."""
    test: str
    """Path of the file below tests/, and the name of the function."""
    sop_classes: tuple[str, ...]
    """Keywords in `iodize.services`."""


_NETWORK: Final = "interop/network"
_EMULATOR: Final = "runtime/emulator/services"
_FIND: Final = ("PatientRootFind", "StudyRootFind", "PatientStudyOnlyFind")
_GET: Final = ("PatientRootGet", "StudyRootGet", "PatientStudyOnlyGet")
_MOVE: Final = ("PatientRootMove", "StudyRootMove", "PatientStudyOnlyMove")
_MPPS: Final = ("ModalityPerformedProcedureStep",)
_FILMS: Final = (
    "BasicGrayscalePrintManagement",
    "BasicFilmSession",
    "BasicFilmBox",
    "BasicGrayscaleImageBox",
    "Printer",
)
_COLOR_FILMS: Final = ("BasicColorPrintManagement", "BasicColorImageBox")
_PRINT_OPTIONS: Final = ("BasicAnnotationBox", "PresentationLUT", "PrintJob")

TRIALS: Final = (
    # Verification and storage
    *(
        Trial(
            peer, "SCP", f"{_NETWORK}/test_verification.py::{test}", ("Verification",)
        )
        for peer, test in (
            ("DCMTK", "test_storescp_answers"),
            ("Orthanc", "test_orthanc_answers"),
            ("CTN", "test_ctn_answers"),
            ("dcmjs-dimse", "test_dcmjs_answers"),
            ("pynetdicom", "test_pynetdicom_answers"),
        )
    ),
    *(
        Trial(
            peer, "SCU", f"{_NETWORK}/test_verification.py::{test}", ("Verification",)
        )
        for peer, test in (
            ("DCMTK", "test_dcmtk_sends_requests"),
            ("Orthanc", "test_orthanc_sends_requests"),
            ("CTN", "test_ctn_sends_requests"),
            ("dcmjs-dimse", "test_dcmjs_sends_requests"),
            ("pynetdicom", "test_pynetdicom_sends_requests"),
        )
    ),
    *(
        Trial(peer, "SCP", f"{_NETWORK}/test_storage.py::{test}", (STORAGE,))
        for peer, test in (
            ("DCMTK", "test_object_of_every_storage_class_is_stored"),
            ("Orthanc", "test_orthanc_stores_the_sent_objects"),
            ("CTN", "test_ctn_stores_the_sent_object"),
            ("dcmjs-dimse", "test_dcmjs_decodes_the_sent_object"),
            ("pynetdicom", "test_pynetdicom_stores_the_sent_object"),
        )
    ),
    *(
        Trial(peer, "SCU", f"{_NETWORK}/test_storage.py::{test}", (STORAGE,))
        for peer, test in (
            ("DCMTK", "test_dcmtk_sends_in_every_transfer_syntax"),
            ("Orthanc", "test_orthanc_sends"),
            ("CTN", "test_ctn_sends"),
            ("dcmjs-dimse", "test_dcmjs_sends"),
            ("pynetdicom", "test_pynetdicom_sends"),
        )
    ),
    # Query and retrieval
    Trial(
        "DCMTK, Orthanc, pynetdicom",
        "SCP",
        f"{_NETWORK}/test_query_retrieve.py::test_study_root_is_queried_from_study_to_image",
        ("StudyRootFind",),
    ),
    Trial(
        "DCMTK, Orthanc, pynetdicom",
        "SCP",
        f"{_NETWORK}/test_query_retrieve.py::test_patient_root_is_queried_at_every_level",
        ("PatientRootFind",),
    ),
    Trial(
        "DCMTK",
        "SCP",
        f"{_NETWORK}/test_query_retrieve.py::test_patient_study_only_is_queried",
        ("PatientStudyOnlyFind",),
    ),
    Trial(
        "DCMTK, Orthanc, pynetdicom",
        "SCP",
        f"{_NETWORK}/test_query_retrieve.py::test_study_is_retrieved_on_the_same_association",
        ("StudyRootGet",),
    ),
    Trial(
        "DCMTK, Orthanc, pynetdicom",
        "SCP",
        f"{_NETWORK}/test_query_retrieve.py::test_study_is_moved_to_this_side",
        ("StudyRootMove",),
    ),
    *(
        Trial("DCMTK", "SCU", f"{_NETWORK}/test_own_archive.py::{test}", classes)
        for test, classes in (
            ("test_dcmtk_finds", _FIND),
            ("test_dcmtk_gets", _GET),
            ("test_dcmtk_moves", _MOVE),
        )
    ),
    Trial(
        "pynetdicom",
        "SCU",
        f"{_EMULATOR}/test_queries.py::test_repository_query_is_answered",
        ("RepositoryQuery",),
    ),
    Trial(
        "pynetdicom",
        "SCU",
        f"{_EMULATOR}/test_queries.py::test_non_patient_objects_are_matched",
        ("HangingProtocolFind",),
    ),
    Trial(
        "pynetdicom",
        "SCU",
        f"{_EMULATOR}/test_retrieval.py::test_non_patient_object_is_moved",
        ("HangingProtocolMove",),
    ),
    Trial(
        "pynetdicom",
        "SCU",
        f"{_EMULATOR}/test_retrieval.py"
        "::test_composite_instance_is_sent_with_or_without_bulk_data",
        ("CompositeInstanceRootGet", "CompositeInstanceRetrieveWithoutBulkDataGet"),
    ),
    # Workflow
    *(
        Trial(peer, role, f"{_NETWORK}/test_worklist.py::{test}", ("ModalityWorklist",))
        for peer, role, test in (
            ("DCMTK, Orthanc", "SCP", "test_universal_query_returns_all_items"),
            ("DCMTK", "SCU", "test_dcmtk_sends_requests"),
            ("CTN", "SCU", "test_ctn_sends_requests"),
            ("Orthanc", "SCU", "test_orthanc_sends_requests"),
            ("dcmjs-dimse", "SCU", "test_dcmjs_sends_requests"),
            ("pynetdicom", "SCU", "test_pynetdicom_sends_requests"),
        )
    ),
    *(
        Trial(
            "dcmjs-dimse",
            role,
            f"{_NETWORK}/test_performed_procedure_step.py::{test}",
            classes,
        )
        for role, test, classes in (
            ("SCP", "test_step_is_created_and_completed", _MPPS),
            ("SCU", "test_dcmjs_creates_and_completes", _MPPS),
            (
                "SCP",
                "test_step_is_retrieved",
                ("ModalityPerformedProcedureStepRetrieve",),
            ),
            (
                "SCU",
                "test_dcmjs_is_notified",
                ("ModalityPerformedProcedureStepNotification",),
            ),
        )
    ),
    *(
        Trial(
            "dcmjs-dimse",
            role,
            f"{_NETWORK}/test_unified_procedure_step.py::{test}",
            tuple(f"UnifiedProcedureStep{each}" for each in names),
        )
        for role, test, names in (
            ("SCP", "test_workitem_is_created_and_started", ("Push", "Pull")),
            ("SCP", "test_workitem_is_found", ("Query",)),
            ("SCU", "test_dcmjs_pushes_and_starts", ("Push", "Pull")),
            ("SCU", "test_dcmjs_gets_reports_of_every_workitem", ("Watch", "Event")),
        )
    ),
    Trial(
        "pynetdicom",
        "SCU",
        f"{_NETWORK}/test_unified_procedure_step.py::test_pynetdicom_finds",
        ("UnifiedProcedureStepPull",),
    ),
    *(
        Trial(
            peer,
            role,
            f"{_NETWORK}/test_storage_commitment.py::{test}",
            ("StorageCommitmentPushModel",),
        )
        for peer, role, test in (
            ("Orthanc", "SCP", "test_orthanc_commits"),
            ("dcmjs-dimse", "SCP", "test_dcmjs_commits_on_another_association"),
            ("Orthanc", "SCU", "test_orthanc_sends_requests"),
            ("dcmjs-dimse", "SCU", "test_dcmjs_sends_requests"),
        )
    ),
    # Printing
    Trial(
        "DCMTK",
        "SCP",
        f"{_NETWORK}/printing/test_dcmtk.py::test_command_prints",
        _FILMS,
    ),
    Trial(
        "DCMTK",
        "SCP",
        f"{_NETWORK}/printing/test_dcmtk.py::test_true_size_and_presentation_lut_are_stored",
        ("PresentationLUT",),
    ),
    Trial(
        "DCMTK",
        "SCU",
        f"{_NETWORK}/printing/test_dcmtk.py::test_film_of_dcmtk_has_its_pixels",
        _FILMS,
    ),
    *(
        Trial(
            peer, role, f"{_NETWORK}/printing/test_scripted_peers.py::{test}", classes
        )
        for peer, role, test, classes in (
            (
                "pynetdicom",
                "SCU",
                "test_pynetdicom_prints_to_our_printer",
                (*_FILMS, *_COLOR_FILMS, *_PRINT_OPTIONS),
            ),
            ("dcmjs-dimse", "SCU", "test_dcmjs_prints_to_our_printer", _FILMS),
            (
                "pynetdicom",
                "SCP",
                "test_our_client_prints_to_a_printer_of_pynetdicom",
                (*_FILMS, "BasicAnnotationBox", "PrintJob"),
            ),
        )
    ),
    # Retired services
    *(
        Trial(
            "pynetdicom", "SCU", f"{_NETWORK}/test_retired_services.py::{test}", classes
        )
        for test, classes in (
            ("test_patient_is_returned", ("DetachedPatientManagement",)),
            ("test_study_is_changed", ("DetachedStudyManagement",)),
            (
                "test_step_is_found_and_claimed_once",
                ("GeneralPurposeWorklist", "GeneralPurposeScheduledProcedureStep"),
            ),
            ("test_print_queue_is_returned", ("PrintQueueManagement",)),
            ("test_pull_commitment_is_accepted", ("StorageCommitmentPullModel",)),
            (
                "test_study_content_notification_is_stored",
                ("BasicStudyContentNotification",),
            ),
        )
    ),
    # Other services
    *(
        Trial("pynetdicom", "SCU", f"{_EMULATOR}/{test}", (name,))
        for name, test in (
            (
                "MediaCreationManagement",
                "test_media.py::test_request_is_initiated_once",
            ),
            (
                "InventoryCreation",
                "test_inventories.py::test_status_of_a_transaction_is_reported",
            ),
            (
                "RTConventionalMachineVerification",
                "test_verification.py::test_machine_is_verified_if_the_plan_is_stored",
            ),
            (
                "DisplaySystem",
                "test_well_known.py::test_display_system_returns_its_attributes",
            ),
            (
                "GeneralRelevantPatientInformationQuery",
                "test_folders.py::test_several_matching_patients_are_refused",
            ),
            (
                "ProductCharacteristicsQuery",
                "test_folders.py::test_products_are_read_from_their_folder",
            ),
            (
                "InstanceAvailabilityNotification",
                "test_normalized.py"
                "::test_instance_is_managed_unless_the_request_has_errors",
            ),
            (
                "ProceduralEventLogging",
                "test_normalized.py::test_action_without_a_method_is_recorded",
            ),
        )
    ),
    Trial(
        "pynetdicom",
        "SCP",
        "runtime/cli/network/test_request.py"
        "::test_retired_sop_class_of_a_foreign_system_is_set",
        ("DetachedVisitManagement",),
    ),
)


def trials_of(keyword: str) -> Iterator[Trial]:
    """Yield the trials of a SOP class."""
    for trial in TRIALS:
        if keyword in trial.sop_classes:
            yield trial
