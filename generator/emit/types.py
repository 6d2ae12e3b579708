"""What type checkers are told of an attribute: "PNOrNone", `Literal["M", "F", "O"]`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from iodize.definitions import Definition
from iodize.dimse.key_fields import KeyField
from iodize.objects.defaults import WHOLE as NUMBERED
from iodize.objects.fields import Field

from .value_calls import quoted

WIDE: Final = frozenset({"DA", "TM", "DT", "DS", "IS", "PN", "UI"})
"""Value representations whose attributes take more types than they give."""

NAMES: Final = frozenset(
    f"{vr}{ending}"
    for vr in WIDE
    for ending in ("", "OrNone", "List", "ListOrNone", "Value", "Values")
)
"""What `iodize.objects.typing` has for them: as read and set, and as given, in lists too."""

KEYS: Final = frozenset(
    f"{kind}Key{ending}"
    for kind in ("Bytes", "DA", "DT", "Item", "Number", "PN", "Text", "TM", "UI")
    for ending in ("", "Value")
)
"""What `iodize.dimse.typing` has for the keys of queries."""

TEXTS: Final = frozenset({"AE", "AS", "CS", "LO", "LT", "SH", "ST", "UC", "UR", "UT"})
REALS: Final = frozenset({"FD", "FL"})
WHOLE: Final = NUMBERED | {"AT"}


def annotation(
    field: Field, optional: bool, reference: Callable[[type[Definition]], str]
) -> str:
    """Return the type of an attribute.

    Args:
        optional: Whether it may be None.
        reference: Names a class of items.
    """
    if isinstance(field, KeyField):
        return _key(field, reference)
    if field.sequence:
        items = " | ".join(reference(item) for item in field.items) or "Definition"
        return _or_none(f"list[{items}]", optional)
    if field.vr in WIDE:
        name = field.vr + ("List" if field.many else "")
        return f"{name}OrNone" if optional else name
    value = _literal(field) or _plain(field.vr)
    return _or_none(f"list[{value}]" if field.many else value, optional)


def _key(field: KeyField, reference: Callable[[type[Definition]], str]) -> str:
    if field.sequence:
        return f"ItemKey[{reference(field.items[0]) if field.items else 'Definition'}]"
    if field.vr in TEXTS:
        return "TextKey"
    if field.vr in ("DS", "IS") or field.vr in WHOLE or field.vr in REALS:
        return "NumberKey"
    return f"{field.vr}Key" if field.vr in WIDE else "BytesKey"


def _or_none(text: str, optional: bool) -> str:
    return f"{text} | None" if optional else text


def _plain(vr: str) -> str:
    if vr in TEXTS:
        return "str"
    if vr in WHOLE:
        return "int"
    return "float" if vr in REALS else "bytes"


def _literal(field: Field) -> str:
    """Return the enumerated values as a type; empty where not all values are."""
    lists = [each for each in field.enumerated if each.terms.number is None]
    if not lists or (field.vr not in TEXTS and field.vr not in WHOLE):
        return ""
    terms = lists[0].terms.values
    if field.vr in WHOLE:
        if not all(term.lstrip("-").isdigit() for term in terms):
            return ""
        return f"Literal[{', '.join(str(int(term)) for term in terms)}]"
    return f"Literal[{', '.join(quoted(term) for term in terms)}]"


def argument(
    field: Field, optional: bool, reference: Callable[[type[Definition]], str]
) -> str:
    """Return the type of what a signature takes for an attribute."""
    if isinstance(field, KeyField):
        name, _, item = _key(field, reference).partition("[")
        return _or_none(f"{name}Value{item and '['}{item}", optional)
    if field.vr not in WIDE:
        return annotation(field, optional, reference)
    return _or_none(f"{field.vr}Value{'s' if field.many else ''}", optional)
