"""Content items of structured reports, and the evidence that they refer to."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import isfinite
from typing import TYPE_CHECKING, Any, Final, Literal, TypeAlias

from pydicom.valuerep import format_number_as_ds

from .. import references
from ..macros import (
    Container,
    DocumentRelationshipContentItem,
    HierarchicalSOPInstanceReference,
    ImageReference,
    NumericMeasurement,
    SOPInstanceReference,
)
from .codes import coded
from .errors import BuildError
from .sources import Source

if TYPE_CHECKING:
    from .codes import CodeLike

Item: TypeAlias = DocumentRelationshipContentItem

Relationship: TypeAlias = Literal[
    "CONTAINS",
    "HAS PROPERTIES",
    "HAS OBS CONTEXT",
    "HAS ACQ CONTEXT",
    "INFERRED FROM",
    "SELECTED FROM",
    "HAS CONCEPT MOD",
]

DCMR: Final = "DCMR"
"""Mapping resource of the templates of PS3.16."""


@dataclass(frozen=True)
class Evidence:
    """An instance that a report refers to, with its series and study."""

    StudyInstanceUID: str
    SeriesInstanceUID: str
    SOPClassUID: str
    SOPInstanceUID: str

    @classmethod
    def of(cls, source: Source) -> Evidence:
        dataset = source.dataset
        return cls(
            dataset.StudyInstanceUID,
            dataset.SeriesInstanceUID,
            dataset.SOPClassUID,
            dataset.SOPInstanceUID,
        )


def evidence_of(instances: Iterable[Evidence]) -> list[HierarchicalSOPInstanceReference]:
    """Return references to instances by study and series, each once: PS3.3 C.17.2.1."""
    found: Any = dict.fromkeys(instances)  # of the protocol `Placed`, with UIDs as str
    return references.evidence(found)


def template(identifier: str) -> list[Container.ContentTemplateItem]:
    """Return the reference to a template of PS3.16: PS3.3 C.18.8.1.2."""
    return [
        Container.ContentTemplateItem(
            MappingResource=DCMR, TemplateIdentifier=identifier
        )
    ]


def container(
    name: CodeLike, content: Sequence[Item], identifier: str | None = None
) -> Item:
    """Return a container that another one contains.

    Args:
        identifier: Of its template.
    """
    return Item(
        RelationshipType="CONTAINS",
        ValueType="CONTAINER",
        ConceptNameCodeSequence=[coded("name", name)],
        ContinuityOfContent="SEPARATE",
        ContentTemplateSequence=None if identifier is None else template(identifier),
        ContentSequence=[*content],
    )


def code(
    relationship: Relationship,
    name: CodeLike,
    value: CodeLike,
    content: Sequence[Item] = (),
) -> Item:
    return Item(
        RelationshipType=relationship,
        ValueType="CODE",
        ConceptNameCodeSequence=[coded("name", name)],
        ConceptCodeSequence=[coded("value", value)],
        ContentSequence=[*content] or None,
    )


def text(relationship: Relationship, name: CodeLike, value: str) -> Item:
    return Item(
        RelationshipType=relationship,
        ValueType="TEXT",
        ConceptNameCodeSequence=[coded("name", name)],
        TextValue=value,
    )


def uid(relationship: Relationship, name: CodeLike, value: str) -> Item:
    return Item(
        RelationshipType=relationship,
        ValueType="UIDREF",
        ConceptNameCodeSequence=[coded("name", name)],
        UID=value,
    )


def person(relationship: Relationship, name: CodeLike, value: str) -> Item:
    return Item(
        RelationshipType=relationship,
        ValueType="PNAME",
        ConceptNameCodeSequence=[coded("name", name)],
        PersonName=value,
    )


def number(
    name: CodeLike,
    value: float | None,
    unit: CodeLike,
    content: Sequence[Item] = (),
    qualifier: CodeLike | None = None,
    relationship: Relationship = "CONTAINS",
) -> Item:
    """Return a measured value, or the reason why there is none.

    A value that DS rounds is also a Floating Point Value.

    Raises:
        BuildError: There is neither a value nor a reason, or both; or it is not finite.

    Source: PS3.3 C.18.1.
    """
    if value is not None and not isfinite(value):
        raise BuildError(
            "value", f"is {value}", "pass None, and a qualifier with the reason"
        )
    if (value is None) == (qualifier is None):
        raise BuildError("value", "must be a number, or None with a qualifier")
    return Item(
        RelationshipType=relationship,
        ValueType="NUM",
        ConceptNameCodeSequence=[coded("name", name)],
        MeasuredValueSequence=[] if value is None else [_measured(value, unit)],
        NumericValueQualifierCodeSequence=(
            None if qualifier is None else [coded("qualifier", qualifier)]
        ),
        ContentSequence=[*content] or None,
    )


def _measured(value: float, unit: CodeLike) -> NumericMeasurement.MeasuredValueItem:
    is_exact = float(format_number_as_ds(float(value))) == value
    return NumericMeasurement.MeasuredValueItem(
        NumericValue=[value],
        FloatingPointValue=None if is_exact else [value],
        MeasurementUnitsCodeSequence=[coded("unit", unit)],
    )


def image(
    relationship: Relationship,
    name: CodeLike | None,
    instance: Evidence,
    frames: Sequence[int] = (),
    segments: Sequence[int] = (),
) -> Item:
    """Return a reference to an image, or to some of its frames or segments."""
    return Item(
        RelationshipType=relationship,
        ValueType="IMAGE",
        ConceptNameCodeSequence=None if name is None else [coded("name", name)],
        ReferencedSOPSequence=[
            ImageReference.ReferencedSOPItem(
                ReferencedSOPClassUID=instance.SOPClassUID,
                ReferencedSOPInstanceUID=instance.SOPInstanceUID,
                ReferencedFrameNumber=[*frames] or None,
                ReferencedSegmentNumber=[*segments] or None,
            )
        ],
    )


def composite(
    relationship: Relationship,
    instance: Evidence,
    value_type: Literal["COMPOSITE", "WAVEFORM"] = "COMPOSITE",
) -> Item:
    """Return a reference to an instance that is not an image."""
    return Item(
        RelationshipType=relationship,
        ValueType=value_type,
        ReferencedSOPSequence=[
            SOPInstanceReference(
                ReferencedSOPClassUID=instance.SOPClassUID,
                ReferencedSOPInstanceUID=instance.SOPInstanceUID,
            )
        ],
    )
