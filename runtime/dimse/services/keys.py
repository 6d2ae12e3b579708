"""Matching keys: what a query looks for, and what it asks to be returned.

A key holds what it is matched with, as C-FIND encodes it: a value, with wildcards in text;
a range of dates or times; a list of UIDs; an item with keys of a sequence; or nothing,
which matches everything and asks for the attribute.

Source: PS3.4 C.2.2.2.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from copy import copy
from typing import TYPE_CHECKING, Any, ClassVar, Final, Literal

from ..definitions import Attribute, Constraint, Definition, Item
from ..objects.typed import ABSENT

if TYPE_CHECKING:
    from ..editions import Element
    from ..objects.fields import Field, Row

Match = Literal["U", "R", "O", "RC", "OC", "1", "1C", "3", "*", "-"]
"""How a key is matched: unique, required, optional; "-" is returned, never matched, and "*"
as the sequence it is in. The digits are types of keys that a query has to have."""

Returning = Literal["required", "all", "given"]
"""Which keys a query asks for: those that every answer has to have, all that there are,
or none but those that are given."""

REQUIRED: Final = frozenset({"1", "1C", "2", "2C"})
"""Types of what an answer has to have."""


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
        from .key_fields import KeyField

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


def _is_key(field: Field) -> bool:
    return isinstance(field.attributes[0], Key)


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
        if not _is_key(field):
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
            if not _is_key(field):
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
