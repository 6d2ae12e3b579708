"""Collects the findings of one object, each with its element and its table row."""

from __future__ import annotations

from collections.abc import Iterable

from ...encoding.readings import Problem
from ...findings.codes import Code
from ...findings.finding import FILE_META, Finding
from ...rules.paragraphs import paragraph_in, paragraph_of
from ...tables.repeating import first_group, may_repeat
from ..plan.plan import PlanBook
from ..plan.rule import reference_of
from ..plan.scope import Scope
from .description import NOTHING, describe
from .suggestions import suggest


class Reporter:
    """The findings of one object."""

    def __init__(self) -> None:
        self._entries: list[tuple[tuple[int, ...], Finding]] = []

    def findings(self) -> tuple[Finding, ...]:
        """Return the findings in the order of the data set."""
        self._entries.sort(key=lambda entry: entry[0])
        return tuple(finding for _, finding in self._entries)

    @property
    def number(self) -> int:
        """The number of findings so far."""
        return len(self._entries)

    def add(
        self,
        code: Code,
        scope: Scope,
        tag: int | None,
        message: str,
        *,
        module: str = "",
        reference: str = "",
        suggestion: str = "",
    ) -> None:
        """Add a finding about an element, or about a data set or item as a whole.

        Args:
            suggestion: How to correct it; the result of `suggest` if empty.
        """
        rule = None if tag is None else scope.rule(tag)
        element = NOTHING if tag is None else describe(scope, tag, rule)
        self._entries.append(
            (
                scope.key if tag is None else (*scope.key, tag),
                Finding(
                    code.severity,
                    code.name,
                    tag,
                    rule.keyword if rule else "",
                    scope.path(tag),
                    scope.module or module,
                    message,
                    reference or code.reference,
                    *element,
                    suggestion or suggest(code, rule, element.value),
                    _paragraph(scope, tag, reference),
                ),
            )
        )

    def add_cited(self, code: Code, scope: Scope, tag: int, message: str) -> None:
        """Add a finding that cites the table of its attribute, if a table lists it."""
        listed = first_group(tag) if may_repeat(tag) else tag
        sources = scope.level.plan.sources.get(listed)
        reference = reference_of(sources[0].attribute.owner) if sources else ""
        self.add(code, scope, tag, message, reference=reference)

    def add_about(self, book: PlanBook, problems: Iterable[Problem]) -> None:
        """Add problems of the file meta information, or of the object as a whole."""
        data_set = Scope({}, book.open)
        meta = Scope({}, book.open, prefix=FILE_META)
        for code, message, tag in problems:
            group = None if tag is None else tag >> 16
            self.add(code, meta if group == 2 else data_set, tag, message)


def _paragraph(scope: Scope, tag: int | None, reference: str) -> str:
    """Return the anchor of an attribute's row in the table that a finding refers to."""
    if tag is None or not reference:
        return ""
    plan = scope.level.plan
    for _, attribute in plan.sources.get(tag, ()):
        if reference_of(attribute.owner) == reference:
            return paragraph_of(attribute, plan.book.edition)
    if plan.parts:  # an attribute that is not allowed is not among the sources
        definition = plan.parts[0].definition
        if reference_of(definition) == reference:
            return paragraph_in(definition, tag, plan.book.edition)
    return ""
