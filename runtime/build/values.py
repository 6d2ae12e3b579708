"""The attributes that builders take as keyword arguments, for type checkers.

Other attributes are set on the object that a builder returns.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, Required, TypedDict

if TYPE_CHECKING:
    from ..objects.typing import DAValue, ISValue, PNValue, TMValue, UIValue


class SeriesValues(TypedDict, total=False):
    """Attributes of a new instance and its series."""

    SOPInstanceUID: UIValue
    InstanceNumber: ISValue
    SeriesInstanceUID: UIValue
    SeriesNumber: ISValue
    SeriesDescription: str
    SeriesDate: DAValue
    SeriesTime: TMValue
    InstitutionName: str
    StationName: str


class InstanceValues(SeriesValues, total=False):
    """Attributes of a new instance, its series and its equipment."""

    Manufacturer: str
    ManufacturerModelName: str
    DeviceSerialNumber: str
    SoftwareVersions: list[str]


class EquipmentValues(SeriesValues, total=False):
    """The same, where the equipment must be identified: PS3.3 C.7.5.2."""

    Manufacturer: Required[str]
    ManufacturerModelName: Required[str]
    DeviceSerialNumber: Required[str]
    SoftwareVersions: Required[list[str]]


class ContentValues(EquipmentValues, total=False):
    """Attributes of a derived image with a label: PS3.3 Table 10-12."""

    ContentLabel: str
    ContentDescription: str
    ContentCreatorName: PNValue
    BodyPartExamined: str


class StateValues(InstanceValues, total=False):
    """Attributes of a presentation state: PS3.3 Table 10-12."""

    ContentLabel: str
    ContentDescription: str
    ContentCreatorName: PNValue
    BodyPartExamined: str


class PatientValues(TypedDict, total=False):
    """Attributes of patient and study, for an instance without a source."""

    PatientName: PNValue
    PatientID: str
    PatientBirthDate: DAValue
    PatientSex: Literal["F", "M", "O"]
    StudyInstanceUID: UIValue
    StudyDate: DAValue
    StudyTime: TMValue
    StudyID: str
    StudyDescription: str
    AccessionNumber: str
    ReferringPhysicianName: PNValue
