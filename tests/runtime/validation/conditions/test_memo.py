"""Conditions decided by tags are evaluated once, those decided by values every time."""

from __future__ import annotations

from io import BytesIO

import pytest
from pydicom import Dataset, FileDataset
from pydicom.uid import UID

from iodize.conditions import evaluate, parse
from iodize.encoding.reader import read_data_set
from iodize.tables import editions
from iodize.tables.editions import Edition
from iodize.validation.conditions.facts import Facts
from iodize.validation.conditions.witness import WatchedView, Witness
from iodize.validation.engine.engine import Validator
from iodize.validation.views import ItemView, Names

from ..structure.objects import enhanced_ct, item

PER_FRAME = "PerFrameFunctionalGroupsSequence"


@pytest.fixture
def fresh() -> Validator:
    """Return a validator whose edition has not been used to check any object."""
    return Validator(Edition(editions.BUNDLED), explain=True)


def written(dataset: Dataset) -> BytesIO:
    file = BytesIO()
    dataset.save_as(file, enforce_file_format=True)
    file.seek(0)
    return file


def test_reports_of_equal_objects_are_equal(fresh: Validator, ct: FileDataset) -> None:
    first, *later = [fresh.check(written(ct)) for _ in range(4)]

    assert first.unknowns
    assert later == [first] * 3


def test_changed_value_is_evaluated_for_a_known_shape(
    fresh: Validator, ct: FileDataset
) -> None:
    ct.MultienergyCTAcquisition = "NO"
    for _ in range(3):
        assert "module-required" not in codes(fresh, ct)

    ct.MultienergyCTAcquisition = "YES"

    assert "module-required" in codes(fresh, ct)


def codes(validator: Validator, dataset: Dataset) -> list[str]:
    return [finding.code for finding in validator.check(written(dataset)).findings]


def frames_with_exposure(types: list[str]) -> FileDataset:
    """Return a CT with a type and an exposure without attributes for each frame."""
    ct = enhanced_ct(len(types))
    shared = ct.SharedFunctionalGroupsSequence[0]
    del shared.CTImageFrameTypeSequence
    for frame, kind in zip(ct[PER_FRAME].value, types, strict=True):
        frame.CTExposureSequence = [Dataset()]
        frame.CTImageFrameTypeSequence = [
            item(
                FrameType=[kind, "PRIMARY", "VOLUME", "NONE"],
                PixelPresentation="MONOCHROME",
                VolumetricProperties="VOLUME",
                VolumeBasedCalculationTechnique="NONE",
            )
        ]
    return ct


def missing(validator: Validator, dataset: Dataset) -> list[str]:
    """Return the frames that lack the exposure time required for their type."""
    return [
        finding.path.partition(".")[0]
        for finding in validator.check(written(dataset)).findings
        if finding.keyword == "ExposureTimeInms"
    ]


def test_one_frame_with_another_value_is_reported(fresh: Validator) -> None:
    types = ["DERIVED"] * 6
    types[4] = "ORIGINAL"

    assert missing(fresh, frames_with_exposure(types)) == [f"{PER_FRAME}[4]"]


def test_values_of_shared_groups_are_evaluated_for_each_object(
    fresh: Validator,
) -> None:
    def shared_type(kind: str) -> FileDataset:
        ct = frames_with_exposure([kind] * 3)
        groups = ct.SharedFunctionalGroupsSequence[0]
        groups.CTImageFrameTypeSequence = ct[PER_FRAME][0].CTImageFrameTypeSequence
        for frame in ct[PER_FRAME].value:
            del frame.CTImageFrameTypeSequence
        return ct

    every = [f"{PER_FRAME}[{number}]" for number in range(3)]
    assert missing(fresh, shared_type("DERIVED")) == []
    assert missing(fresh, shared_type("ORIGINAL")) == every
    assert missing(fresh, shared_type("DERIVED")) == []


@pytest.mark.parametrize(
    ("condition", "saw_value"),
    [
        ("present(Modality)", False),
        ('KVP == "120"', False),  # absent
        ("not present(top.KVP) and present(PatientName)", False),
        ('Modality == "CT"', True),
        ("valued(Modality)", True),
        ("present(ReferencedImageSequence.ReferencedSOPClassUID)", True),
        ("first()", True),
        ("present(everywhere.KVP)", True),
        ('module("Patient")', False),
    ],
)
def test_witness_records_everything_but_presence(
    condition: str, saw_value: bool
) -> None:
    edition = editions.bundled()
    dataset = item(
        Modality="CT", PatientName="A", ReferencedImageSequence=[Dataset(), Dataset()]
    )
    file = written_bare(dataset)
    elements = read_data_set(file, False, True).elements
    witness = Witness(None)
    view = ItemView(elements, None, "", None, None, Names(edition))

    evaluate(parse(condition), WatchedView(view, witness), Facts(edition, {}))

    assert witness.saw_value is saw_value


def written_bare(dataset: Dataset) -> BytesIO:
    file = BytesIO()
    dataset.save_as(file, implicit_vr=False, little_endian=True)
    file.seek(0)
    return file


def test_transfer_syntax_is_evaluated_for_a_known_shape(
    fresh: Validator, ct: FileDataset
) -> None:
    """It is in the file meta information, not among the tags of the data set."""
    ct.PixelDataProviderURL = "https://example.org/pixels"
    jpip, native = UID("1.2.840.10008.1.2.4.94"), ct.file_meta.TransferSyntaxUID

    def stray(syntax: UID | None) -> bool:
        ct.file_meta.pop("TransferSyntaxUID", None)
        if syntax is not None:
            ct.file_meta.TransferSyntaxUID = syntax
        findings = fresh.check(ct).findings
        return any(each.keyword == "PixelDataProviderURL" for each in findings)

    expected = [False, False, False, True, False, True]
    syntaxes = [None, None, None, native, jpip, native]
    assert [stray(each) for each in syntaxes] == expected
