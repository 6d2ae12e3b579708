"""Legal and illegal calls of the builders."""

from pathlib import Path
from typing import Any, reveal_type

import numpy as np
from numpy.typing import NDArray
from pydicom import Dataset
from pydicom.sr.codedict import codes

from iodize import build
from iodize.build import Measurement, MeasurementGroup, Person, Region, Segment
from iodize.iods import (
    ColorSoftcopyPresentationState,
    Comprehensive3DSR,
    CTImage,
    EncapsulatedSTL,
)
from iodize.macros import Code

LIVER = Code("10200004", "SCT", "Liver")
ORGAN = ("91723000", "SCT", "Anatomical structure")


def masks(
    bits: NDArray[np.bool_],
    numbers: NDArray[np.uint8],
    fractions: NDArray[np.float32],
    images: list[CTImage],
    datasets: list[Dataset],
) -> None:
    segment = Segment("Liver", ORGAN, LIVER, algorithm="net")
    made = build.segmentation(
        bits,
        images,
        [segment],
        Manufacturer="A",
        ManufacturerModelName="B",
        DeviceSerialNumber="1",
        SoftwareVersions=["1"],
        SeriesNumber=3,
    )
    reveal_type(made)  # type: Segmentation
    reveal_type(made.SegmentationType)  # type: Literal['BINARY', 'FRACTIONAL']
    build.segmentation(  # mypy: Manufacturer; DeviceSerialNumber; SoftwareVersions / pyright: Manufacturer
        numbers, datasets, [segment]
    )
    build.segmentation(
        fractions,
        Path("ct.dcm"),
        [segment],
        segmentation_type="BITS",  # error: BITS
        Manufacturer="A",
        ManufacturerModelName="B",
        DeviceSerialNumber="1",
        SoftwareVersions=["1"],
    )
    Segment("Liver", "organ", LIVER)  # mypy: Argument 2 / pyright: CodeLike


def reports(image: CTImage) -> None:
    region = Region(image, "CIRCLE", [(1, 1), (2, 2)])
    Region(image, "SQUARE", [(1, 1)])  # error: SQUARE
    size = Measurement(("81827009", "SCT", "Diameter"), 3, ("mm", "UCUM", "mm"))
    group = MeasurementGroup("Lesion 1", [size], region=region)
    procedure = ("25045-6", "LN", "CT unspecified body region")
    report = build.measurement_report(
        group, [image], observer=Person("Doe^Jane"), procedure=procedure
    )
    reveal_type(report)  # type: ComprehensiveSR
    volume = build.measurement_report(
        [group],
        [image],
        observer=Person("Doe^Jane"),
        procedure=procedure,
        iod=Comprehensive3DSR,
        CompletionFlag="PARTIAL",
    )
    reveal_type(volume)  # type: Comprehensive3DSR


def others(image: CTImage, picture: NDArray[np.uint8], stl: bytes) -> None:
    reveal_type(build.secondary_capture(picture, image))  # type: SecondaryCaptureImage
    build.secondary_capture(picture, PatientSex="X")  # error: PatientSex
    reveal_type(build.encapsulated("letter.pdf", image))  # type: EncapsulatedPDF
    model = build.encapsulated(
        stl,
        image,
        iod=EncapsulatedSTL,
        Manufacturer="A",
        ManufacturerModelName="B",
        DeviceSerialNumber="1",
        SoftwareVersions=["1"],
    )
    reveal_type(model)  # type: EncapsulatedSTL
    roi = build.Roi("A", [[(0, 0, 0), (1, 0, 0), (1, 1, 0)]])
    reveal_type(build.rt_structure_set(roi, image))  # type: RTStructureSet
    build.Roi("A", [], color=(1, 2))  # error: color
    gray = build.presentation_state(image, window=(40, 400))
    reveal_type(gray)  # type: GrayscaleSoftcopyPresentationState
    color = build.presentation_state(image, iod=ColorSoftcopyPresentationState)
    reveal_type(color)  # type: ColorSoftcopyPresentationState
    reveal_type(build.key_objects([image, image]))  # type: KeyObjectSelectionDocument
    build.key_objects(image, codes.DCM.ForTeaching)


def maps(values: NDArray[np.float64], images: list[CTImage], given: Any) -> None:
    quantity = build.Quantity("ADC", ("um2/s", "UCUM", "um2/s"))
    made = build.parametric_map(
        values,
        images,
        quantity,
        RecognizableVisualFeatures="NO",
        Manufacturer="A",
        ManufacturerModelName="B",
        DeviceSerialNumber="1",
        SoftwareVersions=["1"],
    )
    reveal_type(made)  # type: ParametricMap
    build.Quantity("ADC", given, window=3)  # error: window
