"""An answer to a query, against its definition and against the query.

Source: PS3.4 C.4.1.1.3.2 (what an answer contains), C.2.2.2 (what matches); of worklists
K.4.1.1.3.2.
"""

from __future__ import annotations

from typing import Final

from ...editions import Edition
from ...validation import codes
from ...validation.elements import Element, Elements, Reading
from ...validation.findings import Finding
from ...validation.rules import name_of
from ...validation.scope import Scope
from ...validation.text import text_of
from ..attribute_lists import AttributeList, FindAnswer, FindRequest
from .attribute_lists import (
    ABSENT,
    Content,
    MessageWalk,
    Requested,
    checker,
    items_of,
    parted,
    reading_of,
)
from .queries import LEVEL, NEVER_MATCHED, VIEW, levels_of

UNASKED: Final = frozenset(
    {
        0x00080005,  # Specific Character Set
        LEVEL,
        VIEW,
        0x00080054,  # Retrieve AE Title
        0x00080056,  # Instance Availability
        0x00080201,  # Timezone Offset From UTC
        0x00880130,  # Storage Media File-Set ID
        0x00880140,  # Storage Media File-Set UID
        0x0040A390,  # HL7 Structured Document Reference Sequence
        0x00083002,  # Available Transfer Syntax UID
    }
)
"""What an answer may have though nobody asked for it: C.4.1.1.3.2, K.4.1.1.3.2."""


class AnswerChecker:
    """Checks the answers to one query."""

    def __init__(
        self,
        query: FindRequest[AttributeList] | tuple[type[AttributeList], Content],
        *,
        edition: Edition | None = None,
    ) -> None:
        """Look at what a query asks for.

        Args:
            query: A typed request; or its class, and the identifier that should be one.
            edition: The bundled one if None.
        """
        definition, content = parted(query)
        elements = reading_of(content).elements
        self._checker = checker(edition)
        self._requested: Final = requested_by(content)
        self._answer: type[AttributeList] = getattr(definition, "reply", FindAnswer)
        self._level = text_of(elements.get(LEVEL)) if definition.level else ""
        levels = levels_of(definition)
        self._free = UNASKED | levels.unique | levels.above

    def check(self, answer: FindAnswer | Content) -> tuple[Finding, ...]:
        """Return what is wrong with an answer."""
        content = answer.to_dataset() if isinstance(answer, FindAnswer) else answer
        name = name_of(self._answer)
        walk = AnswerWalk(name, self._requested, self._free, self._level)
        return self._checker.run(walk, self._answer, reading_of(content))


def check_answer(
    query: FindRequest[AttributeList] | tuple[type[AttributeList], Content],
    answer: FindAnswer | Content,
    *,
    edition: Edition | None = None,
) -> tuple[Finding, ...]:
    """Return what is wrong with an answer to a query.

    Of many answers, `AnswerChecker` looks at the query but once.
    """
    return AnswerChecker(query, edition=edition).check(answer)


def requested_by(content: Content) -> Requested:
    """Return what a query asks for: of a sequence what its item has, all if nothing."""
    return _requested(reading_of(content).elements)


def _requested(elements: Elements) -> Requested:
    return {
        tag: _requested_in(element)
        for tag, element in elements.items()
        if tag not in NEVER_MATCHED
    }


def _requested_in(element: Element) -> Requested | None:
    """Return what is asked for in the items of a sequence; None for all there is."""
    if element.VR not in ("SQ", None):
        return None
    for item in items_of(element):
        return _requested(item) or None
    return None


class AnswerWalk(MessageWalk):
    """A walk over an answer: what was not asked for is not missed, nor welcome."""

    def __init__(
        self,
        name: str,
        requested: Requested,
        free: frozenset[int],
        level: str = "",
    ) -> None:
        """Begin a walk.

        Args:
            name: What findings call the answer.
            free: What may be there though it was not asked for.
            level: The level of the query; empty where the model has none.
        """
        super().__init__(requested)
        self._name = name
        self._free = free
        self._level = level

    def _enter(self, scope: Scope, reading: Reading) -> None:
        asked = self.asked_in(scope)
        if asked is not None:
            for tag in reading.elements.keys() - asked.keys():
                if scope.parent is not None or tag not in self._free:
                    self.add(codes.KEY_NOT_ASKED, scope, tag, "was not asked for")
        if scope.parent is None and self._level:
            self._check_level(scope)
        super()._enter(scope, reading)

    def _check_level(self, scope: Scope) -> None:
        level = text_of(scope.elements.get(LEVEL))
        if level != self._level:
            what = f"{level!r}" if level else "absent"
            what += f"; the query was of the level {self._level}"
            code = codes.ANSWER_MISMATCH if level else codes.QUERY_LEVEL_MISSING
            self.add(code, scope, LEVEL, what)

    def add(
        self,
        code: codes.Code,
        scope: Scope,
        tag: int | None,
        message: str,
        *,
        module: str = "",
        reference: str = "",
        suggestion: str = "",
    ) -> None:
        if code in ABSENT:
            if not self.asked(scope, tag):
                return
            code, message = codes.KEY_NOT_RETURNED, f"{message}; it was asked for"
        elif code is codes.ATTRIBUTE_OUTSIDE and (
            tag in self._free or not self.asked(scope, tag)
        ):
            return  # it may be there, or there is a finding that says more
        super().add(
            code,
            scope,
            tag,
            message,
            module=module or self._name,
            reference=reference,
            suggestion=suggestion,
        )
