"""The images that an object is derived from or refers to."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, TypeAlias, TypeVar

from pydicom.dataset import Dataset
from pydicom.uid import generate_uid

from ..definitions import Iod
from ..objects.errors import InvalidValueError, UnknownSOPClassError
from ..objects.following import context
from ..reading import read
from ..references import Reference
from .errors import BuildError

if TYPE_CHECKING:
    SourceLike: TypeAlias = Iod | Dataset | str | os.PathLike[str]
    """An instance: an object of iodize, a data set of pydicom, or the path of a file."""

    SourcesLike: TypeAlias = SourceLike | Iterable[SourceLike]

T = TypeVar("T", bound=Iod)

STUDY: Final = frozenset({"Patient", "Study"})
"""Information entities that a derived instance shares with its source. Its equipment is
that which derived it."""

SERIES_OFFSET: Final = 100
"""Difference of the Series Number from that of the first source."""


@dataclass(frozen=True)
class Source:
    """An instance, as a typed object and as a data set."""

    instance: Iod
    dataset: Dataset

    @property
    def frames(self) -> int:
        return int(self.dataset.get("NumberOfFrames") or 1)

    @property
    def is_image(self) -> bool:
        return "Rows" in self.dataset and "Columns" in self.dataset

    @property
    def reference(self) -> Reference:
        """The attributes of an item that refers to it."""
        return {
            "ReferencedSOPClassUID": self.dataset.SOPClassUID,
            "ReferencedSOPInstanceUID": self.dataset.SOPInstanceUID,
        }


def sources_of(argument: str, given: SourcesLike) -> list[Source]:
    """Return the instances of an argument, of one patient and study, in their order.

    Raises:
        BuildError: There are none, one is not a composite instance, or they are of several
            studies.
    """
    one = isinstance(given, str | os.PathLike | Dataset | Iod)
    several: Iterable[Any] = [given] if one else given  # type: ignore[assignment]
    found = [_source(argument, each) for each in several]
    if not found:
        raise BuildError(argument, "must have at least one instance")
    for number, each in enumerate(found, start=1):
        for keyword in ("StudyInstanceUID", "SeriesInstanceUID", "SOPInstanceUID"):
            if not each.dataset.get(keyword):
                raise BuildError(argument, f"instance {number} has no {keyword}")
    for keyword in ("StudyInstanceUID", "PatientID"):
        same(argument, found, keyword)
    uids = [each.dataset.SOPInstanceUID for each in found]
    if len(set(uids)) != len(uids):
        raise BuildError(argument, "must not have an instance twice")
    return found


def images_of(argument: str, given: SourcesLike) -> list[Source]:
    """Return the images of an argument, with equal Rows and Columns.

    Raises:
        BuildError: As `sources_of`, or they are not images of one size.
    """
    found = sources_of(argument, given)
    for number, each in enumerate(found, start=1):
        if not each.is_image:
            name = type(each.instance).__name__
            raise BuildError(argument, f"instance {number} ({name}) is not an image")
    for keyword in ("Rows", "Columns"):
        same(argument, found, keyword)
    return found


def same(argument: str, sources: Sequence[Source], keyword: str) -> None:
    """Raise BuildError if an attribute differs."""
    first = sources[0].dataset.get(keyword)
    for number, each in enumerate(sources[1:], start=2):
        value = each.dataset.get(keyword)
        if value != first:
            raise BuildError(
                argument,
                f"{keyword} of instance {number} is {value!r}, that of the first is"
                f" {first!r}",
                "pass instances with the same value",
            )


def _source(argument: str, given: object) -> Source:
    if isinstance(given, Iod):
        return Source(given, given.source_dataset() or given.to_dataset())
    if not isinstance(given, str | os.PathLike | Dataset):
        raise TypeError(
            f"{argument} must be objects, data sets or paths, got {type(given).__name__}"
        )
    try:
        instance = read(given)
    except UnknownSOPClassError as error:
        raise BuildError(argument, str(error)) from error
    return Source(instance, instance.source_dataset() or instance.to_dataset())


def by_series(sources: Iterable[Source]) -> Mapping[str, list[Source]]:
    """Return instances by Series Instance UID, in the order they come."""
    series: dict[str, list[Source]] = {}
    for each in sources:
        series.setdefault(each.dataset.SeriesInstanceUID, []).append(each)
    return series


def derived(
    cls: type[T], source: Source | None, given: Mapping[str, Any], **made: Any
) -> T:
    """Return a new instance of a new series, in the study of a source or in a new one.

    Args:
        given: Attributes given by the caller, which replace others.
        made: Attributes of the new instance.

    Raises:
        BuildError: The source has an invalid value that the instance would have.
    """
    fields = cls._layout_of().fields
    values: dict[str, Any] = {
        "StudyInstanceUID": generate_uid(prefix=None),
        "SeriesInstanceUID": generate_uid(prefix=None),
        "SeriesNumber": SERIES_OFFSET,
        "InstanceNumber": 1,
    }
    if source is not None:
        del values["StudyInstanceUID"]
        values["SeriesNumber"] += int(source.dataset.get("SeriesNumber") or 0)
    values |= {**_body_part(source, fields), **made, **given}
    if source is None:
        return cls(**values)
    try:
        taken = context(cls, source.instance, values, STUDY)
        for keyword, value in taken.items():
            if keyword in fields and keyword not in values:
                fields[keyword].accept(value)
    except InvalidValueError as error:
        raise BuildError(
            "source", str(error), f"correct the instance, or pass {error.keyword}"
        ) from error
    return cls(**{**taken, **values})


def _body_part(source: Source | None, fields: Mapping[str, object]) -> dict[str, str]:
    """Return the body part of a source, for a class that has it in its series.

    Laterality has no value if the source has neither: type 2C, PS3.3 C.7.3.1.
    """
    found = {
        keyword: str(source.dataset[keyword].value)
        for keyword in ("BodyPartExamined", "Laterality")
        if source is not None and keyword in fields and source.dataset.get(keyword)
    }
    return found or ({"Laterality": ""} if "Laterality" in fields else {})
