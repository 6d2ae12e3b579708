"""Segmentations of many kinds of masks and sources, and refused ones."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from pydicom import Dataset
from pydicom.dataset import FileDataset
from pydicom.sr.codedict import codes
from pydicom.uid import generate_uid

from iodize import build
from iodize.build import Segment
from iodize.iods import ComprehensiveSR, CTImage
from iodize.macros import AlgorithmIdentification, Code

from .checks import conforms
from .sources import (
    EQUIPMENT,
    OBLIQUE,
    cine,
    colored,
    enhanced,
    radiograph,
    series,
    slide,
)

ONE = Segment("One", codes.SCT.Tissue, codes.SCT.Bone)
TWO = Segment("Two", codes.SCT.Organ, codes.SCT.Liver, algorithm="net")
THREE = Segment("Three", codes.SCT.Organ, codes.SCT.Kidney, algorithm="net")
RANDOM = np.random.default_rng(1)


def frames_of(dataset: Dataset) -> dict[tuple[int, ...], np.ndarray[Any, Any]]:
    """Return the stored frames of a segmentation by Dimension Index Values."""
    stored = dataset.pixel_array.reshape(-1, dataset.Rows, dataset.Columns)
    found = {}
    for groups, frame in zip(
        dataset.PerFrameFunctionalGroupsSequence, stored, strict=True
    ):
        values = groups.FrameContentSequence[0].DimensionIndexValues
        found[tuple(values)] = frame
    assert len(found) == len(stored)
    return found


def built(
    mask: Any, images: Any, segments: Any, folder: Path, **given: Any
) -> FileDataset:
    return conforms(
        build.segmentation(mask, images, segments, **given, **EQUIPMENT), folder
    )


@pytest.mark.parametrize(
    ("dtype", "rows", "columns"),
    [
        *((dtype, 6, 9) for dtype in (bool, "u1", "u2", "i4", "i8", ">u2")),
        *((bool, rows, columns) for rows, columns in ((5, 3), (1, 1), (3, 4))),
    ],
)
def test_binary_mask_of_any_shape_and_type_is_stored(
    dtype: Any, rows: int, columns: int, tmp_path: Path
) -> None:
    mask = (RANDOM.random((4, rows, columns)) > 0.4).astype(dtype)
    mask[2] = 0
    mask[0, 0, 0] = mask[1, 0, 0] = mask[3, 0, 0] = 1

    found = frames_of(built(mask, series(4, rows, columns), [ONE], tmp_path))

    assert [*found] == [(1, 1), (1, 2), (1, 3)]
    for frame, plane in zip(found.values(), mask[[0, 1, 3]], strict=True):
        assert (frame == (plane != 0)).all()


def test_image_of_one_frame_takes_a_mask_of_two_axes(tmp_path: Path) -> None:
    mask = np.eye(6, 9, dtype=bool)
    found = frames_of(built(mask, series(1), ONE, tmp_path))
    assert (found[1, 1] == mask).all()


def test_values_are_segment_numbers(tmp_path: Path) -> None:
    mask = RANDOM.integers(0, 4, (4, 6, 9))
    found = frames_of(built(mask, series(), [ONE, TWO, THREE], tmp_path))
    for (segment, place), frame in found.items():
        assert (frame == (mask[place - 1] == segment)).all()
    assert len(found) == 12


def test_segments_in_another_order_keep_their_numbers(tmp_path: Path) -> None:
    segments = [
        Segment("B", codes.SCT.Organ, codes.SCT.Liver, number=2),
        Segment("A", codes.SCT.Organ, codes.SCT.Kidney, number=1),
    ]
    mask = np.zeros((4, 6, 9), np.uint8)
    mask[0, 0, 0], mask[1, 1, 1] = 2, 1

    dataset = built(mask, series(), segments, tmp_path)

    assert [item.SegmentLabel for item in dataset.SegmentSequence] == ["A", "B"]
    assert frames_of(dataset)[2, 1][0, 0] == 1
    assert frames_of(dataset)[1, 2][1, 1] == 1


def test_overlapping_segments_are_stored_and_declared(tmp_path: Path) -> None:
    mask = np.zeros((4, 6, 9, 2), bool)
    mask[1, 2:4, 2:4, 0] = mask[1, 3:5, 3:5, 1] = True
    dataset = built(mask, series(), [ONE, TWO], tmp_path)
    assert dataset.SegmentsOverlap == "YES"
    assert {*frames_of(dataset)} == {(1, 1), (2, 1)}


def test_separate_segments_do_not_overlap(tmp_path: Path) -> None:
    mask = np.zeros((4, 6, 9, 2), np.uint8)
    mask[1, 0, 0, 0] = mask[1, 1, 1, 1] = 1
    assert built(mask, series(), [ONE, TWO], tmp_path).SegmentsOverlap == "NO"


def test_many_segments(tmp_path: Path) -> None:
    many = [
        Segment(f"S{number}", codes.SCT.Organ, codes.SCT.Liver) for number in range(300)
    ]
    mask = np.arange(1, 301).reshape(4, 5, 15)
    found = frames_of(built(mask, series(4, 5, 15), many, tmp_path))
    assert len(found) == 300
    assert all(frame.sum() == 1 for frame in found.values())


def test_empty_mask_has_all_frames(tmp_path: Path) -> None:
    dataset = built(np.zeros((4, 6, 9), bool), series(), [ONE], tmp_path)
    assert dataset.NumberOfFrames == 4
    assert not dataset.pixel_array.any()


def test_empty_segment_of_several_has_no_frame(tmp_path: Path) -> None:
    mask = np.zeros((4, 6, 9), np.uint8)
    mask[0, 0, 0] = 1
    assert {*frames_of(built(mask, series(), [ONE, TWO], tmp_path))} == {(1, 1)}


def test_empty_frames_are_kept_on_request(tmp_path: Path) -> None:
    mask = np.zeros((4, 6, 9), np.uint8)
    mask[0, 0, 0] = 1
    dataset = built(mask, series(), [ONE, TWO], tmp_path, keep_empty_frames=True)
    assert len(frames_of(dataset)) == 8


@pytest.mark.parametrize("dtype", ["f2", "f4", "f8"])
def test_floats_are_fractions(dtype: str, tmp_path: Path) -> None:
    mask = RANDOM.random((4, 6, 9)).astype(dtype)
    dataset = built(mask, series(), [TWO], tmp_path)
    assert dataset.SegmentationType == "FRACTIONAL"
    for (_, place), frame in frames_of(dataset).items():
        assert np.abs(frame / 255 - mask[place - 1]).max() <= 0.5 / 255 + 1e-3


def test_fractions_have_the_given_maximum_and_meaning(tmp_path: Path) -> None:
    mask = np.full((4, 6, 9), 0.5)
    dataset = built(
        mask,
        series(),
        [TWO],
        tmp_path,
        maximum_fractional_value=100,
        fractional_type="OCCUPANCY",
    )
    assert (dataset.pixel_array == 50).all()
    assert dataset.SegmentationFractionalType == "OCCUPANCY"


def test_fractions_of_several_segments(tmp_path: Path) -> None:
    mask = RANDOM.random((4, 6, 9, 2))
    assert len(frames_of(built(mask, series(), [ONE, TWO], tmp_path))) == 8


def test_integers_may_be_stored_as_fractions(tmp_path: Path) -> None:
    mask = np.ones((4, 6, 9), np.uint8)
    dataset = built(mask, series(), [ONE], tmp_path, segmentation_type="FRACTIONAL")
    assert (dataset.pixel_array == 255).all()


def test_floats_of_zero_and_one_may_be_binary(tmp_path: Path) -> None:
    mask = np.eye(6, 9)[None].repeat(4, 0)
    dataset = built(mask, series(), [ONE], tmp_path, segmentation_type="BINARY")
    assert dataset.BitsAllocated == 1


def test_fraction_that_rounds_to_nothing_has_no_frame(tmp_path: Path) -> None:
    mask = np.zeros((4, 6, 9))
    mask[0], mask[1] = 0.001, 0.5
    assert {*frames_of(built(mask, series(), [ONE], tmp_path))} == {(1, 1)}


@pytest.mark.parametrize(
    "places", [[0, 2.5, 5, 30], [30, 5, 2.5, 0], [5, 0, 30, 2.5]], ids=str
)
def test_gaps_and_order_of_slices_are_kept(
    places: list[float], tmp_path: Path
) -> None:
    mask = np.zeros((4, 6, 9), bool)
    mask[:, 0, 0] = True
    for number in range(4):
        mask[number, 1, number] = True
    dataset = built(mask, series(places=places), [ONE], tmp_path)
    for groups, frame in zip(
        dataset.PerFrameFunctionalGroupsSequence, dataset.pixel_array, strict=True
    ):
        z = groups.PlanePositionSequence[0].ImagePositionPatient[2]
        assert frame[1, places.index(float(z))] == 1
    order = [
        groups.PlanePositionSequence[0].ImagePositionPatient[2]
        for groups in dataset.PerFrameFunctionalGroupsSequence
    ]
    assert order == sorted(order)


def test_oblique_planes_keep_their_orientation(tmp_path: Path) -> None:
    dataset = built(
        np.ones((4, 6, 9), bool), series(orientation=OBLIQUE), [ONE], tmp_path
    )
    (shared,) = dataset.SharedFunctionalGroupsSequence
    assert tuple(shared.PlaneOrientationSequence[0].ImageOrientationPatient) == OBLIQUE


def test_planes_of_several_orientations_have_their_own(tmp_path: Path) -> None:
    images = [*series(2), *series(2, orientation=OBLIQUE)]
    dataset = built(np.ones((4, 6, 9), bool), images, [ONE], tmp_path)
    assert [*frames_of(dataset)] == [(1, 1), (1, 2), (1, 3), (1, 4)]
    assert all(
        "PlaneOrientationSequence" in groups
        for groups in dataset.PerFrameFunctionalGroupsSequence
    )


def test_single_source_and_paths_and_data_sets_are_taken(tmp_path: Path) -> None:
    (image,) = series(1)
    image.save(tmp_path / "ct.dcm")
    mask = np.ones((1, 6, 9), bool)
    for given in (image, image.to_dataset(), tmp_path / "ct.dcm", [image], (image,)):
        built(mask, given, [ONE], tmp_path)
    built(mask, iter([image]), [ONE], tmp_path)


def test_frames_of_a_multi_frame_source_are_referred_to(tmp_path: Path) -> None:
    mask = np.zeros((4, 6, 9), bool)
    mask[2, 1, 1] = True
    dataset = built(mask, enhanced(series()), [ONE], tmp_path)
    (groups,) = dataset.PerFrameFunctionalGroupsSequence
    (source,) = groups.DerivationImageSequence[0].SourceImageSequence
    assert source.ReferencedFrameNumber == 3
    assert groups.PlanePositionSequence[0].ImagePositionPatient[2] == 5


def test_phases_at_the_same_position_are_told_apart(tmp_path: Path) -> None:
    mask = np.ones((8, 6, 9), bool)
    dataset = built(mask, enhanced(series(), repeats=2), [ONE], tmp_path)
    assert len(frames_of(dataset)) == 8


def test_multi_frame_source_of_one_frame(tmp_path: Path) -> None:
    built(np.ones((6, 9), bool), enhanced(series(1)), [ONE], tmp_path)


@pytest.mark.parametrize("source", [radiograph, colored])
def test_source_without_position_is_referred_to(
    source: Callable[[], Any], tmp_path: Path
) -> None:
    dataset = built(np.ones((6, 9), bool), source(), [ONE], tmp_path)
    assert "FrameOfReferenceUID" not in dataset
    assert len(frames_of(dataset)) == 1


def test_several_sources_without_position(tmp_path: Path) -> None:
    images = [radiograph(), radiograph()]
    assert len(frames_of(built(np.ones((2, 6, 9), bool), images, [ONE], tmp_path))) == 2


def test_cine_without_position(tmp_path: Path) -> None:
    mask = np.ones((3, 6, 9), bool)
    mask[1] = False
    dataset = built(mask, cine(), [ONE], tmp_path)
    numbers = [
        groups.DerivationImageSequence[0].SourceImageSequence[0].ReferencedFrameNumber
        for groups in dataset.PerFrameFunctionalGroupsSequence
    ]
    assert numbers == [1, 3]


def test_matrix_of_a_slide_is_cut_into_tiles(tmp_path: Path) -> None:
    matrix = np.zeros((10, 13), bool)
    matrix[0, 0] = matrix[9, 12] = True

    dataset = built(matrix, slide(), [ONE], tmp_path)

    first, last = dataset.PerFrameFunctionalGroupsSequence
    place = last.PlanePositionSlideSequence[0]
    assert place.RowPositionInTotalImagePixelMatrix == 9
    assert place.ColumnPositionInTotalImagePixelMatrix == 13
    assert place.XOffsetInSlideCoordinateSystem == pytest.approx(20 - 0.008)
    assert place.YOffsetInSlideCoordinateSystem == pytest.approx(40 - 0.012)
    assert dataset.pixel_array[0, 0, 0] == 1
    assert dataset.pixel_array[1, 1, 0] == 1
    assert dataset.pixel_array.sum() == 2
    assert first.PlanePositionSlideSequence[0].XOffsetInSlideCoordinateSystem == 20


def test_tiles_of_a_slide_and_segments_on_its_matrix(tmp_path: Path) -> None:
    tiles = np.zeros((9, 4, 6), np.uint8)
    tiles[4, 1, 1] = 1
    found = built(tiles, slide(), [ONE], tmp_path)
    matrix = np.zeros((10, 13, 2), bool)
    matrix[5, 7, 0] = matrix[0, 0, 1] = True
    both = built(matrix, slide(), [ONE, TWO], tmp_path)
    assert len(frames_of(found)) == 1
    assert len(frames_of(both)) == 2


def test_sparse_slide_has_positions_of_its_frames(tmp_path: Path) -> None:
    image = slide()
    sparse = Dataset()
    sparse.ColumnPositionInTotalImagePixelMatrix = 7
    sparse.RowPositionInTotalImagePixelMatrix = 5
    sparse.XOffsetInSlideCoordinateSystem = 19.5
    sparse.YOffsetInSlideCoordinateSystem = 39.5
    sparse.ZOffsetInSlideCoordinateSystem = 0
    groups = Dataset()
    groups.PlanePositionSlideSequence = [sparse]
    image.DimensionOrganizationType = "TILED_SPARSE"
    image.PerFrameFunctionalGroupsSequence = [groups]
    image.NumberOfFrames = 1
    dataset = built(np.ones((4, 6), bool), image, [ONE], tmp_path)
    (frame,) = dataset.PerFrameFunctionalGroupsSequence
    place = frame.PlanePositionSlideSequence[0]
    assert place.XOffsetInSlideCoordinateSystem == 19.5


def test_codes_of_any_kind_are_taken(tmp_path: Path) -> None:
    segment = Segment(
        "A",
        Code("91723000", "SCT", "Anatomical structure"),
        ("1234567890123456789", "99EXAMPLE", "A long code"),
        algorithm=AlgorithmIdentification(
            AlgorithmFamilyCodeSequence=[
                Code("123110", "DCM", "Artificial Intelligence")
            ],
            AlgorithmName="net",
            AlgorithmVersion="1",
        ),
        is_semiautomatic=True,
        anatomic_region=codes.SCT.Liver,
        tracking_id="T",
        tracking_uid=generate_uid(),
        description="D",
        color=(1, 2, 3),
    )
    dataset = built(np.ones((4, 6, 9), bool), series(), segment, tmp_path)
    (item,) = dataset.SegmentSequence
    assert item.SegmentedPropertyTypeCodeSequence[0].LongCodeValue.startswith("123456")
    assert item.SegmentAlgorithmType == "SEMIAUTOMATIC"


def test_lossy_source_is_stated(tmp_path: Path) -> None:
    images = [
        image.replace(
            LossyImageCompression="01",
            LossyImageCompressionRatio=[10],
            LossyImageCompressionMethod=["ISO_10918_1"],
        )
        for image in series()
    ]
    dataset = built(np.ones((4, 6, 9), bool), images, [ONE], tmp_path)
    assert dataset.LossyImageCompression == "01"
    assert dataset.LossyImageCompressionRatio == 10


def test_patient_and_study_are_those_of_the_source(tmp_path: Path) -> None:
    images = series(PatientName="Doe^Jane", StudyDescription="S", SeriesNumber=7)
    dataset = built(
        np.ones((4, 6, 9), bool), images, [ONE], tmp_path, SeriesDescription="SEG"
    )
    assert dataset.PatientName == "Doe^Jane"
    assert dataset.StudyDescription == "S"
    assert dataset.SeriesNumber == 107
    assert dataset.SeriesDescription == "SEG"
    assert dataset.Manufacturer == "Example"
    assert dataset.StudyInstanceUID == images[0].StudyInstanceUID
    assert dataset.SeriesInstanceUID != images[0].SeriesInstanceUID


def other(keyword: str, value: Any) -> list[CTImage]:
    """Return a series whose last image has another value."""
    images = series()
    return [*images[:3], images[3].replace(**{keyword: value})]


FULL = np.ones((4, 6, 9), bool)
REFUSED: list[tuple[str, Callable[[], Any], Any, Any, str]] = [
    ("three frames", series, FULL[:3], [ONE], "pass a source image for each"),
    ("five frames", series, np.ones((5, 6, 9)), [ONE], "(5, 6, 9)"),
    ("frames last", series, np.ones((6, 9, 4)), [ONE], "moveaxis"),
    ("swapped", series, np.ones((4, 9, 6)), [ONE], "swap"),
    ("one axis", series, np.ones(4), [ONE], "axes"),
    ("five axes", series, np.ones((4, 6, 9, 1, 1)), [ONE], "axes"),
    ("no pixels", series, np.ones((0, 6, 9)), [ONE], "(0, 6, 9)"),
    ("segments of one", lambda: series(1), np.ones((6, 9, 2)), [ONE, TWO], "mask[None]"),
    ("segments missing", series, np.ones((4, 6, 9, 3), bool), [ONE, TWO], "3 segments"),
    ("two of bool", series, FULL, [ONE, TWO], "2 are described"),
    ("two of floats", series, FULL * 0.5, [ONE, TWO], "2 are described"),
    ("255", series, FULL * np.uint8(255), [ONE], "mask > 0"),
    ("unknown number", series, FULL * np.uint8(3), [ONE, TWO], "values 3"),
    ("negative", series, FULL * np.int16(-1), [ONE], "-1"),
    ("huge", series, FULL * np.int64(10**9), [ONE], "1000000000"),
    ("values on axis", series, np.full((4, 6, 9, 1), 2), [ONE], "0 and 1"),
    ("above one", series, FULL * 1.5, [ONE], "from 0 to 1"),
    ("below zero", series, FULL * -0.5, [ONE], "from 0 to 1"),
    ("NaN", series, FULL * np.nan, [ONE], "from 0 to 1"),
    ("no segments", series, FULL, [], "at least one"),
    (
        "same numbers",
        series,
        FULL,
        [Segment("A", codes.SCT.Tissue, codes.SCT.Bone, number=2)] * 2,
        "another number",
    ),
    (
        "number with gap",
        series,
        FULL * np.uint8(3),
        [Segment("A", codes.SCT.Tissue, codes.SCT.Bone, number=3)],
        "from 1 without gaps",
    ),
    (
        "number zero",
        series,
        FULL,
        [Segment("A", codes.SCT.Tissue, codes.SCT.Bone, number=0)],
        "from 1 to",
    ),
    (
        "no algorithm",
        series,
        FULL,
        [Segment("A", codes.SCT.Tissue, codes.SCT.Bone, is_semiautomatic=True)],
        "semiautomatic",
    ),
    (
        "bad code",
        series,
        FULL,
        [Segment("A", ("1", "SCT"), codes.SCT.Bone)],  # type: ignore[arg-type]
        "not a code",
    ),
    (
        "text as code",
        series,
        FULL,
        [Segment("A", "Bone", codes.SCT.Bone)],  # type: ignore[arg-type]
        "not a code",
    ),
    ("no images", list, FULL, [ONE], "at least one instance"),
    ("twice", lambda: series(1) * 4, FULL, [ONE], "twice"),
    ("a report", ComprehensiveSR.example, FULL, [ONE], "not an image"),
    (
        "frame of reference",
        lambda: other("FrameOfReferenceUID", generate_uid()),
        FULL,
        [ONE],
        "FrameOfReferenceUID of instance 4",
    ),
    (
        "study",
        lambda: other("StudyInstanceUID", generate_uid()),
        FULL,
        [ONE],
        "StudyInstanceUID of instance 4",
    ),
    ("patient", lambda: other("PatientID", "X"), FULL, [ONE], "PatientID"),
    ("rows", lambda: other("Rows", 7), FULL, [ONE], "Rows of instance 4"),
    (
        "mixed positions",
        lambda: [
            *series(3),
            radiograph().replace(StudyInstanceUID=series(1)[0].StudyInstanceUID),
        ],
        FULL,
        [ONE],
        "plane 4 has no position",
    ),
    ("slide", slide, np.ones((9, 13)), [ONE], "total pixel matrix (10, 13)"),
]


@pytest.mark.parametrize(
    ("source", "mask", "segments", "message"),
    [case[1:] for case in REFUSED],
    ids=[case[0] for case in REFUSED],
)
def test_arguments_that_do_not_match_are_refused(
    source: Callable[[], Any], mask: Any, segments: Any, message: str
) -> None:
    with pytest.raises(build.BuildError) as caught:
        build.segmentation(mask, source(), segments, **EQUIPMENT)
    assert message in str(caught.value)


@pytest.mark.parametrize(
    ("mask", "images", "segments"),
    [
        (FULL.tolist(), series(), [ONE]),
        (FULL.astype(complex), series(), [ONE]),
        (FULL.astype(object), series(), [ONE]),
        (FULL, [1, 2], [ONE]),
        (FULL, series(), ["A"]),
    ],
    ids=["list", "complex", "object", "numbers", "texts"],
)
def test_arguments_of_other_types_are_refused(
    mask: Any, images: Any, segments: Any
) -> None:
    with pytest.raises(TypeError):
        build.segmentation(mask, images, segments, **EQUIPMENT)


@pytest.mark.parametrize("value", [0, 256, -1])
def test_maximum_fractional_value_is_limited(value: int) -> None:
    with pytest.raises(build.BuildError, match="from 1 to 255"):
        build.segmentation(
            FULL * 0.5, series(), [ONE], maximum_fractional_value=value, **EQUIPMENT
        )


def test_fractions_are_not_binary() -> None:
    with pytest.raises(build.BuildError, match="FRACTIONAL"):
        build.segmentation(
            FULL * 0.5, series(), [ONE], segmentation_type="BINARY", **EQUIPMENT
        )


def test_label_map_needs_an_edition_with_its_iod() -> None:
    with pytest.raises(build.BuildError, match="2023a does not have"):
        build.segmentation(
            FULL, series(), [ONE], segmentation_type="LABELMAP", **EQUIPMENT
        )


def test_equipment_is_not_that_of_the_scanner() -> None:
    with pytest.raises(TypeError, match="Manufacturer"):
        build.segmentation(FULL, series(), [ONE])  # type: ignore[call-arg]


def test_invalid_value_of_the_source_is_named() -> None:
    images = [image.to_dataset() for image in series()]
    for image in images:
        image["PatientSex"]._value = "X"
    with pytest.raises(build.BuildError, match="PatientSex"):
        build.segmentation(FULL, images, [ONE], **EQUIPMENT)
