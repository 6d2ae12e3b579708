"""Coded concepts for code sequences, by the keyword of the sequence."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, NamedTuple

from .tree import Node


class Code(NamedTuple):
    """A coded concept: PS3.3 8.2."""

    value: str
    scheme: str
    meaning: str


EXAMPLE: Final = Code("EXAMPLE", "99IODIZE", "Example")
"""Code of a private scheme, for sequences without an entry."""

HEAD: Final = Code("69536005", "SCT", "Head")
BRAIN: Final = Code("12738006", "SCT", "Brain")
MILLIMETER: Final = Code("mm", "UCUM", "mm")
UNITY: Final = Code("1", "UCUM", "no units")

INTRAVENOUS: Final = Code("47625008", "SCT", "Intravenous route")
WHITE: Final = Code("371251000", "SCT", "White color")

CODES: Final[Mapping[str, Code]] = {
    "AdministrationRouteCodeSequence": INTRAVENOUS,
    "AlgorithmFamilyCodeSequence": Code("123110", "DCM", "Artificial Intelligence"),
    "AnatomicRegionSequence": HEAD,
    "AnnotationPropertyCategoryCodeSequence": Code(
        "91723000", "SCT", "Anatomical structure"
    ),
    "AnnotationPropertyTypeCodeSequence": Code("84640000", "SCT", "Nucleus"),
    "BackgroundIlluminationColorCodeSequence": WHITE,
    "ChannelSensitivityUnitsSequence": Code("mV", "UCUM", "millivolt"),
    "ChannelSourceSequence": Code("2:1", "MDC", "Lead I"),
    "ConceptCodeSequence": Code("17621005", "SCT", "Normal"),
    "ContainerTypeCodeSequence": Code("433466003", "SCT", "Microscope slide"),
    "ContrastBolusAdministrationRouteSequence": INTRAVENOUS,
    "DerivationCodeSequence": Code("113076", "DCM", "Segmentation"),
    "IlluminationColorCodeSequence": WHITE,
    "IlluminationTypeCodeSequence": Code("111744", "DCM", "Brightfield illumination"),
    "MeasurementUnitsCodeSequence": UNITY,
    "PatientGantryRelationshipCodeSequence": Code("102540008", "SCT", "headfirst"),
    "PatientOrientationCodeSequence": Code("102538003", "SCT", "recumbent"),
    "PatientOrientationModifierCodeSequence": Code("40199007", "SCT", "supine"),
    "PrimaryAnatomicStructureSequence": BRAIN,
    "PurposeOfReferenceCodeSequence": Code("121311", "DCM", "Localizer"),
    "RadionuclideCodeSequence": Code("77004003", "SCT", "^18^Fluorine"),
    "RadiopharmaceuticalCodeSequence": Code(
        "35321007", "SCT", "Fluorodeoxyglucose F^18^"
    ),
    "SegmentedPropertyCategoryCodeSequence": Code(
        "123037004", "SCT", "Anatomical Structure"
    ),
    "SegmentedPropertyTypeCodeSequence": BRAIN,
    "SpecimenTypeCodeSequence": Code("119376003", "SCT", "Tissue specimen"),
    "StimulusColorCodeSequence": WHITE,
    "ViewCodeSequence": Code("399162004", "SCT", "cranio-caudal"),
}

TITLES: Final[Mapping[str, Code]] = {
    "ChestCADSR": Code("112000", "DCM", "Chest CAD Report"),
    "KeyObjectSelectionDocument": Code("113000", "DCM", "Of Interest"),
    "MammographyCADSR": Code("111036", "DCM", "Mammography CAD Report"),
    "RadiopharmaceuticalRadiationDoseSR": Code(
        "113500", "DCM", "Radiopharmaceutical Radiation Dose Report"
    ),
    "RenditionSelectionDocument": Code("113000", "DCM", "Of Interest"),
    "XRayRadiationDoseSR": Code("113701", "DCM", "X-Ray Radiation Dose Report"),
}
"""Titles of documents, by IOD."""

REPORT: Final = Code("18748-4", "LN", "Diagnostic imaging report")
"""Title of other documents."""

NAMES: Final[Mapping[str, Code]] = {
    "CODE": Code("121071", "DCM", "Finding"),
    "NUM": Code("410668003", "SCT", "Length"),
    "PNAME": Code("121008", "DCM", "Person Observer Name"),
    "TEXT": Code("121073", "DCM", "Impression"),
}
"""Names of content items, by value type."""

SELECTIONS: Final = ("KeyObjectSelectionDocument", "RenditionSelectionDocument")
DESCRIPTION: Final = Code("113012", "DCM", "Key Object Description")
"""Name of the text of a selection: PS3.16 TID 2010."""


def code(node: Node) -> Code:
    """Return the concept of an item of a code sequence."""
    parent = node.parent
    if node.sequence == "ConceptNameCodeSequence" and parent is not None:
        if parent.parent is None and parent.value("ContentSequence"):
            return TITLES.get(node.iod.__name__, REPORT)
        if node.iod.__name__ in SELECTIONS:
            return DESCRIPTION
        return NAMES.get(parent.value("ValueType") or "", EXAMPLE)
    if parent is not None and parent.sequence == "MeasuredValueSequence":
        return MILLIMETER
    return CODES.get(node.sequence, EXAMPLE)
