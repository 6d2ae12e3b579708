"""The conditional checks of an object, with a memo of outcomes that follow from tags.

A condition is evaluated in three-valued logic. Only what is certain is reported: an unknown
condition neither requires nor forbids, and is counted.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from types import MappingProxyType
from typing import Final, NamedTuple

from ...conditions.readable import sentence
from ...conditions.undecided import reasons as reasons_of
from ...encoding.readings import Elements
from ...findings import codes
from ...findings import finding as findings
from ...rules.judges import requirement_of
from ...tables.descriptions import Attribute, Definition, Iod, Use, When
from ...tables.editions import Edition
from ..plan.level import Level
from ..plan.rule import name_of, reference_of
from ..plan.scope import Scope
from ..plan.tags import FUNCTIONAL_GROUPS
from ..reporting.reporter import Reporter
from ..views import Names
from .attributes import (
    AlternativesCheck,
    AttributeCheck,
    InclusionCheck,
    SharedInclusionsCheck,
)
from .evaluation import Evaluation
from .facts import Facts
from .groups import GroupCheck
from .memo import Decided, Memo, shape_of
from .modules import ModuleCheck
from .outcome import HELD, Check, Outcome
from .witness import WatchedView, Witness

MAX_BOOKS: Final = 16
"""Number of combinations of an edition and facts whose checks are kept."""


class ChecksOfIod(NamedTuple):
    """The checks that an IOD adds to those of the levels."""

    modules: Sequence[Check] = ()
    groups: Sequence[Check] = ()


class ConditionBook:
    """The conditional checks of an edition, each compiled once.

    Args:
        facts: User-supplied facts, by the names of `iodize.conditions.facts.FACTS`.
    """

    def __init__(self, edition: Edition, facts: Mapping[str, bool]) -> None:
        self.facts: Final = Facts(edition, facts)
        self.names: Final = Names(edition)
        self.memo: Final = Memo()
        self._levels: dict[Level, Sequence[Check]] = {}
        self._iods: dict[type[Iod], ChecksOfIod] = {}

    def level(self, level: Level) -> Sequence[Check]:
        """Return the checks of a level."""
        if level not in self._levels:
            self._levels[level] = (
                *map(AttributeCheck, level.conditional),
                *map(InclusionCheck, level.inclusions),
                *map(AlternativesCheck, level.alternatives),
                *map(SharedInclusionsCheck, filter(None, (level.shared_inclusions,))),
            )
        return self._levels[level]

    def iod(self, iod: type[Iod]) -> ChecksOfIod:
        """Return the checks of the conditional modules and functional groups of an IOD."""
        if iod not in self._iods:
            reference = f"PS3.3 Table {iod.functional_groups_table}"
            self._iods[iod] = ChecksOfIod(
                tuple(
                    ModuleCheck(use, use.when)
                    for use in iod.module_uses
                    if use.when and use.usage != "M"
                ),
                tuple(
                    GroupCheck(use, use.when, reference)
                    for use in iod.functional_group_uses
                    if use.when
                ),
            )
        return self._iods[iod]


def condition_book(edition: Edition, facts: Mapping[str, bool]) -> ConditionBook:
    """Return the checks of an edition with some facts, compiled once for all users.

    Args:
        facts: As for `ConditionBook`.
    """
    return _condition_book(edition, frozenset(facts.items()))


@lru_cache(MAX_BOOKS)
def _condition_book(
    edition: Edition, facts: frozenset[tuple[str, bool]]
) -> ConditionBook:
    return ConditionBook(edition, dict(facts))


class Pending(NamedTuple):
    """A condition that was not decided."""

    scope: Scope
    subject: Attribute | Use
    when: When


class Conditions:
    """The conditional checks of one object.

    Args:
        iod: Lists modules and functional groups with the conditions of their usage; None
            for the attribute list of a message.
        meta: The file meta information; empty for a message.
    """

    def __init__(
        self,
        reporter: Reporter,
        book: ConditionBook,
        iod: type[Iod] | None = None,
        meta: Elements = MappingProxyType({}),
    ) -> None:
        self.evaluation: Final = Evaluation(book.facts, book.names, meta)
        self.held = 0
        """Number of conditions that were decided, and met."""
        self.pending: list[Pending] = []
        """The conditions that were not decided."""
        self._reporter = reporter
        self._book = book
        self._of_iod = ChecksOfIod() if iod is None else book.iod(iod)
        self._frames = Memo()
        self._reported: set[type[Definition]] = set()

    def begin(self, root: Scope) -> None:
        """Take the modules whose condition is not met, but that have attributes, out of use."""
        view, facts = self.evaluation.view(root), self._book.facts
        strays = [
            stray
            for check in self._of_iod.modules
            if isinstance(check, ModuleCheck)
            and (stray := check.stray(root, view, facts)) is not None
        ]
        if strays:
            unused = {stray.part for stray in strays}
            root.level = root.level.plan.level_without(root.level, unused)
        for stray in strays:
            for problem in stray.problems:
                self._reporter.add(
                    problem.code,
                    root,
                    problem.tag,
                    problem.message,
                    module=problem.module,
                    reference=problem.reference,
                )

    def visit(self, scope: Scope) -> None:
        """Check the conditional requirements for a data set or item."""
        if scope.cut is not None:
            return  # attributes that conditions depend on may be missing
        self._check_expected(scope)
        checks = self._book.level(scope.level)
        added = self._added(scope)
        if not checks and not added:
            return
        shape = shape_of(scope, self._book.memo, self._frames)
        memo = self._book.memo if scope.frame is None else self._frames
        decided = memo.decided(scope, shape)
        if decided is not None:
            self._apply(scope, decided)
        elif memo.occurred(scope, shape):
            memo.store(scope, shape, self._decide(scope, (*added, *checks)))
        else:
            self._run(scope, (*added, *checks))

    def finish(self) -> None:
        """Does nothing: no finding depends on the object as a whole."""

    def close(self) -> None:
        """Release the views of the object."""
        self.evaluation.close()

    def undecided(self) -> Iterator[findings.Undecided]:
        """Yield descriptions of the conditions that were not decided."""
        for scope, subject, when in self.pending:
            view = self.evaluation.view(scope)
            reasons = reasons_of(requirement_of(when), view, self._book.facts)
            if isinstance(subject, Use):
                definition, path = subject.definition, name_of(subject.definition)
                what = f"usage {subject.usage}"
            else:
                definition, path = subject.owner, scope.path(subject.tag)
                what = f"type {subject.type} in {name_of(subject.owner)}"
            reference = reference_of(definition)
            yield findings.Undecided(
                path,
                tuple(reason.name for reason in reasons),
                reference,
                what,
                sentence(when),
                tuple(reason.explanation for reason in reasons),
            )

    def _check_expected(self, scope: Scope) -> None:
        """Report absent attributes of modules that only have attributes of type 3."""
        for tag in scope.level.expected.difference(scope.elements):
            rule = scope.level.rules[tag]
            if rule is not None:
                self._reporter.add(
                    codes.MODULE_INCOMPLETE,
                    scope,
                    tag,
                    f"absent; type {rule.type} in {rule.source}, which seems to be in use",
                    module=rule.module,
                    reference=rule.reference,
                )

    def _added(self, scope: Scope) -> Sequence[Check]:
        """Return the checks of the IOD that apply to a data set or item."""
        if scope.step is None:
            return self._of_iod.modules
        return self._of_iod.groups if scope.step[0] in FUNCTIONAL_GROUPS else ()

    def _run(self, scope: Scope, checks: Iterable[Check]) -> None:
        view, facts = self.evaluation.view(scope), self._book.facts
        for check in checks:
            if check.once is None or check.once not in self._reported:
                self._note(scope, check, check.outcome(scope, view, facts))

    def _decide(self, scope: Scope, checks: Iterable[Check]) -> Decided:
        """Run checks, and return the outcomes that follow from tags alone."""
        view, facts = self.evaluation.view(scope), self._book.facts
        frame = None if scope.frame is None else self.evaluation.view(scope.frame)
        held = 0
        others: list[tuple[Check, Outcome | None]] = []
        for check in checks:
            witness = Witness(frame)
            outcome = check.outcome(scope, WatchedView(view, witness), facts)
            self._note(scope, check, outcome)
            if witness.saw_value or outcome.problems:
                others.append((check, None))
            elif outcome.undecided is not None:
                others.append((check, outcome))
            else:
                held += outcome.held
        return Decided(held, tuple(others))

    def _apply(self, scope: Scope, decided: Decided) -> None:
        self.held += decided.held  # most conditions of most files
        if not decided.others:
            return
        view, facts = self.evaluation.view(scope), self._book.facts
        for check, outcome in decided.others:
            if outcome is None:
                if check.once is not None and check.once in self._reported:
                    continue
                outcome = check.outcome(scope, view, facts)
            self._note(scope, check, outcome)

    def _note(self, scope: Scope, check: Check, outcome: Outcome) -> None:
        """Count an outcome, and report its problems."""
        if outcome is HELD:  # most conditions
            self.held += 1
            return
        self.held += outcome.held
        if not outcome.problems and outcome.undecided is None:
            return
        if check.once is not None:
            if check.once in self._reported:
                return
            self._reported.add(check.once)
        for code, tag, message, module, reference, suggestion in outcome.problems:
            self._reporter.add(
                code,
                scope,
                tag,
                message,
                module=module,
                reference=reference,
                suggestion=suggestion,
            )
        if outcome.undecided is not None:
            self.pending.append(Pending(scope, *outcome.undecided))
