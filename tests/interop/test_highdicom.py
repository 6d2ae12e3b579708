"""highdicom reads the examples of what it can read."""

from __future__ import annotations

from io import BytesIO

import highdicom
import pytest
from pydicom import dcmread

from iodize import example


def file_of(iod: str) -> BytesIO:
    file = BytesIO()
    example.build(iod).save_as(file, enforce_file_format=True)
    file.seek(0)
    return file


def test_it_reads_a_segmentation() -> None:
    segmentation = highdicom.seg.segread(file_of("Segmentation"))

    assert segmentation.number_of_segments == 1
    assert segmentation.pixel_array.shape == (2, 8, 8)


@pytest.mark.parametrize("iod", ["EnhancedSR", "ComprehensiveSR", "Comprehensive3DSR"])
def test_it_reads_a_report(iod: str) -> None:
    report = highdicom.sr.srread(file_of(iod))

    assert [item.value_type.value for item in report.content[0].ContentSequence] == [
        "TEXT",
        "CODE",
        "NUM",
        "PNAME",
    ]


def test_it_reads_a_key_object_selection() -> None:
    selection = dcmread(file_of("KeyObjectSelectionDocument"))

    read = highdicom.ko.KeyObjectSelectionDocument.from_dataset(selection)

    assert len(read.content.get_references()) == 1


def test_it_reads_annotations() -> None:
    assert highdicom.ann.annread(file_of("MicroscopyBulkSimpleAnnotations"))


@pytest.mark.parametrize(
    ("iod", "frames"),
    [("CTImage", 1), ("EnhancedCTImage", 2), ("VLWholeSlideMicroscopyImage", 1)],
)
def test_it_reads_the_frames_of_an_image(iod: str, frames: int) -> None:
    image = highdicom.imread(file_of(iod))

    assert image.get_frames().shape[:3] == (frames, 8, 8)
