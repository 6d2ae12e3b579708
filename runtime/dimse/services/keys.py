"""Keys of queries: attributes to match, and attributes to return.

The value of a key is as C-FIND encodes it: a value, with wild cards in text; a range of
dates or times; a list of UIDs; an item with the keys of a sequence; or empty, which matches
everything and requests the attribute.

Source: PS3.4 C.2.2.2.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from copy import copy
from typing import TYPE_CHECKING, Any, ClassVar, Final, Literal

from ...definitions import Attribute, Constraint, Definition, Item
from ...objects.absent import ABSENT
from ...objects.typed import TypedDefinition

if TYPE_CHECKING:
    from ...objects.fields import AttributeField
    from ...rules.effective_attribute import TableRow
    from ...tables import descriptions
    from ...tables.editions import Element

Match = Literal["U", "R", "O", "RC", "OC", "1", "1C", "3", "*", "-", "?"]
"""Kind of a key: unique, required, optional; "-" if it is returned but never matched, "*" if
its sequence determines it. Digits are types of keys that a query must have."""

Returning = Literal["required", "all", "given"]
"""Keys that a query requests: those that every answer must have, all keys, or only the given
ones."""

RANGED: Final = frozenset({"DA", "DT", "TM"})
"""VRs that are matched with ranges: C.2.2.2.5."""

WITH_WILDCARDS: Final = frozenset(
    {"AE", "CS", "LO", "LT", "PN", "SH", "ST", "UC", "UR", "UT"}
)
"""VRs that are matched with wild cards: C.2.2.2.4."""

REQUIRED: Final = frozenset({"1", "1C", "2", "2C"})
"""Types of the attributes that an answer must have."""


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
        rows: Sequence[TableRow],
        constraints: Sequence[Constraint],
        owner: type[descriptions.Definition],
    ) -> AttributeField:
        """Return the field that accepts the values of the key."""
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
        match: Kind of the key.
        item: The keys of a sequence.
        required: True if it must have a value.
    """
    return Key(tag, match, item, required)


def _is_key(field: AttributeField) -> bool:
    return isinstance(field.rows[0], Key)


class Keys(Definition):
    """The keys of a query, or of an item in one.

    A key that is set to None, or "", matches everything, and is requested. `del` removes a
    key from the query.
    """

    above: ClassVar[tuple[str, ...]] = ()
    """Keywords of the unique keys of the levels above: PS3.4 C.4.1.2.1."""

    if not TYPE_CHECKING:

        def __init__(self, *unnamed: object, **given: object) -> None:
            """Create an object from the values of keys; None matches everything."""
            every = {k: "" if v is None else v for k, v in given.items()}
            super().__init__(*unnamed, **every)

    def _write(self, field: AttributeField, value: object) -> None:
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

    def _request(self, answer: type[TypedDefinition], returning: Returning) -> None:
        """Add empty keys: all that an answer may have, or those that it must have."""
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
    field: AttributeField,
    answer: AttributeField | None,
    held: object,
    returning: Returning,
) -> object:
    """Return the value of a requested key: for a sequence, an item with its keys."""
    kind = field.items[0] if field.sequence and field.items else None
    if kind is None or not issubclass(kind, Keys):
        return held
    item = copy(held[0]) if isinstance(held, list) and held else kind()
    inside = answer.items if answer else ()
    item._request(inside[0] if inside else TypedDefinition, returning)
    return [item] if item._values or item._source is not None else None
