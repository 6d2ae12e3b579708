"""Matching keys: what a query looks for, and what it asks to be returned.

A key holds what it is matched with, as C-FIND encodes it: a value, with wildcards in text;
a range of dates or times; a list of UIDs; an item with keys of a sequence; or nothing,
which matches everything and asks for the attribute.

Source: PS3.4 C.2.2.2.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from copy import copy
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any, ClassVar, Final, Literal

from pydicom.dataset import Dataset
from pydicom.multival import MultiValue

from ..definitions import Attribute, Constraint, Definition, Item
from ..objects.errors import InvalidValueError
from ..objects.fields import Field, Row
from ..objects.kinds import checked, encoded
from ..objects.typed import ABSENT

if TYPE_CHECKING:
    from pydicom.dataelem import DataElement

    from ..editions import Element

Match = Literal["U", "R", "O", "RC", "OC", "1", "1C", "3", "*", "-"]
"""How a key is matched: unique, required, optional; "-" is returned, never matched, and "*"
as the sequence it is in. The digits are types of keys that a query has to have."""

Returning = Literal["required", "all", "given"]
"""Which keys a query asks for: those that every answer has to have, all that there are,
or none but those that are given."""

REQUIRED: Final = frozenset({"1", "1C", "2", "2C"})
"""Types of what an answer has to have."""

RANGES: Final = {"DA": date, "TM": time, "DT": datetime}
"""Value representations that are matched with ranges: PS3.4 C.2.2.2.5."""

WILDCARDS: Final = frozenset("*?")

_TEXT: Final = frozenset({"AE", "CS", "LO", "LT", "PN", "SH", "ST", "UC", "UR", "UT"})


class Key(Attribute):
    """A key of a query."""

    __slots__ = ("match",)

    def __init__(
        self,
        tag: int,
        match: Match,
        item: type[Definition] | Callable[[], type[Definition]] | None,
        required: bool,
    ) -> None:
        super().__init__(tag, "1" if required else "3", (), item, False, None)
        self.match: Final = match

    def compiled(
        self,
        element: Element,
        rows: Sequence[Row],
        constraints: Sequence[Constraint],
        owner: type[Definition],
    ) -> Field:
        """Return what holds the values of the key."""
        return KeyField(element, rows, constraints, owner)


def key(
    tag: int,
    match: Match,
    item: type[Definition] | Callable[[], type[Definition]] | None = None,
    *,
    required: bool = False,
) -> Any:
    """Declare a key of a query.

    Args:
        match: How it is matched.
        item: The keys of a sequence.
        required: Whether it has to have a value.
    """
    return Key(tag, match, item, required)


class KeyField(Field):
    """What a key may be matched with."""

    def __init__(
        self,
        element: Element,
        rows: Sequence[Row],
        constraints: Sequence[Constraint],
        owner: type[Definition],
    ) -> None:
        super().__init__(element, rows, constraints, owner)
        self.many: Final = self.sequence  # type: ignore[misc]
        self.may_be_empty: Final = True  # type: ignore[misc]

    def accept(self, value: object) -> object:
        """Return a key as it is encoded; of a sequence, its items.

        Raises:
            InvalidValueError: Nothing can be matched with it.
        """
        if self.sequence:
            items = value if isinstance(value, list | tuple) else [value]
            if len(items) > 1:
                raise InvalidValueError(self, value, "has more than one item")
            return [self._item(item) for item in items]
        try:
            return self._text(value)
        except ValueError as error:
            raise InvalidValueError(self, value, str(error)) from None

    def _text(self, value: object) -> object:
        if self.vr in RANGES and isinstance(value, tuple):
            first, last = (self._end(end) for end in value)
            return f"{first}-{last}"
        if _is_list(value):
            if self.vr != "UI" and self.vr not in _TEXT:
                raise ValueError(f"is a list, which no key of VR {self.vr} can be")
            return [self._text(one) for one in value]  # type: ignore[attr-defined]
        if isinstance(value, str) and self.vr not in ("UI", "DS", "IS"):
            if self.vr in _TEXT and WILDCARDS & set(value):
                return value
            return checked(self.vr, value)
        if self.kind is None:
            raise ValueError(f"has no known VR ({self.vr})")
        return _written(self.vr, self.kind.accept(value))

    def _end(self, end: object) -> object:
        """Return one end of a range; nothing for one that is open."""
        if end is None or end == "":
            return ""
        assert self.kind is not None
        return _written(self.vr, self.kind.accept(end))

    def read(self, element: DataElement) -> object:
        """Return a key as text, or as the item with the keys of a sequence."""
        value: Any = element.value
        if self.sequence:
            if element.VR != "SQ":
                raise InvalidValueError(
                    self, value, f"is no sequence, but {element.VR}"
                )
            return [self._read_item(item) for item in value or ()]
        if value is None or value == b"":
            return ""
        if isinstance(value, MultiValue | list):
            return "\\".join(map(str, value))
        return str(value)


def _is_list(value: object) -> bool:
    return isinstance(value, Iterable) and not isinstance(
        value, str | bytes | Mapping | Dataset | Definition | tuple
    )


def _written(vr: str, value: object) -> object:
    """Return a value as it is encoded: text, but for binary numbers."""
    value = encoded(vr, value)
    if vr in RANGES or vr in _TEXT or vr in ("UI", "DS", "IS"):
        return str(value)
    return value


class Keys(Definition):
    """The keys of a query, or of an item in one.

    An attribute that is set to None, or "", matches everything, and is asked for; `del`
    takes it out of the query.
    """

    above: ClassVar[tuple[str, ...]] = ()
    """Keywords of the unique keys of the levels above: PS3.4 C.4.1.2.1."""

    if not TYPE_CHECKING:

        def __init__(self, *unnamed: object, **given: object) -> None:
            """Make an object of keys; None stands for one that matches everything."""
            every = {k: "" if v is None else v for k, v in given.items()}
            super().__init__(*unnamed, **every)

    def _write(self, field: Field, value: object) -> None:
        super()._write(field, "" if value is None else value)

    def _read(self, keyword: str) -> Any:
        value = super()._read(keyword)
        field = self._layout_of().fields[keyword]
        if not isinstance(field, KeyField):
            return value
        if field.sequence:
            return value[0] if value else None
        if value is None:
            return "" if self._has(field.tag) else None
        return "\\".join(map(str, value)) if isinstance(value, list) else str(value)

    def _ask(self, answer: type[Definition], returning: Returning) -> None:
        """Add keys without a value: those that an answer has, or has to have."""
        returned = answer._layout_of().by_tag
        for tag, field in self._layout_of().by_tag.items():
            if not isinstance(field, KeyField):
                continue
            found = returned.get(tag)
            required = found is not None and found.type in REQUIRED
            held = self._values.get(tag)
            if tag in self._values and (
                held is ABSENT or not field.sequence or not held
            ):
                continue
            if tag in self._values or required or returning == "all":
                self._values[tag] = _item_of(field, found, held, returning)


class KeysItem(Keys, Item):
    """Keys within a sequence."""


def _item_of(
    field: Field, answer: Field | None, held: object, returning: Returning
) -> object:
    """Return the value of a key that is asked for: of a sequence, an item with its keys."""
    kind = field.items[0] if field.sequence and field.items else None
    if kind is None or not issubclass(kind, Keys):
        return held
    item = copy(held[0]) if isinstance(held, list) and held else kind()
    inside = answer.items if answer else ()
    item._ask(inside[0] if inside else Definition, returning)
    return [item] if item._values or item._source is not None else None
