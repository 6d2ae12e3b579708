"""What an instance has without being told: its identity, the time, what can be nothing else."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import TYPE_CHECKING, Final

from ..definitions import Definition, DirectoryRecord, Iod, NormalizedIod

if TYPE_CHECKING:
    from ..editions import Edition
    from .fields import Field

Default = Callable[[], object]


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
"""What is made for a new instance whose class asks for the attribute.

Study, series and frame of reference have no new UID of their own accord: most instances
belong to one that exists.
"""

OPTIONAL: Final = frozenset({"InstanceCreationDate", "InstanceCreationTime"})
"""Those that are made though they may be left out."""


def defaults_of(
    cls: type[Definition], fields: Iterator[Field], edition: Edition
) -> Iterator[tuple[int, Default]]:
    """Yield the tags of attributes that need not be given, and what makes their values."""
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


def only_value(cls: type[Definition], field: Field, edition: Edition) -> object:
    """Return the only value that an attribute of type 1 can have; None if there are more."""
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
    return field.accept(int(text) if field.vr in WHOLE else text)


def sop_classes(cls: type, edition: Edition) -> list[str]:
    """Return the SOP classes of an IOD; of a normalized one, the class of the same name."""
    stored = [uid for uid, iod in edition.sop_classes.items() if iod == cls.__name__]
    if stored or not issubclass(cls, NormalizedIod):
        return stored
    return [
        uid
        for uid, (_, keyword, kind, retired) in edition.uids.items()
        if (keyword, kind, retired) == (cls.__name__, "SOP Class", False)
    ]


WHOLE: Final = frozenset({"US", "SS", "UL", "SL", "UV", "SV", "US or SS"})
"""Value representations whose terms are whole numbers."""
