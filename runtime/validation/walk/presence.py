"""Checks for absent mandatory modules, and absent or empty attributes of type 1 and 2.

Absent attributes of type 1C and 2C are reported by `conditions`, since they depend on a
condition.
"""

from __future__ import annotations

from ...findings import codes
from ...findings.finding import format_tag
from ...tables.repeating import first_group, may_repeat
from ..plan.rule import AttributeRule, name_of, reference_of
from ..plan.scope import Scope
from ..reporting.reporter import Reporter


def check_missing(reporter: Reporter, scope: Scope, missing: frozenset[int]) -> None:
    """Report absent required attributes, and modules that are absent as a whole."""
    if scope.parent is None:
        _check_modules(reporter, scope, missing)
    for tag in missing:
        _report_missing(reporter, scope, tag)


def check_repeating(reporter: Reporter, scope: Scope) -> None:
    """Report absent required attributes of each repeating group that is present."""
    known = scope.level.plan.repeating
    groups = {
        tag >> 16
        for tag in scope.elements
        if may_repeat(tag) and first_group(tag) in known
    }
    for group in groups:
        for first in scope.level.repeating:
            tag = group << 16 | first & 0xFFFF
            if scope.absent(frozenset({tag})):
                _report_missing(reporter, scope, tag)


def check_empty(reporter: Reporter, scope: Scope, rule: AttributeRule) -> None:
    """Report an attribute without a value if it requires one."""
    if rule.filled:
        reporter.add(
            codes.TYPE1_EMPTY if rule.type == "1" else codes.TYPE1C_EMPTY,
            scope,
            rule.tag,
            f"empty; type {rule.type} in {rule.source}",
            module=rule.module,
            reference=rule.reference,
        )


def _check_modules(reporter: Reporter, scope: Scope, missing: frozenset[int]) -> None:
    for module, required, own in scope.level.absences:
        if required <= missing and own.isdisjoint(scope.elements):
            name = name_of(module)
            attributes = "attribute" if len(required) == 1 else "attributes"
            reporter.add(
                codes.MODULE_MISSING,
                scope,
                None,
                f"{name}: mandatory module absent; requires {len(required)} {attributes}",
                module=name,
                reference=reference_of(module),
            )


def _report_missing(reporter: Reporter, scope: Scope, tag: int) -> None:
    rule = scope.level.rules[tag]
    if rule is None:
        raise LookupError(f"{format_tag(tag)} is required, but no part defines it")
    reporter.add(
        codes.TYPE1_MISSING if rule.type == "1" else codes.TYPE2_MISSING,
        scope,
        tag,
        f"absent; type {rule.type} in {rule.source}",
        module=rule.module,
        reference=rule.reference,
    )
