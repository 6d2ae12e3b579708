"""Our SOP classes and statuses beside pynetdicom's, which somebody typed in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

import pytest

import iodize.generated.services as package
from iodize.dimse.services.sop_classes import SopClass

sop_class: Any = pytest.importorskip("pynetdicom.sop_class")
status: Any = pytest.importorskip("pynetdicom.status")

FAMILIES: Final = {
    "STORAGE": ["STORAGE"],
    "QR_FIND": ["QR", "INVENTORY"],
    "QR_MOVE": ["QR"],
    "QR_GET": ["QR"],
    "MODALITY_WORKLIST": ["BASIC_WORKLIST"],
    "RELEVANT_PATIENT": ["RELEVANT_PATIENT_QUERY"],
    "SUBSTANCE_ADMINISTRATION": ["SUBSTANCE_ADMINISTRATION"],
    "NON_PATIENT": ["NON_PATIENT_OBJECT"],
    "PROCEDURE_STEP": ["PROCEDURE_STEP"],
    "PRINT_JOB_MANAGEMENT": ["PRINT_MANAGEMENT"],
    "MEDIA_CREATION_MANAGEMENT": ["MEDIA_CREATION"],
    "UNIFIED_PROCEDURE_STEP": ["UNIFIED_PROCEDURE_STEP"],
    "RT_MACHINE_VERIFICATION": ["RT_MACHINE_VERIFICATION"],
    "APPLICATION_EVENT_LOGGING": ["APPLICATION_EVENT"],
    "STORAGE_COMMITMENT": ["STORAGE_COMMITMENT"],
    "STORAGE_MANAGEMENT": ["STORAGE_MANAGEMENT"],
    "VERIFICATION": ["VERIFICATION"],
}
"""Their tables of statuses, and of the SOP classes that have them."""

OPERATIONS: Final = {"QR_FIND": "C-FIND", "QR_MOVE": "C-MOVE", "QR_GET": "C-GET"}

NOT_BY_NETWORK: Final = {"MediaStorageDirectoryStorage"}
"""PS3.4 I.4: media storage has no DIMSE service."""

NEWER: Final = {
    "PhotoacousticImageStorage",
    "General32bitECGWaveformStorage",
    "WaveformPresentationStateStorage",
    "WaveformAcquisitionPresentationStateStorage",
    "VariableModalityLUTSoftcopyPresentationStageStorage",
    "LabelMapSegmentationStorage",
    "HeightMapSegmentationStorage",
    "ConfocalMicroscopyImageStorage",
    "ConfocalMicroscopyTiledPyramidalImageStorage",
    "WaveformAnnotationSRStorage",
}
"""Younger than 2023a."""

OF_OTHER_STANDARDS: Final = ("DICOS", "EddyCurrent")
"""Registered by PS3.6, defined elsewhere: security and non-destructive testing."""


def ours() -> dict[str, type[SopClass]]:
    classes = (getattr(package, name) for name in package.FILES)
    return {each.uid: each for each in classes if issubclass(each, SopClass)}


def theirs(family: str) -> Mapping[str, str]:
    found: Mapping[str, str] = getattr(sop_class, f"_{family}_CLASSES")
    return found


def families() -> Iterator[str]:
    for name in dir(sop_class):
        if name.endswith("_CLASSES") and name != "_SERVICE_CLASSES":
            yield name.removeprefix("_").removesuffix("_CLASSES")


def test_they_have_no_sop_class_that_we_lack() -> None:
    known = ours()
    missing = {
        keyword
        for family in families()
        for keyword, uid in theirs(family).items()
        if uid not in known
    }

    assert missing <= NEWER | NOT_BY_NETWORK


def test_we_have_no_sop_class_in_use_that_they_lack() -> None:
    known = {uid for family in families() for uid in theirs(family).values()}

    for uid, each in ours().items():
        other = each.retired or each.__name__.startswith(OF_OTHER_STANDARDS)
        assert uid in known or other, each


def covers(code: str, family: str) -> bool:
    return all(x in ("x", digit) for x, digit in zip(family, code, strict=True))


def known_codes(table: str) -> dict[str, set[str]]:
    """Return our statuses of all SOP classes of a table of theirs, with categories."""
    found: dict[str, set[str]] = {}
    classes = ours()
    for uid in (u for family in FAMILIES[table] for u in theirs(family).values()):
        for operation in classes[uid].operations if uid in classes else ():
            if OPERATIONS.get(table, operation.service) == operation.service:
                for each in operation.statuses:
                    found.setdefault(each.code, set()).add(str(each.category))
    return found


@pytest.mark.parametrize("table", FAMILIES)
def test_a_status_is_the_same_to_both(table: str) -> None:
    """Each code of ours is theirs, and each of theirs ours, of the same category."""
    codes = getattr(status, f"{table}_SERVICE_CLASS_STATUS", None) or getattr(
        status, f"{table}_STATUS"
    )
    listed = {f"{code:04X}": category for code, (category, _) in codes.items()}
    general = {f"{code:04X}" for code in status.GENERAL_STATUS}
    known = known_codes(table)

    for code, category in listed.items():
        same = [c for c in known if c == code] or [c for c in known if covers(code, c)]
        assert same or code in general, code
        assert not same or category in known[same[0]], code
    for code in known:
        assert code in general or any(covers(each, code) for each in listed), code
