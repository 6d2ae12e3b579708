"""What does not belong: retired, unknown and private elements, and those of no module."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final, cast

from pydicom.dataelem import DataElement

from . import codes, values
from .elements import Element
from .findings import format_tag
from .memory import encoded
from .rules import Rule, name_of, reference_of
from .scope import Scope

if TYPE_CHECKING:
    from .walk import Walk

_RESERVED_GROUPS: Final = frozenset({0x0000, 0x0002, 0x0004, 0x0006})
"""Commands, file meta information, file-sets: PS3.5 7.1."""

_ILLEGAL_PRIVATE: Final = frozenset({0x0001, 0x0003, 0x0005, 0x0007, 0xFFFF})
"""Odd groups that are no private groups: PS3.5 7.8."""

_is_creator: Final = cast("values.Acceptor", values.acceptor("LO", "1"))
"""VR and VM of private creators: PS3.5 7.8.1."""

_TRAILING_PADDING: Final = 0xFFFCFFFC
"""Allowed at the end of any data set: PS3.10 7.2."""


def check_stray(walk: Walk, scope: Scope, tag: int) -> Rule | None:
    """Report a standard element that the level does not list.

    Returns:
        What the dictionary asks; None where it does not know the element.
    """
    plan = scope.level.plan
    rule = plan.book.unlisted(tag)
    if tag >> 16 in _RESERVED_GROUPS and not scope.prefix:
        walk.add(codes.GROUP_NOT_ALLOWED, scope, tag, "does not belong in a data set")
    elif tag & 0xFFFF == 0 and not scope.prefix:
        walk.add(codes.ATTRIBUTE_RETIRED, scope, tag, "group length: retired")
    elif rule is None:
        walk.add(
            codes.ATTRIBUTE_UNKNOWN,
            scope,
            tag,
            f"not in the dictionary of {plan.book.edition.name}",
        )
    elif rule.keyword in plan.not_allowed:
        report_not_allowed(walk, scope, tag)
    elif rule.retired:
        report_retired(walk, scope, rule)
    elif not plan.extensible and tag != _TRAILING_PADDING:
        walk.add(codes.ATTRIBUTE_OUTSIDE, scope, tag, f"not part of the {plan.noun}")
    elif not scope.prefix:
        scope.level.rules[tag] = rule  # there is nothing to report next time either
    return rule


def report_retired(walk: Walk, scope: Scope, rule: Rule) -> None:
    walk.add(codes.ATTRIBUTE_RETIRED, scope, rule.tag, "retired")


def report_not_allowed(walk: Walk, scope: Scope, tag: int) -> None:
    """Report an attribute that the message, or the item, shall not have."""
    part = next((p.definition for p in scope.level.plan.parts), None)
    walk.add(
        codes.ATTRIBUTE_NOT_ALLOWED,
        scope,
        tag,
        f"not allowed in the {scope.level.plan.noun}",
        module="" if part is None else name_of(part),
        reference="" if part is None else reference_of(part),
    )


def check_private(walk: Walk, scope: Scope) -> None:
    """Report private elements whose tag is illegal, or whose block nobody reserves.

    One finding per block, at its first element.
    """
    blocks: Counter[int] = Counter()
    first: dict[int, int] = {}
    for tag in scope.elements:
        group, number = tag >> 16, tag & 0xFFFF
        if not group & 1:
            continue
        if group in _ILLEGAL_PRIVATE or 0 < number < 0x10 or 0x100 <= number < 0x1000:
            walk.add(codes.PRIVATE_TAG_INVALID, scope, tag, "no legal private tag")
        elif 0 < number < 0x100:
            _check_creator(walk, scope, tag)
        elif number:
            creator = group << 16 | number >> 8
            blocks[creator] += 1
            first.setdefault(creator, tag)
    for creator, number in blocks.items():
        element = scope.elements.get(creator)
        if element is None or not element.value:
            what = "absent" if element is None else "empty"
            elements = "element" if number == 1 else "elements"
            walk.add(
                codes.PRIVATE_CREATOR_MISSING,
                scope,
                first[creator],
                f"private creator {format_tag(creator)} {what},"
                f" for {number} {elements}",
            )


def _check_creator(walk: Walk, scope: Scope, tag: int) -> None:
    """Report a private creator that names nobody, or whose name has no good form."""
    element: Element | None = scope.elements[tag]
    if isinstance(element, DataElement):
        element = encoded(element, scope.encodings())
    if element is None or not isinstance(element.value, bytes | None):
        return
    value = element.value or b""
    if not value.strip(b" \0"):
        walk.add(codes.PRIVATE_CREATOR_INVALID, scope, tag, "empty")
    elif value.isascii() and not _is_creator(value):
        what = f"{values.printable(value)} is no name of a private creator: VR LO, VM 1"
        walk.add(codes.PRIVATE_CREATOR_INVALID, scope, tag, what)
