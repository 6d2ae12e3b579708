"""Checks for retired, unknown and private elements, and elements outside of the IOD."""

from __future__ import annotations

from collections import Counter
from typing import Final, cast

from ...data_sets.in_memory import encoded
from ...encoding import value_forms
from ...encoding.code_extensions import ESCAPE
from ...encoding.readings import Element, RawElement
from ...findings import codes
from ...findings.finding import format_tag
from ..plan.rule import AttributeRule, name_of, reference_of
from ..plan.scope import Scope
from ..reporting.reporter import Reporter

_RESERVED_GROUPS: Final = frozenset({0x0000, 0x0002, 0x0004, 0x0006})
"""Commands, file meta information, file-sets: PS3.5 7.1."""

_ILLEGAL_PRIVATE: Final = frozenset({0x0001, 0x0003, 0x0005, 0x0007, 0xFFFF})
"""Odd groups that must not be used for private elements: PS3.5 7.8."""

_is_creator: Final = cast("value_forms.Acceptor", value_forms.acceptor("LO", "1"))
"""VR and VM of private creators: PS3.5 7.8.1."""

_CREATOR_VRS: Final = frozenset({None, "LO", "UN"})
"""None is implicit VR; UN is a VR that the sender did not know: PS3.5 6.2.2."""

_TRAILING_PADDING: Final = 0xFFFCFFFC
"""Allowed at the end of any data set: PS3.10 7.2."""


def check_unlisted(reporter: Reporter, scope: Scope, tag: int) -> AttributeRule | None:
    """Report a standard element that the level does not list.

    Returns:
        The rule of the data dictionary; None if it does not list the element.
    """
    plan = scope.level.plan
    rule = plan.book.unlisted(tag)
    if tag >> 16 in _RESERVED_GROUPS and not scope.prefix:
        reporter.add(
            codes.GROUP_NOT_ALLOWED, scope, tag, "does not belong in a data set"
        )
    elif tag & 0xFFFF == 0 and not scope.prefix:
        _report_group_length(reporter, scope, tag)
    elif rule is None:
        reporter.add(
            codes.ATTRIBUTE_UNKNOWN,
            scope,
            tag,
            f"not in the dictionary of {plan.book.edition.name}",
        )
    elif rule.keyword in plan.not_allowed:
        report_not_allowed(reporter, scope, tag)
    elif rule.retired:
        report_retired(reporter, scope, rule)
    elif not plan.extensible and tag != _TRAILING_PADDING:
        reporter.add(
            codes.ATTRIBUTE_OUTSIDE, scope, tag, f"not part of the {plan.noun}"
        )
    elif not scope.prefix:
        scope.level.rules[tag] = rule  # skips this function for later elements
    return rule


def _report_group_length(reporter: Reporter, scope: Scope, tag: int) -> None:
    """Report a group length, of a standard or private group.

    Source: PS3.5 7.2.
    """
    what = "group length: retired"
    reporter.add(codes.ATTRIBUTE_RETIRED, scope, tag, what, reference="PS3.5 7.2")


def report_retired(reporter: Reporter, scope: Scope, rule: AttributeRule) -> None:
    reporter.add(codes.ATTRIBUTE_RETIRED, scope, rule.tag, "retired")


def report_not_allowed(reporter: Reporter, scope: Scope, tag: int) -> None:
    """Report an attribute that the message or item must not have."""
    part = next((p.definition for p in scope.level.plan.parts), None)
    reporter.add(
        codes.ATTRIBUTE_NOT_ALLOWED,
        scope,
        tag,
        f"not allowed in the {scope.level.plan.noun}",
        module="" if part is None else name_of(part),
        reference="" if part is None else reference_of(part),
    )


def check_private(reporter: Reporter, scope: Scope) -> None:
    """Report private elements with an invalid tag or without a private creator.

    One finding per block, at its first element.
    """
    blocks: Counter[int] = Counter()
    first: dict[int, int] = {}
    creators: dict[tuple[int, bytes], int] = {}
    for tag in scope.elements:
        group, number = tag >> 16, tag & 0xFFFF
        if not group & 1:
            continue
        if not number and not scope.prefix:
            _report_group_length(reporter, scope, tag)
        if group in _ILLEGAL_PRIVATE or 0 < number < 0x10 or 0x100 <= number < 0x1000:
            reporter.add(
                codes.PRIVATE_TAG_INVALID, scope, tag, "not a valid private tag"
            )
        elif is_creator_tag(tag):
            _check_creator(reporter, scope, tag, creators)
        elif number:
            creator = group << 16 | number >> 8
            blocks[creator] += 1
            first.setdefault(creator, tag)
    for creator, number in blocks.items():
        element = scope.elements.get(creator)
        if element is None or not element.value:
            what = "absent" if element is None else "empty"
            elements = "element" if number == 1 else "elements"
            reporter.add(
                codes.PRIVATE_CREATOR_MISSING,
                scope,
                first[creator],
                f"private creator {format_tag(creator)} {what}"
                f" for {number} {elements}",
            )


def is_creator_tag(tag: int) -> bool:
    """Return True if a tag is that of a private creator: PS3.5 7.8.1."""
    return bool(tag >> 16 & 1) and 0x10 <= tag & 0xFFFF < 0x100


def _check_creator(
    reporter: Reporter, scope: Scope, tag: int, creators: dict[tuple[int, bytes], int]
) -> None:
    """Report a private creator that is empty, not valid, or used before in its group.

    Source: PS3.5 7.8.1.

    Args:
        creators: The creators before this one, by group and value.
    """
    element: Element | None = scope.elements[tag]
    if element is not None and not isinstance(element, RawElement):
        element = encoded(element, scope.encodings())
    if element is None or not isinstance(element.value, bytes | None):
        return
    value = element.value or b""
    first = creators.setdefault((tag >> 16, value.strip(b" \0")), tag)
    what = ""
    if element.VR not in _CREATOR_VRS:
        what = f"VR is {element.VR}; a private creator has VR LO"
    elif not value.strip(b" \0"):
        what = "empty"
    elif not value.isascii() or ESCAPE in value:
        what = "has characters outside of the default repertoire"
    elif not _is_creator(value):
        shown = value_forms.printable(value)
        what = f"{shown} is not a valid private creator (VR LO, VM 1)"
    elif first != tag:
        what = f"reserves a second block of its group; the first is {format_tag(first)}"
    if what:
        reporter.add(codes.PRIVATE_CREATOR_INVALID, scope, tag, what)
