"""Walks over the data sets of messages, and what they share for an edition."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Final, TypeAlias

from ...definitions import Definition, attribute
from ...encoding.readings import Reading
from ...findings import codes
from ...findings.finding import Finding
from ...tables import editions
from ...tables.editions import Edition
from ...validation.conditions import ConditionBook, Conditions
from ...validation.plan import Plan, Scope, plan_book
from ...validation.walk import Walk

ABSENT: Final = frozenset(
    {
        codes.TYPE1_MISSING,
        codes.TYPE1C_MISSING,
        codes.TYPE2_MISSING,
        codes.TYPE2C_MISSING,
    }
)
"""Codes of required attributes that are absent."""

Requested: TypeAlias = "Mapping[int, Requested | None]"
"""Requested tags; of a sequence with those in its items, None for all of them."""


class TextEncoding(Definition):
    """The attributes that any data set may have to encode others: PS3.3 C.12.1."""

    SpecificCharacterSet = attribute(0x00080005, "3")
    TimezoneOffsetFromUTC = attribute(0x00080201, "3")


class MessageChecker:
    """Checks attribute lists against an edition, whose compiled rules it keeps."""

    def __init__(self, edition: Edition) -> None:
        self.edition: Final = edition
        self.book: Final = plan_book(edition)
        self.conditions: Final = ConditionBook(edition, {})

    def plan(self, definition: type[Definition]) -> Plan:
        """Return the compiled rules of an attribute list."""
        return self.book.message(definition, TextEncoding)

    def run(
        self,
        walk: Walk,
        definition: type[Definition],
        reading: Reading,
        *,
        conditional: bool = True,
    ) -> tuple[Finding, ...]:
        """Walk over a data set, and return the findings.

        Args:
            conditional: Whether conditions are evaluated.
        """
        plan = self.plan(definition)
        if not conditional:
            walk.run(reading, plan)
            return walk.findings()
        conditions = Conditions(walk, self.conditions)
        walk.run(reading, plan, checks=[conditions], evaluation=conditions.evaluation)
        conditions.close()
        return walk.findings()


def checker(edition: Edition | None = None) -> MessageChecker:
    """Return the checker of an edition; of the bundled one if None."""
    return _checker(edition or editions.bundled())


@cache
def _checker(edition: Edition) -> MessageChecker:
    return MessageChecker(edition)


class MessageWalk(Walk):
    """A walk over the data set of a message.

    Args:
        requested: The requested attributes; others may be absent. All if None.
    """

    def __init__(self, requested: Requested | None = None) -> None:
        super().__init__(in_memory=True)
        self._requested = requested

    def add(
        self,
        code: codes.Code,
        scope: Scope,
        tag: int | None,
        message: str,
        **details: str,  # module, reference and suggestion, as for `Walk`
    ) -> None:
        if code in ABSENT and not self.requests(scope, tag):
            return
        super().add(code, scope, tag, message, **details)

    def requests(self, scope: Scope, tag: int | None) -> bool:
        """True if an attribute was requested."""
        inside = self.requested_in(scope)
        return inside is None or tag in inside

    def requested_in(self, scope: Scope) -> Requested | None:
        """Return the requested keys of a data set or item; None for all attributes."""
        inside = self._requested
        for sequence in scope.key[::2]:
            if inside is None:
                return None
            inside = inside.get(sequence, {})
        return inside
