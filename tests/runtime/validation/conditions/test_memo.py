"""What the tags decide is settled once; what values decide is asked of each object."""

from __future__ import annotations

from io import BytesIO

import pytest
from pydicom import Dataset, FileDataset

from iodize import editions
from iodize.conditions import evaluate, parse
from iodize.validation.elements import read_elements
from iodize.validation.engine import Validator
from iodize.validation.judging import Facts
from iodize.validation.layouts import WatchedView, Witness
from iodize.validation.view import ItemView, Names

from .structure.objects import enhanced_ct, item

PER_FRAME = "PerFrameFunctionalGroupsSequence"


@pytest.fixture
def fresh() -> Validator:
    """Return a validator that has met no layout yet."""
    return Validator(explain=True)


def written(dataset: Dataset) -> BytesIO:
    file = BytesIO()
    dataset.save_as(file, enforce_file_format=True)
    file.seek(0)
    return file


def test_a_layout_met_before_gets_the_same_report(
    fresh: Validator, ct: FileDataset
) -> None:
    first, *later = [fresh.check(written(ct)) for _ in range(4)]

    assert first.unknowns
    assert later == [first] * 3


def test_a_value_is_looked_at_however_often_its_layout_was_met(
    fresh: Validator, ct: FileDataset
) -> None:
    ct.MultienergyCTAcquisition = "NO"
    for _ in range(3):
        assert "module-required" not in codes(fresh, ct)

    ct.MultienergyCTAcquisition = "YES"

    assert "module-required" in codes(fresh, ct)


def codes(validator: Validator, dataset: Dataset) -> list[str]:
    return [found.code for found in validator.check(written(dataset)).findings]


def frames_with_exposure(types: list[str]) -> FileDataset:
    """Return a CT whose frames have a type each, and an exposure without any value."""
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
    """Return the frames that lack an exposure time which their type asks for."""
    return [
        found.path.partition(".")[0]
        for found in validator.check(written(dataset)).findings
        if found.keyword == "ExposureTimeInms"
    ]


def test_one_frame_of_many_has_another_value(fresh: Validator) -> None:
    types = ["DERIVED"] * 6
    types[4] = "ORIGINAL"

    assert missing(fresh, frames_with_exposure(types)) == [f"{PER_FRAME}[4]"]


def test_what_is_around_the_frames_is_asked_for_in_each_object(
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
    ("condition", "asked"),
    [
        ("present(Modality)", False),
        ('KVP == "120"', False),  # absent: it has no value
        ("not present(top.KVP) and present(PatientName)", False),
        ('Modality == "CT"', True),
        ("valued(Modality)", True),
        ("present(ReferencedImageSequence.ReferencedSOPClassUID)", True),
        ("first()", True),
        ("present(everywhere.KVP)", True),
        ('module("Patient")', False),
    ],
)
def test_a_witness_notes_all_but_presence(condition: str, asked: bool) -> None:
    edition = editions.bundled()
    dataset = item(
        Modality="CT", PatientName="A", ReferencedImageSequence=[Dataset(), Dataset()]
    )
    file = written_bare(dataset)
    elements = read_elements(file, False, True).elements
    witness = Witness(None)
    view = ItemView(elements, None, "", None, None, Names(edition))

    evaluate(parse(condition), WatchedView(view, witness), Facts(edition, {}))

    assert witness.asked is asked


def written_bare(dataset: Dataset) -> BytesIO:
    file = BytesIO()
    dataset.save_as(file, implicit_vr=False, little_endian=True)
    file.seek(0)
    return file
