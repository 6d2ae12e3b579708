"""Every example conforms to its IOD."""

from __future__ import annotations

import subprocess
import sys
from io import BytesIO

import pytest
from pydicom import dcmread

from iodize import example
from iodize.definitions import CompositeIod, NormalizedIod
from iodize.findings.finding import Severity
from iodize.iods import CTImage
from iodize.show import UnknownNameError
from iodize.tables import editions
from iodize.validation.engine.engine import Validator

EDITION = editions.bundled()
SOP_CLASSES = example.sop_classes(EDITION)
NAMED = [pytest.param(uid, id=f"{iod}-{uid}") for uid, iod in SOP_CLASSES.items()]

ABOUT_THE_SOP_CLASS = frozenset({"sop-class-without-iod", "sop-class-retired"})
"""Info for objects of normalized IODs, which are not stored, and of retired SOP classes."""


def test_every_iod_has_an_example() -> None:
    iods = {iod.__name__ for iod in EDITION.definitions("iods")}
    composite = [i for i in EDITION.definitions("iods") if issubclass(i, CompositeIod)]
    normalized = [
        i for i in EDITION.definitions("iods") if issubclass(i, NormalizedIod)
    ]

    assert set(SOP_CLASSES.values()) == iods
    assert len(composite) == 169
    assert len(normalized) == 30
    assert set(EDITION.sop_classes) <= set(SOP_CLASSES)


@pytest.mark.parametrize("uid", NAMED)
def test_example_has_no_findings(uid: str, validator: Validator) -> None:
    report = validator.check(example.build(SOP_CLASSES[uid], uid))

    found = [
        f"{each.code} {each.path}: {each.message}"
        for each in report.findings
        if each.code not in ABOUT_THE_SOP_CLASS
    ]
    assert report.iod
    assert found == []


@pytest.mark.parametrize("uid", NAMED)
def test_example_is_read_as_it_was_written(uid: str, validator: Validator) -> None:
    file, again = BytesIO(), BytesIO()
    example.build(SOP_CLASSES[uid], uid).save_as(file, enforce_file_format=True)

    file.seek(0)
    read = dcmread(file)
    read.walk(lambda *_: None)  # decodes every value
    read.save_as(again, enforce_file_format=True)
    assert again.getvalue() == file.getvalue()
    file.seek(0)
    errors = [
        f"{each.code} {each.path}: {each.message}"
        for each in validator.check(file).findings
        if each.severity is Severity.ERROR
        and each.path != "CurrentFrameFunctionalGroupsSequence"  # not allowed in files
    ]
    assert errors == []


def test_same_seed_gives_the_same_object() -> None:
    assert example.build("EnhancedCTImage") == example.build("EnhancedCTImage")


def test_examples_with_the_same_seed_are_of_one_study() -> None:
    ct, mr = example.build("CTImage", seed=7), example.build("MRImage", seed=7)

    assert ct.StudyInstanceUID == mr.StudyInstanceUID
    assert ct.FrameOfReferenceUID == mr.FrameOfReferenceUID
    assert ct.SeriesInstanceUID != mr.SeriesInstanceUID
    assert ct.SOPInstanceUID != mr.SOPInstanceUID
    assert ct.StudyInstanceUID != example.build("CTImage").StudyInstanceUID


def test_references_are_to_the_ct_image() -> None:
    document = example.build("KeyObjectSelectionDocument", seed=7)
    [study] = document.CurrentRequestedProcedureEvidenceSequence
    [series] = study.ReferencedSeriesSequence
    [instance] = series.ReferencedSOPSequence
    ct = example.build("CTImage", seed=7)

    assert study.StudyInstanceUID == ct.StudyInstanceUID
    assert series.SeriesInstanceUID == ct.SeriesInstanceUID
    assert instance.ReferencedSOPInstanceUID == ct.SOPInstanceUID


def test_values_are_natural() -> None:
    ct = example.build("CTImage")

    assert ct.PatientName == "Doe^Jane"
    assert ct.Modality == "CT"
    assert ct.ImageType == ["ORIGINAL", "PRIMARY", "AXIAL"]
    assert ct.KVP == 120
    assert len(ct.PixelData) == 8 * 8 * 2


def test_frames_are_adjacent() -> None:
    frames = example.build("EnhancedCTImage").PerFrameFunctionalGroupsSequence
    places = [
        frame.PlanePositionSequence[0].ImagePositionPatient[2] for frame in frames
    ]

    assert places == [0, 5]
    assert [f.FrameContentSequence[0].DimensionIndexValues for f in frames] == [1, 2]


def test_optional_parts_are_added() -> None:
    custom = example.Customization(
        modules=frozenset({"ContrastBolus"}),
        attributes=frozenset({"RequestAttributesSequence", "PixelAspectRatio"}),
        items={"RequestAttributesSequence": 2},
        values={"Rows": 4, "KVP": "80"},
    )

    made = example.construct("CTImage", custom=custom).dataset

    assert "ContrastBolusAgent" in made
    assert len(made.RequestAttributesSequence) == 2
    assert made.KVP == 80
    assert len(made.PixelData) == 4 * 8 * 2


def test_class_derived_from_an_iod_is_built_as_the_iod() -> None:
    class Scan(CTImage):
        pass

    assert example.build(Scan) == example.build(CTImage)


def test_sop_class_determines_the_intent() -> None:
    processing = "1.2.840.10008.5.1.4.1.1.1.1.1"

    assert example.build("DigitalXRayImage").PresentationIntentType == (
        "FOR PRESENTATION"
    )
    assert example.build("DigitalXRayImage", processing).PresentationIntentType == (
        "FOR PROCESSING"
    )


def test_unknown_name_is_refused() -> None:
    with pytest.raises(UnknownNameError):
        example.build("NoImage")


def test_iod_can_be_given_by_any_name() -> None:
    processing = example.build("Digital X-Ray Image Storage - For Processing")

    assert example.build("ct image") == example.build("CTImage")
    assert processing.PresentationIntentType == "FOR PROCESSING"


def test_importing_iodize_does_not_import_examples() -> None:
    code = "import sys, iodize; sys.exit('iodize.example' in sys.modules)"

    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
