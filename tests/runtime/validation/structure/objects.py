"""Small conformant objects for tests to modify."""

from __future__ import annotations

from struct import pack

from pydicom import Dataset
from pydicom.dataset import FileDataset, FileMetaDataset
from pydicom.uid import UID, ExplicitVRLittleEndian

ROOT = "1.2.826.0.1.3680043.10.1561"
ENHANCED_CT = "1.2.840.10008.5.1.4.1.1.2.1"
SECONDARY_CAPTURE = "1.2.840.10008.5.1.4.1.1.7"
COMPREHENSIVE_SR = "1.2.840.10008.5.1.4.1.1.88.33"
BASIC_TEXT_SR = "1.2.840.10008.5.1.4.1.1.88.11"


def item(**values: object) -> Dataset:
    """Return a data set or item with these attributes."""
    dataset = Dataset()
    for keyword, value in values.items():
        setattr(dataset, keyword, value)
    return dataset


def instance(sop_class: str, **values: object) -> FileDataset:
    """Return an object of a SOP class that can be saved."""
    dataset = FileDataset("", {}, preamble=bytes(128), file_meta=FileMetaDataset())
    dataset.file_meta.TransferSyntaxUID = ExplicitVRLittleEndian
    dataset.file_meta.MediaStorageSOPClassUID = UID(sop_class)
    dataset.file_meta.MediaStorageSOPInstanceUID = UID(f"{ROOT}.1")
    dataset.update(item(SOPClassUID=sop_class, SOPInstanceUID=f"{ROOT}.1", **values))
    return dataset


def code(value: str = "113000") -> Dataset:
    return item(CodeValue=value, CodingSchemeDesignator="DCM", CodeMeaning="A code")


PATIENT_STUDY: dict[str, object] = {
    "PatientName": "A^B",
    "PatientID": "1",
    "PatientBirthDate": "",
    "PatientSex": "",
    "StudyInstanceUID": f"{ROOT}.2",
    "StudyDate": "",
    "StudyTime": "",
    "ReferringPhysicianName": "",
    "StudyID": "",
    "AccessionNumber": "",
    "SeriesInstanceUID": f"{ROOT}.3",
    "SeriesNumber": 1,
    "InstanceNumber": 1,
}


RLE_FRAME = pack("<16L", 1, 64, *[0] * 14) + bytes(2)
"""A frame of one segment: PS3.5 G.5."""


def secondary_capture() -> FileDataset:
    """Return a grey image of 3 rows and 5 columns, 8 bits each."""
    return instance(
        SECONDARY_CAPTURE,
        **PATIENT_STUDY,
        Modality="OT",
        ConversionType="WSD",
        PatientOrientation="",
        SamplesPerPixel=1,
        PhotometricInterpretation="MONOCHROME2",
        Rows=3,
        Columns=5,
        BitsAllocated=8,
        BitsStored=8,
        HighBit=7,
        PixelRepresentation=0,
        PixelData=bytes(16),
    )


def enhanced_ct(frames: int = 3) -> FileDataset:
    """Return an enhanced CT image with its functional groups and two dimensions."""
    shared = item(
        PixelMeasuresSequence=[
            item(SliceThickness="1", SpacingBetweenSlices="1", PixelSpacing=["1", "1"])
        ],
        PlaneOrientationSequence=[item(ImageOrientationPatient=[1, 0, 0, 0, 1, 0])],
        FrameAnatomySequence=[
            item(FrameLaterality="U", AnatomicRegionSequence=[code()])
        ],
        IrradiationEventIdentificationSequence=[item(IrradiationEventUID=f"{ROOT}.9")],
        CTImageFrameTypeSequence=[
            item(
                FrameType=["DERIVED", "PRIMARY", "VOLUME", "NONE"],
                PixelPresentation="MONOCHROME",
                VolumetricProperties="VOLUME",
                VolumeBasedCalculationTechnique="NONE",
            )
        ],
        PixelValueTransformationSequence=[
            item(RescaleIntercept="0", RescaleSlope="1", RescaleType="HU")
        ],
    )
    organization = f"{ROOT}.7"
    dimensions = [
        item(
            DimensionOrganizationUID=organization,
            DimensionIndexPointer=pointer,
            FunctionalGroupPointer=0x00209111,
        )
        for pointer in (0x00209056, 0x00209057)
    ]
    return instance(
        ENHANCED_CT,
        **PATIENT_STUDY,
        NumberOfFrames=frames,
        DimensionOrganizationSequence=[item(DimensionOrganizationUID=organization)],
        DimensionIndexSequence=dimensions,
        SharedFunctionalGroupsSequence=[shared],
        PerFrameFunctionalGroupsSequence=[
            item(
                FrameContentSequence=[
                    item(
                        StackID="1",
                        InStackPositionNumber=number,
                        DimensionIndexValues=[1, number],
                    )
                ],
                PlanePositionSequence=[item(ImagePositionPatient=[0, 0, number])],
            )
            for number in range(1, frames + 1)
        ],
        SamplesPerPixel=1,
        PhotometricInterpretation="MONOCHROME2",
        Rows=2,
        Columns=2,
        BitsAllocated=16,
        BitsStored=12,
        HighBit=11,
        PixelRepresentation=0,
        PixelData=bytes(8 * frames),
    )


def content(relationship: str, value_type: str, **values: object) -> Dataset:
    """Return a content item of a structured report."""
    return item(
        RelationshipType=relationship,
        ValueType=value_type,
        ConceptNameCodeSequence=[code()],
        **values,
    )


def report(sop_class: str = COMPREHENSIVE_SR) -> FileDataset:
    """Return a report: a text, a measurement with a property, a section in a section."""
    return instance(
        sop_class,
        **PATIENT_STUDY,
        Modality="SR",
        ValueType="CONTAINER",
        ConceptNameCodeSequence=[code()],
        ContinuityOfContent="SEPARATE",
        ContentSequence=[
            content("CONTAINS", "TEXT", TextValue="a"),
            content(
                "CONTAINS",
                "TEXT",
                TextValue="b",
                ContentSequence=[
                    content("HAS CONCEPT MOD", "CODE", ConceptCodeSequence=[code()])
                ],
            ),
            content(
                "CONTAINS",
                "CONTAINER",
                ContinuityOfContent="SEPARATE",
                ContentSequence=[content("CONTAINS", "TEXT", TextValue="c")],
            ),
        ],
    )
