"""Type annotations of attributes: "PNOrNone", `Literal["M", "F", "O"]`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from iodize.dimse.services.key_fields import KeyField
from iodize.encoding.value_forms import INTEGERS
from iodize.objects.fields import AttributeField
from iodize.tables.descriptions import Definition

from .value_calls import quoted

WIDE: Final = frozenset({"DA", "TM", "DT", "DS", "IS", "PN", "UI"})
"""Value representations with types of their own; others share those of a kind."""

NAMES: Final = frozenset(
    f"{name}{ending}"
    for name in (*WIDE, "Int", "Real", "Text")
    for ending in ("", "OrNone", "List", "ListOrNone", "Value", "Values")
)
"""Their types in `iodize.objects.typing`: of attributes and of arguments, also in lists."""

KEYS: Final = frozenset(
    f"{kind}Key{ending}"
    for kind in ("Bytes", "DA", "DT", "Item", "Number", "PN", "Text", "TM", "UI")
    for ending in ("", "Value")
)
"""Types of the keys of queries in `iodize.dimse.typing`."""

TEXTS: Final = frozenset({"AE", "AS", "CS", "LO", "LT", "SH", "ST", "UC", "UR", "UT"})
REALS: Final = frozenset({"FD", "FL"})
WHOLE: Final = INTEGERS | {"US or SS", "AT"}


def annotation(
    field: AttributeField, optional: bool, reference: Callable[[type[Definition]], str]
) -> str:
    """Return the type of an attribute.

    Args:
        optional: Whether it may be None.
        reference: Formats a reference to an item class.
    """
    if isinstance(field, KeyField):
        return _key(field, reference)
    if field.sequence:
        items = " | ".join(reference(item) for item in field.items) or "Definition"
        return _or_none(f"list[{items}]", optional)
    literal = _literal(field)
    if wide := _wide(field, literal):
        name = wide + ("List" if field.many else "")
        return f"{name}OrNone" if optional else name
    value = literal or ("str" if field.vr in TEXTS else "bytes")
    return _or_none(f"list[{value}]" if field.many else value, optional)


def _wide(field: AttributeField, literal: str) -> str:
    """Return the name of the type that accepts more than it returns; empty if none does."""
    if field.vr in WIDE:
        return field.vr
    if literal:
        return ""
    if field.vr in WHOLE:
        return "Int"
    if field.vr in REALS:
        return "Real"
    return "Text" if field.vr in TEXTS and field.many else ""


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


def _literal(field: AttributeField) -> str:
    """Return the enumerated values as a type; empty unless all values are enumerated."""
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
    field: AttributeField, optional: bool, reference: Callable[[type[Definition]], str]
) -> str:
    """Return the parameter type of an attribute in a signature."""
    if isinstance(field, KeyField):
        name, _, item = _key(field, reference).partition("[")
        return _or_none(f"{name}Value{item and '['}{item}", optional)
    wide = "" if field.sequence else _wide(field, _literal(field))
    if not wide:
        return annotation(field, optional, reference)
    return _or_none(f"{wide}Value{'s' if field.many else ''}", optional)
