"""Operations of the retired SOP classes, compared with a list made by hand.

Their usage is not known. Actions and events have their numbers; UIDs are without the root
1.2.840.10008. Source: the second sources of docs/retired-services.md; PS3.6 Table A-1.
"""

from __future__ import annotations

from typing import Final

import pytest

import iodize.generated.services as package
from iodize.dimse.services.sop_classes import MetaSopClass, SopClass, StorageSopClass

ROOT: Final = "1.2.840.10008."

BOX: Final = ("N-CREATE", "N-SET", "N-DELETE")

OPERATIONS: Final = {
    "DetachedPatientManagement": ("3.1.2.1.1", "N-EVENT-REPORT 1 2 3", "N-GET"),
    "DetachedVisitManagement": (
        "3.1.2.2.1",
        "N-EVENT-REPORT 1 2 3 4 5 6 7",
        "N-GET",
        "N-SET",
    ),
    "DetachedStudyManagement": (
        "3.1.2.3.1",
        "N-EVENT-REPORT 1 2 3 4 5 6 7 8 9",
        "N-GET",
        "N-SET",
    ),
    "StudyComponentManagement": ("3.1.2.3.2", "N-CREATE", "N-SET", "N-GET"),
    "DetachedResultsManagement": ("3.1.2.5.1", "N-EVENT-REPORT 1 2 3", "N-GET"),
    "DetachedInterpretationManagement": (
        "3.1.2.6.1",
        "N-EVENT-REPORT 1 2 3 4 5 6",
        "N-GET",
        "N-SET",
    ),
    "GeneralPurposeWorklist": ("5.1.4.32.1", "C-FIND"),
    "GeneralPurposeScheduledProcedureStep": ("5.1.4.32.2", "N-ACTION 1"),
    "GeneralPurposePerformedProcedureStep": (
        "5.1.4.32.3",
        "N-CREATE",
        "N-SET",
        "N-GET",
    ),
    "StorageCommitmentPullModel": ("1.20.2", "N-EVENT-REPORT 1 2", "N-ACTION 1"),
    "ReferencedImageBox": ("5.1.1.4.2", "N-SET"),
    "VOILUTBox": ("5.1.1.22", *BOX),
    "ImageOverlayBox": ("5.1.1.24", *BOX),
    "BasicPrintImageOverlayBox": ("5.1.1.24.1", *BOX),
    "PrintQueueManagement": (
        "5.1.1.26",
        "N-EVENT-REPORT 1 2 3",
        "N-GET",
        "N-ACTION 1 2",
    ),
    "PullPrintRequest": ("5.1.1.31", "N-CREATE", "N-DELETE", "N-ACTION 1"),
}
_FILMS: Final = ("BasicFilmSession", "BasicFilmBox", "ReferencedImageBox", "Printer")
MEMBERS: Final = {
    "DetachedPatientManagementMeta": (
        "3.1.2.1.4",
        "DetachedPatientManagement",
        "DetachedVisitManagement",
    ),
    "DetachedStudyManagementMeta": (
        "3.1.2.5.5",
        "DetachedStudyManagement",
        "StudyComponentManagement",
    ),
    "DetachedResultsManagementMeta": (
        "3.1.2.5.4",
        "DetachedResultsManagement",
        "DetachedInterpretationManagement",
    ),
    "GeneralPurposeWorklistManagement": (
        "5.1.4.32",
        "GeneralPurposeWorklist",
        "GeneralPurposeScheduledProcedureStep",
        "GeneralPurposePerformedProcedureStep",
    ),
    "ReferencedGrayscalePrintManagement": ("5.1.1.9.1", *_FILMS),
    "ReferencedColorPrintManagement": ("5.1.1.18.1", *_FILMS),
    "PullStoredPrintManagement": ("5.1.1.32", "PullPrintRequest", "Printer"),
}


def sop_class(name: str) -> type[SopClass]:
    found: type[SopClass] = getattr(package, name)
    return found


def retired() -> set[str]:
    """Return the names of the SOP classes that the standard no longer contains."""
    return {
        name
        for name in package.FILES
        if issubclass(found := getattr(package, name), SopClass)
        and not issubclass(found, StorageSopClass)
        and found.last_edition
    }


def operations_of(of: type[SopClass]) -> list[str]:
    lines = []
    for each in of.operations:
        assert (each.user, each.provider) == ("?", "?")
        ids = [getattr(request, "type_id", None) for request in each.requests]
        numbers = [str(number) for number in ids if number is not None]
        lines.append(" ".join((each.service, *numbers)))
    return lines


def test_all_retired_sop_classes_are_listed() -> None:
    assert retired() == OPERATIONS.keys() | MEMBERS.keys()


@pytest.mark.parametrize("name", OPERATIONS)
def test_retired_sop_class_has_the_listed_operations(name: str) -> None:
    of, (uid, *operations) = sop_class(name), OPERATIONS[name]

    assert of.uid == ROOT + uid
    assert operations_of(of) == operations
    assert of.retired
    assert of.source


@pytest.mark.parametrize("name", MEMBERS)
def test_retired_meta_sop_class_has_the_listed_members(name: str) -> None:
    of, (uid, *members) = sop_class(name), MEMBERS[name]

    assert issubclass(of, MetaSopClass)
    assert of.uid == ROOT + uid
    assert [each.__name__ for each in of.members] == members
