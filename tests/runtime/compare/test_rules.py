"""The table of rules, row by row."""

from __future__ import annotations

from typing import Any

import pytest

from iodize.compare.acceptance import Requirement
from iodize.compare.changes import Effect
from iodize.compare.rules import (
    MIRRORED,
    RULES,
    Basis,
    RowFacts,
    effect_of,
)
from iodize.tables.descriptions import when

REQUIRED = RowFacts(Requirement("1"), argument=True)
OPTIONAL = RowFacts(Requirement("3"))
RESTRICTED = RowFacts(Requirement("3"), restricted=True)
CONDITIONAL = RowFacts(Requirement("1C", when("present(Rows)")))
OTHER = RowFacts(Requirement("1C", when("present(Columns)")))
MANDATORY = RowFacts(Requirement("M"), argument=True)
USER_OPTION = RowFacts(Requirement("U"))
LISTED = object()
ADDED, REMOVED = (None, LISTED), (LISTED, None)
BOTH = (LISTED, LISTED)

S, L, E, N = Effect.STRICTER, Effect.LOOSER, Effect.EITHER, Effect.NEUTRAL

EXPECTED: dict[str, list[tuple[tuple[Any, Any], Effect, bool]]] = {
    "attribute-added": [
        ((None, REQUIRED), S, True),
        ((None, CONDITIONAL), S, False),
        ((None, OPTIONAL), N, False),
        ((None, RESTRICTED), S, False),
    ],
    "attribute-removed": [
        ((REQUIRED, None), L, True),
        ((OPTIONAL, None), N, True),
        ((RESTRICTED, None), L, True),
    ],
    "attribute-type": [
        ((REQUIRED, OPTIONAL), L, True),
        ((OPTIONAL, REQUIRED), S, True),
        ((OPTIONAL, CONDITIONAL), S, False),
        ((REQUIRED, CONDITIONAL), E, True),
    ],
    "attribute-condition": [((CONDITIONAL, OTHER), E, False)],
    "attribute-emptiness": [(ADDED, S, False), (REMOVED, L, False)],
    "attribute-forbidden": [(ADDED, S, False), (REMOVED, L, False)],
    "table-extensible": [(BOTH, N, False)],
    "macro-included": [
        ((None, REQUIRED._replace(restricted=True)), S, True),
        ((None, RESTRICTED), S, False),
        ((None, OPTIONAL), N, False),
    ],
    "macro-excluded": [
        ((RESTRICTED, None), L, True),
        ((OPTIONAL, None), N, True),
        ((OPTIONAL._replace(rows=0), None), N, False),
    ],
    "macro-condition": [((OPTIONAL, OPTIONAL), E, True)],
    "key-match": [((USER_OPTION, MANDATORY), S, False)],
    "table-added": [(ADDED, N, False)],
    "table-removed": [(REMOVED, N, True)],
    "table-renamed": [(BOTH, N, True)],
    "table-moved": [(BOTH, N, False)],
    "iod-added": [(ADDED, L, False)],
    "iod-removed": [(REMOVED, S, True)],
    "iod-renamed": [(BOTH, N, True)],
    "module-added": [((None, MANDATORY), S, True), ((None, USER_OPTION), N, False)],
    "module-removed": [((MANDATORY, None), L, True), ((USER_OPTION, None), N, True)],
    "module-usage": [
        ((USER_OPTION, MANDATORY), S, True),
        ((MANDATORY, USER_OPTION), L, True),
    ],
    "module-condition": [((CONDITIONAL, OTHER), E, False)],
    "module-entity": [(BOTH, N, False)],
    "group-added": [((None, MANDATORY), S, False), ((None, USER_OPTION), N, False)],
    "group-removed": [((MANDATORY, None), L, True), ((USER_OPTION, None), N, True)],
    "group-usage": [((USER_OPTION, MANDATORY), S, False)],
    "group-condition": [((CONDITIONAL, OTHER), E, False)],
    "content-added": [(ADDED, S, False)],
    "content-removed": [(REMOVED, L, False)],
    "lower-record-added": [(ADDED, L, False)],
    "lower-record-removed": [(REMOVED, S, False)],
    "sop-class-added": [(ADDED, L, False)],
    "sop-class-removed": [(REMOVED, S, True)],
    "sop-class-renamed": [(BOTH, N, True)],
    "sop-class-uid": [(BOTH, E, False)],
    "sop-class-iod": [(BOTH, E, False)],
    "sop-class-retired": [(BOTH, N, False)],
    "sop-class-revived": [(BOTH, N, False)],
    "operation-added": [((None, MANDATORY), S, False), ((None, USER_OPTION), N, False)],
    "operation-removed": [((MANDATORY, None), L, True)],
    "operation-usage": [
        ((USER_OPTION, MANDATORY), S, False),
        ((MANDATORY, USER_OPTION), L, False),
    ],
    "attribute-list-added": [(ADDED, L, False)],
    "attribute-list-removed": [(REMOVED, S, True)],
    "transition-added": [(ADDED, L, False)],
    "transition-removed": [(REMOVED, S, False)],
    "transition-changed": [(BOTH, E, False)],
    "status-added": [(ADDED, L, False)],
    "status-removed": [(REMOVED, S, False)],
    "status-changed": [(BOTH, E, False)],
    "status-label": [(BOTH, N, False)],
    "message-added": [(ADDED, L, False)],
    "message-removed": [(REMOVED, S, True)],
    "field-added": [((None, MANDATORY), S, True), ((None, USER_OPTION), N, False)],
    "field-removed": [((MANDATORY, None), L, True), ((USER_OPTION, None), N, True)],
    "field-usage": [((USER_OPTION, MANDATORY), S, True)],
    "field-condition": [((CONDITIONAL, OTHER), E, False)],
    "data-set-presence": [(BOTH, E, False)],
    "element-added": [(ADDED, L, False)],
    "element-removed": [(REMOVED, S, True)],
    "element-keyword": [(BOTH, N, True)],
    "element-name": [(BOTH, N, False)],
    "element-retired": [(BOTH, N, False)],
    "element-revived": [(BOTH, N, False)],
    "uid-added": [(ADDED, L, False)],
    "uid-removed": [(REMOVED, S, False)],
    "uid-changed": [(BOTH, N, False)],
    "uid-retired": [(BOTH, N, False)],
    "uid-revived": [(BOTH, N, False)],
}
"""By kind: facts of both editions, effect on objects, whether programs break."""

OF_VALUES: dict[str, dict[Effect, bool]] = {
    "attribute-values": {S: True, L: False, E: True, N: False},
    "attribute-range": {S: False, L: False},
    "attribute-items": {S: False, L: False},
    "attribute-vm": {S: True, L: True},
    "constraint-values": {S: True, L: False},
    "constraint-range": {S: False, L: False},
    "constraint-items": {S: False, L: False},
    "content-targets": {S: False, L: False},
    "field-values": {S: True, L: False},
    "element-vr": {S: True, L: True},
    "element-vm": {S: True, L: True},
}
"""By kind: whether programs break, by the effect on values."""


def test_each_rule_is_tested() -> None:
    assert EXPECTED.keys() | OF_VALUES.keys() == RULES.keys()


@pytest.mark.parametrize("kind", EXPECTED)
def test_rule_determines_the_effect(kind: str) -> None:
    for (old, new), effect, breaking in EXPECTED[kind]:
        assert effect_of(kind, old, new) is effect
        assert RULES[kind].breaks(old, new, effect) is breaking


@pytest.mark.parametrize("kind", OF_VALUES)
def test_rule_of_values_keeps_their_effect(kind: str) -> None:
    assert RULES[kind].basis is Basis.VALUES
    for effect, breaking in OF_VALUES[kind].items():
        assert effect_of(kind, LISTED, LISTED, effect) is effect
        assert RULES[kind].breaks(LISTED, LISTED, effect) is breaking


@pytest.mark.parametrize("kind", RULES)
def test_rule_has_a_reason_that_is_a_sentence(kind: str) -> None:
    assert RULES[kind].reason[0].isupper()
    assert RULES[kind].reason.endswith(".")


def test_kinds_are_mirrored_in_pairs() -> None:
    assert all(MIRRORED[MIRRORED[kind]] == kind for kind in MIRRORED)
    for kind in RULES:
        ends = ("-added", "-removed", "-included", "-excluded", "-retired", "-revived")
        assert kind.endswith(ends) == (kind in MIRRORED)
