"""Combinations of values that an IOD allows: PS3.3 Tables C.8-82, C.8.19.2-2.

Samples per Pixel, which these tables have too, follows from Photometric Interpretation in all
IODs (`pixels`); so does Table C.8-19.
"""

from __future__ import annotations

from typing import Final, NamedTuple, TypeAlias

from ....encoding.single_values import text_of
from ....findings import codes
from ...plan.rule import table_of
from ...plan.scope import Scope
from ...reporting.reporter import Reporter
from ..numbers import number
from ..subject import Subject

Value: TypeAlias = str | int


class Combinations(NamedTuple):
    """The combinations of one table."""

    table: str
    """The table of the attributes, of PS3.3: "C.8-79"."""
    reference: str
    attributes: tuple[int, ...]
    rows: tuple[tuple[frozenset[Value], ...], ...]
    """Allowed values of each attribute."""


PHOTOMETRIC: Final = 0x00280004
BITS_ALLOCATED: Final = 0x00280100
BITS_STORED: Final = 0x00280101
REPRESENTATION: Final = 0x00280103

_COLORS: Final = frozenset[Value](
    {"RGB", "YBR_ICT", "YBR_RCT", "YBR_PARTIAL_420", "YBR_FULL_422", "YBR_FULL"}
)


def _row(*values: Value | frozenset[Value]) -> tuple[frozenset[Value], ...]:
    return tuple(
        each if isinstance(each, frozenset) else frozenset({each}) for each in values
    )


COMBINATIONS: Final = (
    Combinations(
        "C.8-79",
        "PS3.3 C.8.13.1.1.2 Table C.8-82",
        (PHOTOMETRIC, REPRESENTATION, BITS_ALLOCATED, BITS_STORED),
        (
            _row("MONOCHROME2", frozenset({0, 1}), 8, 8),
            _row("MONOCHROME2", frozenset({0, 1}), 16, frozenset({12, 16})),
            _row(_COLORS, 0, 8, 8),
        ),
    ),
    Combinations(
        "C.8.19.2-1",
        "PS3.3 C.8.19.2.1.2 Table C.8.19.2-2",
        (BITS_ALLOCATED, BITS_STORED),
        (_row(8, 8), _row(16, frozenset(range(9, 17)))),
    ),
)


def check_combination(
    reporter: Reporter, subject: Subject, scope: Scope, tag: int
) -> None:
    """Report a value that is not allowed beside the other values of an image."""
    if scope.parent is not None:
        return
    tables = {table_of(one.attribute) for one in scope.level.plan.sources.get(tag, ())}
    for each in COMBINATIONS:
        if each.table in tables:
            _check(reporter, scope, each)


def _check(reporter: Reporter, scope: Scope, table: Combinations) -> None:
    rows, given = table.rows, ""
    for column, tag in enumerate(table.attributes):
        value = _value(scope, tag)
        if value is None:
            continue
        matching = tuple(row for row in rows if value in row[column])
        if not matching:
            if given:  # the values of the first attribute are a list of its own
                allowed = sorted({str(one) for row in rows for one in row[column]})
                what = f"is {value}; with {given} it must be {' or '.join(allowed)}"
                reporter.add(
                    codes.VALUE_COMBINATION, scope, tag, what, reference=table.reference
                )
            return
        given += f"{', ' if given else ''}{scope.keyword(tag)} {value}"
        rows = matching


def _value(scope: Scope, tag: int) -> Value | None:
    element = scope.elements.get(tag)
    if tag == PHOTOMETRIC:
        return text_of(element) or None
    return number(element)
