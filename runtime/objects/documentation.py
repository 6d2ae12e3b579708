"""Notes of classes and attributes for editors: the facts of a row, with its reference."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Final

from ..conditions.readable import readable_text, sentence
from ..rules.origins import reference_of
from ..rules.value_lists import applicable
from ..tables.descriptions import (
    Definition,
    FunctionalGroupsItem,
    Iod,
    ItemCount,
    Terms,
    Use,
    When,
)

if TYPE_CHECKING:
    from .fields import AttributeField

_MOST: Final = 40
"""Maximum number of values in a note."""
_NO_BREAK: Final = "\N{NO-BREAK SPACE}"
"""The spaces within values and references, where no line ends."""


def attribute_note(field: AttributeField) -> str:
    """Return the facts of an attribute: name, tag, VR, VM, type, condition, values.

    The sequence of a functional group has the usage of its macro in place of a type.
    """
    tag = f"{field.tag >> 16:04X},{field.tag & 0xFFFF:04X}"
    counted = not field.sequence and not field.empty
    vm = f" {field.vm}" if counted else ""
    use, _ = _group_use(field)
    kind = f"usage {use.usage}" if use else field.requirement
    kind = f", {kind}" if kind else ""
    first = f"{field.element.name} ({tag}): {field.element.vr}{vm}{kind}"
    return _note(first, [*_details(field)], field.reference)


def module_note(use: Use) -> str:
    """Return the facts of an optional module of an IOD: name, usage, condition."""
    origin = use.definition.origin()
    conditions = [f"{_condition(use.when)}."] if use.when and sentence(use.when) else []
    return _note(f"{origin.name} Module: usage {use.usage}", conditions, str(origin))


def _note(first: str, details: Sequence[str], reference: str) -> str:
    """Return a note on one line, or with a line for each detail and the reference."""
    if not details:
        return f"{first}; {_unbroken(reference)}." if reference else f"{first}."
    last = [f"{_unbroken(reference)}."] if reference else []
    return "\n".join([f"{first}.", "", *details, *last])


def _group_use(field: AttributeField) -> tuple[Use | None, str]:
    """Return the IOD's use of a functional group macro, with its reference.

    None if the attribute is not the sequence of a functional group of an IOD.
    """
    iod = field.owner._outer
    if issubclass(field.owner, FunctionalGroupsItem) and iod and issubclass(iod, Iod):
        macro = field.rows[0].owner
        for use in iod.functional_group_uses:
            if issubclass(use.definition, macro):
                return use, f"{iod.origin().part} Table {iod.functional_groups_table}"
    return None, ""


def _unbroken(text: str) -> str:
    return text.replace(" ", _NO_BREAK)


def _condition(when: When) -> str:
    text = sentence(when)
    return f"{text[0].upper()}{text[1:]}"


def _details(field: AttributeField) -> Iterator[str]:
    """Yield the facts below the first line; one of another row with its reference."""
    first = field.rows[0]
    rows = [(row, reference_of(row.owner)) for row in field.rows]
    facts: dict[str, str] = {}
    """The reference of each fact; the first occurrence wins."""
    use, table = _group_use(field)
    if use is not None and use.when is not None and sentence(use.when):
        facts[_condition(use.when)] = table
    if first.when is not None and sentence(first.when):
        facts.setdefault(_condition(first.when), field.reference)
    for row, reference in rows:
        if row.empty:
            facts.setdefault("Must be empty", reference)
        if row.items is not None:
            facts.setdefault(_items(row.items), reference)
    for each in applicable(rows, field.constraints):
        facts.setdefault(_values(each.terms), each.reference)
    for limits, reference in field.bounds:
        number = f"value {limits.number} " if limits.number else ""
        facts.setdefault(f"Range: {number}{limits}", reference)
    for fact, place in facts.items():
        cited = "" if place == field.reference else f" ({_unbroken(place)})"
        yield f"{fact}{cited}."


def _items(count: ItemCount) -> str:
    return "Must be empty" if count.maximum == 0 else f"Items: {count}"


def _values(terms: Terms) -> str:
    kind = "Enumerated values" if terms.enumerated else "Defined terms"
    if terms.retired:
        kind = "Retired terms"
    which = f" of value {terms.number}" if terms.number else ""
    if terms.bits:
        which = f" of bits {', '.join(map(str, terms.bits))}"
    condition = f" if {readable_text(terms.when)}" if terms.when else ""
    listed = ", ".join(map(_unbroken, terms.values[:_MOST]))
    more = f" and {len(terms.values) - _MOST} more" if len(terms.values) > _MOST else ""
    return f"{kind}{which}{condition}: {listed}{more}"


def class_note(cls: type[Definition], edition: str) -> str:
    """Return the docstring of a class, with a link to the section in the standard."""
    from ..render.links import link

    paragraph, _, _ = (cls.__doc__ or "").partition("\n\n")
    first = " ".join(paragraph.split())
    if not cls.__dict__.get("_origin"):
        return first
    address = link(str(cls.origin()), edition)
    return f"{first}\n\n{address}" if address else first
