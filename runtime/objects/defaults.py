"""Default values: UIDs, dates and times, attributes with a single legal value."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import TYPE_CHECKING, Final, Protocol

from ..encoding.value_forms import INTEGERS
from ..tables.descriptions import Definition, DirectoryRecord, Iod

if TYPE_CHECKING:
    from ..rules.value_lists import Allowed
    from ..tables.editions import Edition

Default = Callable[[], object]


class Fillable(Protocol):
    """An attribute of a class that may get a default value."""

    @property
    def tag(self) -> int: ...
    @property
    def keyword(self) -> str: ...
    @property
    def vr(self) -> str: ...
    @property
    def type(self) -> str | None: ...
    @property
    def many(self) -> bool: ...
    @property
    def enumerated(self) -> tuple[Allowed, ...]: ...
    def accept(self, value: object) -> object: ...


def _new_uid() -> object:
    from pydicom.uid import generate_uid

    return generate_uid(prefix=None)


def _today() -> object:
    return datetime.now().date()


def _now() -> object:
    return datetime.now().time().replace(microsecond=0)


MADE: Final[dict[str, Default]] = {
    "SOPInstanceUID": _new_uid,
    "InstanceCreationDate": _today,
    "InstanceCreationTime": _now,
    "ContentDate": _today,
    "ContentTime": _now,
    "PresentationCreationDate": _today,
    "PresentationCreationTime": _now,
}
"""Functions that create values of a new instance, by keyword.

Study, series and frame of reference get no new UID: most instances belong to existing
ones.
"""

OPTIONAL: Final = frozenset({"InstanceCreationDate", "InstanceCreationTime"})
"""Keywords of optional attributes that are created by default."""


def defaults_of(
    cls: type[Definition], fields: Iterator[Fillable], edition: Edition
) -> Iterator[tuple[int, Default]]:
    """Yield the tags of attributes with a default, with the function that creates it."""
    for field in fields:
        value = only_value(cls, field, edition)
        if value is not None:
            yield field.tag, lambda value=value: value  # type: ignore[misc]
        elif (
            issubclass(cls, Iod)
            and field.keyword in MADE
            and (field.type == "1" or field.keyword in OPTIONAL)
        ):
            yield field.tag, MADE[field.keyword]


def only_value(cls: type[Definition], field: Fillable, edition: Edition) -> object:
    """Return the single legal value of an attribute of type 1; None if it has several."""
    if field.keyword == "SOPClassUID" and issubclass(cls, Iod):
        uids = sop_classes(cls, edition)
        return field.accept(uids[0]) if len(uids) == 1 else None
    if field.keyword == "DirectoryRecordType" and issubclass(cls, DirectoryRecord):
        return cls.record_type or None
    if field.type != "1" or field.many or len(field.enumerated) != 1:
        return None
    terms = field.enumerated[0].terms
    if terms.number is not None or len(terms.values) != 1:
        return None
    text = terms.values[0]
    is_integer = INTEGERS.issuperset(field.vr.split(" or "))
    return field.accept(int(text) if is_integer else text)


def sop_classes(cls: type, edition: Edition) -> list[str]:
    """Return the UIDs of the SOP classes of an IOD."""
    iods = {**edition.sop_classes, **edition.normalized_sop_classes}
    return [uid for uid, iod in iods.items() if iod == cls.__name__]
