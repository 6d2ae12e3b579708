"""Operations of the SOP classes of PS3.4, compared with a list made by hand.

Usage is "SCU/SCP"; actions and events have their numbers; UIDs are without the root
1.2.840.10008. Source: PS3.4, chapter by chapter; PS3.6 Table A-1.
"""

from __future__ import annotations

from typing import Final, NamedTuple

import pytest

import iodize.generated.services as package
from iodize.dimse.services.sop_classes import MetaSopClass, SopClass, StorageSopClass

ROOT: Final = "1.2.840.10008."


class Row(NamedTuple):
    """A SOP class, with its operations: "N-ACTION M/M 1 2"."""

    uid: str
    operations: tuple[str, ...]
    instance: str | None = None


NORMALIZED: Final = {
    "ModalityPerformedProcedureStep": Row("3.1.2.3.3", ("N-CREATE M/M", "N-SET M/M")),
    "ModalityPerformedProcedureStepRetrieve": Row("3.1.2.3.4", ("N-GET M/M",)),
    "ModalityPerformedProcedureStepNotification": Row(
        "3.1.2.3.5", ("N-EVENT-REPORT M/M 1 2 3 4 5",)
    ),
    "StorageCommitmentPushModel": Row(
        "1.20.1", ("N-ACTION M/M 1", "N-EVENT-REPORT M/M 1 2"), "1.20.1.1"
    ),
    "InstanceAvailabilityNotification": Row("5.1.4.33", ("N-CREATE M/M",)),
    "MediaCreationManagement": Row(
        "5.1.1.33", ("N-CREATE M/M", "N-ACTION M/M 1 2", "N-GET U/M")
    ),
    "ProceduralEventLogging": Row("1.40", ("N-ACTION M/M 1",), "1.40.1"),
    "SubstanceAdministrationLogging": Row("1.42", ("N-ACTION M/M 1",), "1.42.1"),
    "UnifiedProcedureStepPush": Row(
        "5.1.4.34.6.1", ("N-CREATE M/M", "N-ACTION U/M 2", "N-GET U/M")
    ),
    "UnifiedProcedureStepWatch": Row(
        "5.1.4.34.6.2",
        ("N-ACTION M/M 3 4 5", "N-ACTION U/M 2", "N-GET M/M", "C-FIND U/M"),
    ),
    "UnifiedProcedureStepPull": Row(
        "5.1.4.34.6.3", ("C-FIND M/M", "N-GET M/M", "N-SET M/M", "N-ACTION M/M 1")
    ),
    "UnifiedProcedureStepEvent": Row("5.1.4.34.6.4", ("N-EVENT-REPORT M/M 1 2 3 4 5",)),
    "UnifiedProcedureStepQuery": Row("5.1.4.34.6.5", ("C-FIND M/M",)),
    **{
        name: Row(
            uid,
            (
                "N-CREATE M/M",
                "N-SET M/M",
                "N-GET M/M",
                "N-ACTION M/M 1",
                "N-DELETE M/M",
                "N-EVENT-REPORT M/M 1 2",
            ),
        )
        for name, uid in (
            ("RTConventionalMachineVerification", "5.1.4.34.8"),
            ("RTIonMachineVerification", "5.1.4.34.9"),
        )
    },
    "DisplaySystem": Row("5.1.1.40", ("N-GET M/M",), "5.1.1.40.1"),
    "InventoryCreation": Row(
        "5.1.4.1.1.201.5",
        ("N-ACTION M/M 11 12 13 14 15", "N-EVENT-REPORT M/M 11 12 13"),
        "5.1.4.1.1.201.1.1",
    ),
    "BasicFilmSession": Row(
        "5.1.1.1", ("N-CREATE M/M", "N-SET U/M", "N-DELETE U/M", "N-ACTION U/U 1")
    ),
    "BasicFilmBox": Row(
        "5.1.1.2", ("N-CREATE M/M", "N-ACTION M/M 1", "N-DELETE U/M", "N-SET U/U")
    ),
    "BasicGrayscaleImageBox": Row("5.1.1.4", ("N-SET M/M",)),
    "BasicColorImageBox": Row("5.1.1.4.1", ("N-SET M/M",)),
    "BasicAnnotationBox": Row("5.1.1.15", ("N-SET U/M",)),
    "PrintJob": Row("5.1.1.14", ("N-EVENT-REPORT M/M 1 2 3 4", "N-GET U/M")),
    "Printer": Row("5.1.1.16", ("N-EVENT-REPORT M/M 1 2 3", "N-GET U/M"), "5.1.1.17"),
    "PresentationLUT": Row("5.1.1.23", ("N-CREATE M/M", "N-DELETE U/M")),
    "PrinterConfigurationRetrieval": Row(
        "5.1.1.16.376", ("N-GET M/M",), "5.1.1.17.376"
    ),
}

FIND, MOVE, GET = "C-FIND M/M", "C-MOVE M/M", "C-GET M/M"

QUERIES: Final = {
    "ModalityWorklist": Row("5.1.4.31", (FIND,)),
    "RepositoryQuery": Row("5.1.4.1.1.201.6", (FIND,)),
    "ProductCharacteristicsQuery": Row("5.1.4.41", (FIND,)),
    "SubstanceApprovalQuery": Row("5.1.4.42", (FIND,)),
    "GeneralRelevantPatientInformationQuery": Row("5.1.4.37.1", (FIND,)),
    "BreastImagingRelevantPatientInformationQuery": Row("5.1.4.37.2", (FIND,)),
    "CardiacRelevantPatientInformationQuery": Row("5.1.4.37.3", (FIND,)),
    "CompositeInstanceRootMove": Row("5.1.4.1.2.4.2", (MOVE,)),
    "CompositeInstanceRootGet": Row("5.1.4.1.2.4.3", (GET,)),
    "CompositeInstanceRetrieveWithoutBulkDataGet": Row("5.1.4.1.2.5.3", (GET,)),
    **{
        f"{name}{service[2:].split()[0].capitalize()}": Row(
            f"{uid}.{first + n}", (service,)
        )
        for name, uid, first in (
            ("PatientRoot", "5.1.4.1.2.1", 1),
            ("StudyRoot", "5.1.4.1.2.2", 1),
            ("PatientStudyOnly", "5.1.4.1.2.3", 1),
            ("HangingProtocol", "5.1.4.38", 2),
            ("ColorPalette", "5.1.4.39", 2),
            ("GenericImplantTemplate", "5.1.4.43", 2),
            ("ImplantAssemblyTemplate", "5.1.4.44", 2),
            ("ImplantTemplateGroup", "5.1.4.45", 2),
            ("DefinedProcedureProtocol", "5.1.4.20", 1),
            ("ProtocolApproval", "5.1.4.1.1.200", 4),
            ("Inventory", "5.1.4.1.1.201", 2),
        )
        for n, service in enumerate((FIND, MOVE, GET))
    },
}

METAS: Final = {
    "BasicGrayscalePrintManagement": ("5.1.1.9", "BasicGrayscaleImageBox"),
    "BasicColorPrintManagement": ("5.1.1.18", "BasicColorImageBox"),
}

LEVELS: Final = {
    "PatientRoot": ["PATIENT", "STUDY", "SERIES", "IMAGE"],
    "StudyRoot": ["STUDY", "SERIES", "IMAGE"],
    "PatientStudyOnly": ["PATIENT", "STUDY"],
    "CompositeInstanceRoot": ["IMAGE", "FRAME"],
}
UNIQUE: Final = {
    "PATIENT": "PatientID",
    "STUDY": "StudyInstanceUID",
    "SERIES": "SeriesInstanceUID",
    "IMAGE": "SOPInstanceUID",
}


def sop_class(name: str) -> type[SopClass]:
    found: type[SopClass] = getattr(package, name)
    return found


def operations_of(of: type[SopClass]) -> list[str]:
    """Return the operations of a SOP class in the form of the tables above."""
    lines = []
    for each in of.operations:
        ids = [getattr(request, "type_id", None) for request in each.requests]
        numbers = [str(number) for number in ids if number is not None]
        usage = f"{each.user}/{each.provider}"
        lines.append(" ".join((each.service, usage, *numbers)))
    return lines


def test_all_sop_classes_are_listed() -> None:
    names = {*NORMALIZED, *QUERIES, *METAS, "Verification"}

    for name in package.FILES:
        found = getattr(package, name)
        if not issubclass(found, SopClass) or found.last_edition:
            continue  # test_retired.py lists those of earlier editions
        if not issubclass(found, StorageSopClass):
            assert name in names
            names.remove(name)
    assert not names


@pytest.mark.parametrize("name", [*NORMALIZED, *QUERIES])
def test_a_sop_class_has_the_listed_operations(name: str) -> None:
    of, row = sop_class(name), (NORMALIZED | QUERIES)[name]

    assert of.uid == ROOT + row.uid
    assert sorted(operations_of(of)) == sorted(row.operations)
    assert of.instance_uid == (row.instance and ROOT + row.instance)
    assert of.retired is name.startswith("PatientStudyOnly")


@pytest.mark.parametrize("name", METAS)
def test_a_meta_sop_class_has_the_listed_members(name: str) -> None:
    """PS3.4 Tables H.3.2.2.1-1 and H.3.2.2.2-1."""
    of, (uid, box) = sop_class(name), METAS[name]

    assert issubclass(of, MetaSopClass)
    assert of.uid == ROOT + uid
    members = {each.__name__ for each in of.members}
    assert members == {"BasicFilmSession", "BasicFilmBox", box, "Printer"}


@pytest.mark.parametrize("model", LEVELS)
def test_an_information_model_has_the_listed_levels(model: str) -> None:
    """PS3.4 C.6.1.1, C.6.2.1, Y.6.1.2; with the unique keys of the levels above."""
    for name in (f"{model}{what}" for what in ("Find", "Move", "Get")):
        if not hasattr(package, name):
            continue
        (operation,) = sop_class(name).operations
        requests = operation.requests
        assert [each.level for each in requests] == LEVELS[model]
        if model == "CompositeInstanceRoot":
            continue
        for at, each in enumerate(requests):
            above = [UNIQUE[level] for level in LEVELS[model][:at]]
            assert list(getattr(each, "above", ())) == above, each
            assert {*above, UNIQUE[each.level]} <= each._layout_of().fields.keys()


def test_only_procedure_steps_have_states() -> None:
    """PS3.4 F.1 and CC.1.1 define their transitions."""
    having = {}
    for name in NORMALIZED:
        if machine := sop_class(name).states:
            having[name] = (machine.initial, set(machine.final))

    steps = ("IN PROGRESS", {"COMPLETED", "DISCONTINUED"})
    unified = ("SCHEDULED", {"COMPLETED", "CANCELED"})
    assert having.pop("ModalityPerformedProcedureStep") == steps
    assert len(having) == 5
    assert all(states == unified for states in having.values())
