"""References to other instances: to one, or to many by study and series.

ImageSOPInstanceReference(**references.to(ct))
ComprehensiveSR(CurrentRequestedProcedureEvidenceSequence=references.evidence([ct]), …)
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Protocol, TypedDict

from pydicom.dataset import Dataset
from pydicom.uid import UID

from .objects.typed import Typed

if TYPE_CHECKING:
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


def to(instance: Instance | Dataset) -> Reference:
    """Return the attributes of an item that refers to an instance.

    Args:
        instance: An instance, or a data set of pydicom.

    Raises:
        TypeError: It is neither.
        ValueError: It has no SOP Class UID or SOP Instance UID.
    """
    return {
        "ReferencedSOPClassUID": _uid(instance, "SOPClassUID"),
        "ReferencedSOPInstanceUID": _uid(instance, "SOPInstanceUID"),
    }


def _uid(instance: object, keyword: str) -> UID:
    """Return a UID of an instance."""
    value = getattr(instance, keyword, None)
    if isinstance(value, str) and value:
        return UID(value)
    if isinstance(instance, Typed | Dataset):
        raise ValueError(f"{type(instance).__name__} has no {keyword}")
    given = (
        f"the class {instance.__name__}"
        if isinstance(instance, type)
        else type(instance).__name__
    )
    raise TypeError(
        f"a reference must be to an instance or a data set of pydicom, got {given};"
        " read a file with iodize.read(path)"
    )


def evidence(
    instances: Iterable[Placed | Dataset],
) -> list[HierarchicalSOPInstanceReference]:
    """Return references to instances by study and series, in the order they come.

    Args:
        instances: Instances, or data sets of pydicom.

    Raises:
        TypeError: One is neither.
        ValueError: One lacks the UID of its study, series, SOP class or instance.

    Source: PS3.3 C.17.2.1.
    """
    from .macros import HierarchicalSeriesReference, HierarchicalSOPInstanceReference

    if isinstance(instances, Typed | Dataset | str | type):
        raise TypeError("evidence must be given a list of instances")
    studies: dict[str, dict[str, list[Placed | Dataset]]] = {}
    for each in instances:
        series = studies.setdefault(_uid(each, "StudyInstanceUID"), {})
        series.setdefault(_uid(each, "SeriesInstanceUID"), []).append(each)
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
