"""What must be there: mandatory modules, attributes of type 1 and 2.

Types 1C and 2C are never missed here: only a condition could tell, by answering that the
attribute is required, that it is not, or that the object does not show it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import codes
from .findings import format_tag
from .plan import first_group, may_repeat
from .rules import Rule, name_of, reference_of
from .scope import Scope

if TYPE_CHECKING:
    from .walk import Walk


def check_missing(walk: Walk, scope: Scope, missing: frozenset[int]) -> None:
    """Report required attributes that are absent, and modules absent as a whole."""
    if scope.parent is None:
        _check_modules(walk, scope, missing)
    for tag in missing:
        _report_missing(walk, scope, tag)


def check_expected(walk: Walk, scope: Scope, expected: frozenset[int]) -> None:
    """Report what modules lack of which only attributes of type 3 are present."""
    for tag in expected:
        rule = scope.level.rules[tag]
        if rule is not None:
            walk.add(
                codes.MODULE_INCOMPLETE,
                scope,
                tag,
                f"absent; type {rule.type} in {rule.source}, which seems to be in use",
                module=rule.module,
                reference=rule.reference,
            )


def check_repeating(walk: Walk, scope: Scope) -> None:
    """Report required attributes that a repeating group lacks, for each such group."""
    known = scope.level.plan.repeating
    groups = {
        tag >> 16
        for tag in scope.elements
        if may_repeat(tag) and first_group(tag) in known
    }
    for group in groups:
        for first in scope.level.repeating:
            tag = group << 16 | first & 0xFFFF
            if tag not in scope.elements:
                _report_missing(walk, scope, tag)


def check_empty(walk: Walk, scope: Scope, rule: Rule) -> None:
    """Report an attribute that has no value."""
    if rule.filled:
        walk.add(
            codes.TYPE1_EMPTY if rule.type == "1" else codes.TYPE1C_EMPTY,
            scope,
            rule.tag,
            f"empty; type {rule.type} in {rule.source}",
            module=rule.module,
            reference=rule.reference,
        )


def _check_modules(walk: Walk, scope: Scope, missing: frozenset[int]) -> None:
    for module, required, own in scope.level.absences:
        if required <= missing and own.isdisjoint(scope.elements):
            name = name_of(module)
            attributes = "attribute" if len(required) == 1 else "attributes"
            walk.add(
                codes.MODULE_MISSING,
                scope,
                None,
                f"{name}: mandatory module absent; it asks for {len(required)} {attributes}",
                module=name,
                reference=reference_of(module),
            )


def _report_missing(walk: Walk, scope: Scope, tag: int) -> None:
    rule = scope.level.rules[tag]
    if rule is None:
        raise LookupError(f"{format_tag(tag)} is required, but no part defines it")
    walk.add(
        codes.TYPE1_MISSING if rule.type == "1" else codes.TYPE2_MISSING,
        scope,
        tag,
        f"absent; type {rule.type} in {rule.source}",
        module=rule.module,
        reference=rule.reference,
    )
