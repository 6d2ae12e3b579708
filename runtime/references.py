"""References to other instances: to one, or to many by study and series.

ImageSOPInstanceReference(**references.to(ct))
ComprehensiveSR(CurrentRequestedProcedureEvidenceSequence=references.evidence([ct]), …)
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Protocol, TypedDict

if TYPE_CHECKING:
    from pydicom.uid import UID

    from .macros import HierarchicalSOPInstanceReference
    from .objects.typing import UI


class Instance(Protocol):
    """An instance of a SOP class, normalized or composite.

    Comparing a class with a protocol, mypy takes an attribute for the value that it gives,
    pyright for the descriptor that gives it.
    """

    @property
    def SOPClassUID(self) -> UID | UI: ...  # noqa: N802
    @property
    def SOPInstanceUID(self) -> UID | UI: ...  # noqa: N802


class Placed(Instance, Protocol):
    """An instance in a series of a study: of any composite IOD."""

    @property
    def StudyInstanceUID(self) -> UID | UI: ...  # noqa: N802
    @property
    def SeriesInstanceUID(self) -> UID | UI: ...  # noqa: N802


class Reference(TypedDict):
    """The attributes that identify an instance: PS3.3 10.8."""

    ReferencedSOPClassUID: UID
    ReferencedSOPInstanceUID: UID


def to(instance: Instance) -> Reference:
    """Return the attributes of an item that refers to an instance."""
    return {
        "ReferencedSOPClassUID": instance.SOPClassUID,
        "ReferencedSOPInstanceUID": instance.SOPInstanceUID,
    }


def evidence(instances: Iterable[Placed]) -> list[HierarchicalSOPInstanceReference]:
    """Return references to instances by study and series, in the order they come.

    Source: PS3.3 C.17.2.1.
    """
    from .macros import HierarchicalSeriesReference, HierarchicalSOPInstanceReference

    studies: dict[str, dict[str, list[Placed]]] = {}
    for each in instances:
        series = studies.setdefault(each.StudyInstanceUID, {})
        series.setdefault(each.SeriesInstanceUID, []).append(each)
    return [
        HierarchicalSOPInstanceReference(
            StudyInstanceUID=study,
            ReferencedSeriesSequence=[
                HierarchicalSeriesReference(
                    SeriesInstanceUID=uid,
                    ReferencedSOPSequence=[
                        HierarchicalSeriesReference.ReferencedSOPItem(**to(each))
                        for each in placed
                    ],
                )
                for uid, placed in series.items()
            ],
        )
        for study, series in studies.items()
    ]
