"""Common values of attributes that have no list of values in the tables.

Lengths are in mm and angles in degrees, as in the standard.
"""

from __future__ import annotations

from typing import Any, Final

from . import directory, documents
from .declared import Table, number
from .imaging_values import ACQUISITIONS, GEOMETRY, IMAGES
from .tree import Node

TODAY: Final = "20230115"
NOW: Final = "101500"
MOMENT: Final = TODAY + NOW


def leaf_boundaries(node: Node) -> tuple[int, ...]:
    """Return the boundaries of leaves of 10 mm: PS3.3 C.8.8.14."""
    pairs = max(number(node, "NumberOfLeafJawPairs", 2), 2)
    return tuple(range(-5 * pairs, 5 * pairs + 1, 10))


MODALITIES: Final = {
    f"{iod}.Modality": modality
    for modality, iods in {
        "CR": ("ComputedRadiographyImage",),
        "CT": ("CTImage", "CTDefinedProcedureProtocol"),
        "DOC": ("EncapsulatedCDA", "EncapsulatedPDF"),
        "MR": ("MRImage",),
        "NM": ("NuclearMedicineImage",),
        "OT": (
            "MultiFrameGrayscaleByteSecondaryCaptureImage",
            "MultiFrameGrayscaleWordSecondaryCaptureImage",
            "MultiFrameSingleBitSecondaryCaptureImage",
            "MultiFrameTrueColorSecondaryCaptureImage",
            "ParametricMap",
            "RawData",
            "SecondaryCaptureImage",
        ),
        "PT": ("PositronEmissionTomographyImage",),
        "RF": ("XRayRadiofluoroscopicImage",),
        "US": ("UltrasoundImage", "UltrasoundMultiFrameImage"),
        "XA": ("XRayAngiographicImage", "XADefinedProcedureProtocol"),
    }.items()
    for iod in iods
}
"""The modality of IODs that allow several."""

MIME_TYPES: Final = {
    f"{iod}.MIMETypeOfEncapsulatedDocument": mime_type
    for iod, mime_type in documents.MIME_TYPES.items()
}

PEOPLE_AND_PLACES: Final = {
    "PatientName": "Doe^Jane",
    "PatientID": "JD-1975",
    "PatientBirthDate": "19750401",
    "ReferringPhysicianName": "Roe^Richard",
    "PersonName": "Roe^Richard",
    "ContentCreatorName": "Roe^Richard",
    "Manufacturer": "Example Medical",
    "ManufacturerModelName": "Model 1",
    "DeviceSerialNumber": "0001",
    "SoftwareVersions": "1.0",
    "InstitutionName": "Example Hospital",
    "HangingProtocolCreator": "Roe^Richard",
    "ImplantTemplateGroupIssuer": "Example Medical",
    "ImplantAssemblyTemplateIssuer": "Example Medical",
    "StudyDate": TODAY,
    "StudyTime": NOW,
    "StudyID": "1",
    "AccessionNumber": "A2023-0001",
    "SeriesNumber": 1,
    "InstanceNumber": 1,
    "AcquisitionNumber": 1,
    "TimezoneOffsetFromUTC": "+0000",
    "BodyPartExamined": "HEAD",
    "DeviceLabel": "Device 1",
}

TREATMENTS: Final = {
    "RTPlanLabel": "HEAD",
    "StructureSetLabel": "HEAD",
    "RTImageLabel": "PORTAL",
    "BeamName": "Anterior",
    "TreatmentSite": "Head",
    "LeafJawPositions": (-50, 50),
    "LeafPositionBoundaries": leaf_boundaries,
    "GantryAngle": 0,
    "BeamLimitingDeviceAngle": 0,
    "PatientSupportAngle": 0,
    "TableTopEccentricAngle": 0,
    "NominalBeamEnergy": 6,
    "NominalEnergy": 6,
    "SourceAxisDistance": 1000,
    "RadiationSourceAxisDistance": 1000.0,
    "VirtualSourceAxisDistances": (2000.0, 2000.0),
    "DeliveredMeterset": 100,
    "NumberOfBlocks": 0,
    "NumberOfBoli": 0,
    "NumberOfBrachyApplicationSetups": 0,
    "NumberOfCompensators": 0,
    "NumberOfLateralSpreadingDevices": 0,
    "NumberOfRangeModulators": 0,
    "NumberOfRangeShifters": 0,
    "NumberOfWedges": 0,
    "ROIName": "Brain",
    "SourceIsotopeName": "Ir-192",
    "SourceIsotopeHalfLife": 73.83,
    "ReferenceAirKermaRate": 40000,
    "RoboticNodeIdentifier": 1,
}

LABELS: Final = {
    "AnnotationGroupLabel": "Nuclei",
    "AssessmentLabel": "Assessment",
    "DataSetName": "Example Normals",
    "DataSetSource": "Example Medical",
    "DataSetVersion": "1.0",
    "EntityLabel": "EXAMPLE",
    "EntityLongLabel": "Example",
    "FiducialIdentifier": "1",
    "HangingProtocolName": "HEAD CT",
    "HangingProtocolDescription": "Head CT, one screen",
    "ImplantName": "Example Implant",
    "ImplantPartNumber": "EX-1",
    "ImplantTemplateVersion": "1.0",
    "ImplantTemplateGroupName": "Example Implants",
    "ImplantTemplateGroupVariationDimensionName": "Size",
    "RTAccessoryHolderSlotID": "1",
    "RadiationGenerationModeLabel": "6 MV",
    "SelectorCSValue": "CT",
    "SelectorAttribute": 0x00080060,
    "TextValue": "No finding",
    "ObservationDescription": "No finding",
    "TrackSetLabel": "Corpus callosum",
    "UserContentLabel": "EXAMPLE",
    "UserContentLongLabel": "Example",
    "HL7InstanceIdentifier": "2.25.1",
    "NumericValue": 12.5,
    "KeyObjectSelectionDocument.TemplateIdentifier": "2010",
    "MappingResource": "DCMR",
    "ReferencedFileID": directory.file_id,
    "ReferencedTransferSyntaxUIDInFile": "1.2.840.10008.1.2.1",
    "FileSetID": "EXAMPLE",
}

SERVICES: Final = {
    "AnnotationDisplayFormatID": "LABEL",
    "FilmSizeID": "8INX10IN",
    "FilmDestination": "PROCESSOR",
    "MediumType": "BLUE FILM",
    "SmoothingType": "NONE",
    "MinDensity": 20,
    "MaxDensity": 300,
    "Illumination": 2000,
    "ReflectedAmbientLight": 10,
    "NumberOfCopies": 1,
    "PrinterName": "PRINTER1",
    "TextString": "Jane Doe",
    "PerformedStationAETitle": "SCANNER",
    "PerformedStationName": "Scanner 1",
    "PerformedProcedureStepID": "PPS-1",
    "PerformedProcedureStepDescription": "Head CT",
    "ScheduledProcedureStepID": "SPS-1",
    "RequestedProcedureID": "RP-1",
    "RequestedProcedureDescription": "Head CT",
    "ProcedureStepLabel": "Head CT",
    "StorageMediaFileSetID": "EXAMPLE",
}

DEFAULTS: Final[Table[Any]] = Table(
    {
        **PEOPLE_AND_PLACES,
        **MODALITIES,
        **MIME_TYPES,
        **IMAGES,
        **ACQUISITIONS,
        **GEOMETRY,
        **TREATMENTS,
        **LABELS,
        **SERVICES,
    }
)
"""By keyword, "Definition.Keyword" or "IOD.Keyword": a value, a tuple of several values, or a
function of the node. A type 2 attribute with an entry is not empty."""
