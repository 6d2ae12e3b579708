"""What editors and `help()` show of a class or an attribute: the facts of its row."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from ..definitions import Definition, Terms

if TYPE_CHECKING:
    from .fields import Field

_MOST: Final = 40
"""How many values a note lists."""


def attribute_note(field: Field) -> str:
    """Return the facts of an attribute: name, tag, VR, VM, type, condition, values."""
    tag = f"{field.tag >> 16:04X},{field.tag & 0xFFFF:04X}"
    vm = f" {field.vm or field.element.vm}" if not field.sequence else ""
    kind = f", {field.asked}" if field.asked else ""
    lines = [f"{field.element.name} ({tag}): {field.element.vr}{vm}{kind}."]
    details = [*_details(field)]
    if details:
        lines += ["", *details]
    return "\n".join(lines)


def _details(field: Field) -> Iterator[str]:
    first = field.attributes[0]
    if first.when is not None and first.when.text:
        yield f"{first.when.text[0].upper()}{first.when.text[1:]}."
    if first.items is not None:
        yield f"Items: {first.items}."
    seen: set[tuple[str, ...]] = set()
    for terms in (terms for row in field.attributes for terms in row.terms):
        if terms.values not in seen:
            seen.add(terms.values)
            yield _values(terms)
    for limits in first.limits:
        number = f"value {limits.number} " if limits.number else ""
        yield f"Range: {number}{limits}."
    if field.reference:
        yield f"{field.reference}."


def _values(terms: Terms) -> str:
    kind = "Enumerated values" if terms.enumerated else "Defined terms"
    if terms.retired:
        kind = "Retired terms"
    which = f" of value {terms.number}" if terms.number else ""
    if terms.bits:
        which = f" of bits {', '.join(map(str, terms.bits))}"
    condition = f" where {terms.when}" if terms.when else ""
    listed = ", ".join(terms.values[:_MOST])
    more = f" and {len(terms.values) - _MOST} more" if len(terms.values) > _MOST else ""
    return f"{kind}{which}{condition}: {listed}{more}."


def class_note(cls: type[Definition], edition: str) -> str:
    """Return what a class is, where the standard has it, and a link to that place."""
    from ..render.links import link

    paragraph, _, _ = (cls.__doc__ or cls.__name__).partition("\n\n")
    first = " ".join(paragraph.split())
    if not cls.__dict__.get("_origin"):
        return first
    address = link(str(cls.origin()), edition)
    return f"{first}\n\n{address}" if address else first
