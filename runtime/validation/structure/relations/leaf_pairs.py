"""Positions of leaves and jaws: two for each pair of the device, PS3.3 C.8.8.14."""

from __future__ import annotations

from typing import Final

from ....encoding.single_values import text_of
from ....findings import codes
from ...plan.scope import Scope
from ...reporting.reporter import Reporter
from ..numbers import count_of, number
from ..subject import Subject

DEVICES: Final = (0x300A00B6, 0x300A03A4, 0x300800A0)
"""Beam limiting devices of a beam, an ion beam, and a treatment record."""
POSITIONS: Final = 0x300A011A
BEAMS: Final = (0x300A00B0, 0x300A03A2, 0x30080020, 0x30080021)
"""Sequences of beams in plans and treatment records."""

_TYPE: Final = 0x300A00B8
PAIRS: Final = 0x300A00BC
_LEAF_POSITIONS: Final = 0x300A011C


class LeafPairs:
    """Compares leaf positions with the number of pairs of their device."""

    def __init__(self, reporter: Reporter, subject: Subject, root: Scope) -> None:
        self._reporter = reporter
        self._pairs: dict[tuple[tuple[int, ...], str], int] = {}
        """By beam and type of the device. Devices are visited before control points."""

    def visit(self, scope: Scope) -> None:
        if scope.step is None:
            return
        beam, form = scope.key[:2], text_of(scope.elements.get(_TYPE))
        if scope.step[0] in DEVICES:
            pairs = number(scope.elements.get(PAIRS), "IS")
            if pairs is not None:
                self._pairs[beam, form] = pairs
        elif _LEAF_POSITIONS in scope.elements and (beam, form) in self._pairs:
            have = count_of(scope.elements[_LEAF_POSITIONS])
            pairs = self._pairs[beam, form]
            if have and have != 2 * pairs:
                what = f"has {have} values; {form} has {pairs} pairs, so it must have {2 * pairs}"
                self._reporter.add_cited(
                    codes.VALUE_COUNT, scope, _LEAF_POSITIONS, what
                )

    def finish(self) -> None:
        """Positions are checked when they are visited."""
