"""What conditions ask: attributes of types 1C and 2C, modules and macros of usage C.

A condition is evaluated in three-valued logic. Only what is certain is reported: an
unknown condition asks for nothing and forbids nothing, and is counted.

Source: PS3.5 7.4.2 and 7.4.4; PS3.3 A.1.3.2 (conditional modules).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from typing import TYPE_CHECKING, Final, NamedTuple

from pydicom.dataelem import DataElement

from ..conditions import (
    Test,
    Verdict,
    compiled,
    parse,
)
from ..conditions.expressions import Place, unknowns
from ..conditions.expressions import Scope as Reach
from ..conditions.places import View, find
from ..definitions import Attribute, Definition, Included, Iod, Use, When
from . import codes
from .asking import ConditionalAttribute
from .findings import Undecided
from .judging import Facts, judge_of, requirement_of
from .layouts import (
    Layout,
    Settled,
    Step,
    WatchedView,
    Witness,
    looks_at_value,
)
from .plan import FUNCTIONAL_GROUPS, SHARED, Source
from .presence import check_expected
from .rules import name_of, reference_of
from .scope import Scope
from .special_cases import Alternatives
from .view import ItemView, Names, view_of

if TYPE_CHECKING:
    from .walk import Walk

SHARED_KEYWORD: Final = "SharedFunctionalGroupsSequence"
PER_FRAME_KEYWORD: Final = "PerFrameFunctionalGroupsSequence"

MISSING: Final = {
    "1": codes.TYPE1_MISSING,
    "2": codes.TYPE2_MISSING,
    "1C": codes.TYPE1C_MISSING,
    "2C": codes.TYPE2C_MISSING,
}
"""The code for an attribute that is asked for and absent, by its type."""


@cache
def _test(condition: str) -> Test:
    return compiled(parse(condition))


class Pending(NamedTuple):
    """A condition that was not decided; told in words where somebody asks."""

    scope: Scope
    subject: Attribute | Use
    when: When


def _forbids(when: When) -> bool:
    """Return whether a row says that something shall not be there."""
    return when.otherwise == "shall-not" or when.forbidden is not None


class Conditions:
    """The conditional checks of one walk."""

    def __init__(
        self, walk: Walk, facts: Facts, names: Names, iod: type[Iod] | None = None
    ) -> None:
        """Begin the conditional checks of a walk.

        Args:
            iod: Lists modules and functional groups with the conditions of their usage;
                None for the attribute list of a message, which has none.
        """
        self._walk = walk
        self._facts = facts
        self._names = names
        self._modules: list[Use] = []
        self._groups: list[Use] = []
        self._groups_reference = ""
        if iod is not None:
            self._modules += [u for u in iod.module_uses if u.when and u.usage != "M"]
            self._groups += [use for use in iod.functional_group_uses if use.when]
            self._groups_reference = f"PS3.3 Table {iod.functional_groups_table}"
        self._reported: set[type[Definition]] = set()
        self._frames = Layout()
        """What the layouts of this object's frames have decided."""
        self._views: list[ItemView] = []
        self.held = 0
        """How many conditions were decided, and obeyed."""
        self.pending: list[Pending] = []
        """What was not decided."""

    def check(self, scope: Scope) -> None:
        """Check what is conditional in a data set or item."""
        level = scope.level
        if expected := level.expected.difference(scope.elements):
            check_expected(self._walk, scope, expected)
        if not (
            level.conditional
            or level.inclusions
            or level.alternatives
            or (self._modules and scope.step is None)
            or (self._groups and scope.step and scope.step[0] in FUNCTIONAL_GROUPS)
        ):
            return
        layout = self._facts.layouts.of(scope, self._frames)
        settled = layout.settled.get(level)
        if settled is not None:
            self.held += settled.held  # most rules of most files
            steps: Iterable[Step] = settled.steps
            if not steps:
                return
        elif level in layout.settled:
            layout.settled[level] = self._settle(scope)
            return
        else:
            layout.settled[level] = None
            steps = self._steps(scope)
        view = self._view(scope)
        for check, subject in steps:
            check(self, scope, view, subject)

    def _steps(self, scope: Scope) -> Iterator[Step]:
        """Yield all that is conditional in a data set or item."""
        if scope.step is None:
            for use in self._modules:
                yield Conditions._check_use, use
        elif scope.step[0] in FUNCTIONAL_GROUPS:
            for use in self._groups:
                yield Conditions._check_group, use
        for attribute in scope.level.conditional:
            yield Conditions._check_attribute, attribute
        for inclusion in scope.level.inclusions:
            yield Conditions._check_inclusion, inclusion
        for choice in scope.level.alternatives:
            yield Conditions._check_choice, choice

    def _settle(self, scope: Scope) -> Settled:
        """Check what is conditional; return what is left to do for others of the layout."""
        view = self._view(scope)
        frame = None if scope.frame is None else self._view(scope.frame)
        held = 0
        left: list[Step] = []
        for step in self._steps(scope):
            check, subject = step
            witness = Witness(frame)
            before = self.held, len(self.pending), self._walk.found
            check(self, scope, WatchedView(view, witness), subject)
            if witness.asked or self._walk.found > before[2]:
                left.append(step)
            elif check is Conditions._check_group:
                # What was told once of an object is not told again; of others it is.
                if frame is None:
                    left.append(step)
            elif len(self.pending) > before[1]:
                left.append((Conditions._leave, self.pending[-1][1:]))
            else:
                held += self.held - before[0]
        return Settled(held, tuple(left))

    def _leave(
        self, scope: Scope, view: View, pending: tuple[Attribute | Use, When]
    ) -> None:
        """Note that a condition is not decided."""
        self.pending.append(Pending(scope, *pending))

    def holds(self, scope: Scope, condition: str) -> bool | None:
        """Return whether a condition holds here; None where that is not known."""
        view = self._view(scope)
        return _test(condition)(view, self._facts)

    def told(self, scope: Scope, keyword: str) -> int | None:
        """Return the number that an attribute holds, here or in what encloses it.

        Of a sequence, how many items it has; None where that is not known.
        """
        view: ItemView | None = self._view(scope)
        while view is not None:
            found = view.get(keyword)
            if found is not None:
                if found.items:
                    return len(found.items)
                number = found.values[0] if found.values else ""
                return int(number) if str(number).isdecimal() else None
            view = view.parent
        return None

    def _view(self, scope: Scope) -> ItemView:
        if scope.view is None:
            if scope.parent is not None:
                self._view(scope.parent)
            self._views.append(view_of(scope, self._names))
        return view_of(scope, self._names)

    def close(self) -> None:
        """Let go of what was read: views of an item and of its elements hold each other."""
        for view in self._views:
            view.forget()

    def _check_use(self, scope: Scope, view: View, use: Use) -> None:
        """Check the usage of a module of the IOD."""
        when = use.when
        assert when is not None  # only those with a condition are checked
        used = any(part.definition is use.definition for part in scope.level.used)
        certain = any(part.definition is use.definition for part in scope.level.certain)
        verdict = self._verdict(when, view)
        if verdict is Verdict.UNKNOWN:
            self.pending.append(Pending(scope, use, when))
        elif verdict is Verdict.REQUIRED and not certain:
            self._check_module(scope, view, use)
        elif verdict is Verdict.FORBIDDEN and used:
            code = (
                codes.MODULE_NOT_ALLOWED if _forbids(when) else codes.MODULE_NOT_ASKED
            )
            what = f"its condition is not met: {when.text}"
            self._report_module(scope, use, code, what)
        else:
            self.held += 1

    def _check_group(self, scope: Scope, view: View, use: Use) -> None:
        """Check the usage of a functional group macro in one frame, or the shared ones."""
        if use.definition in self._reported:
            return
        when = use.when
        assert when is not None  # only those with a condition are kept
        carriers = self._carriers(use.definition)
        here = not carriers.isdisjoint(scope.elements)
        verdict = judge_of(when).verdict(view, self._facts, use.usage == "M")
        if verdict is Verdict.UNKNOWN:
            self._reported.add(use.definition)
            self.pending.append(Pending(scope, use, when))
        elif verdict is Verdict.FORBIDDEN and here:
            code = codes.FUNCTIONAL_GROUP_NOT_ALLOWED
            self._report_group(scope, use, code, self._better_place(scope, use))
        elif verdict is Verdict.REQUIRED and use.usage == "C":
            shared = scope.step is not None and scope.step[0] == SHARED
            if not here and not shared and not self._is_shared(scope, carriers):
                self._report_group(scope, use, codes.FUNCTIONAL_GROUP_REQUIRED)

    def _better_place(self, scope: Scope, use: Use) -> str:
        """Say where a group may stand that may not stand here; empty if nowhere."""
        assert scope.step is not None
        assert scope.parent is not None
        assert use.when is not None
        shared = scope.step[0] == SHARED
        place, keyword = (
            ("per-frame", PER_FRAME_KEYWORD) if shared else ("shared", SHARED_KEYWORD)
        )
        around = view_of(scope.parent, self._names)
        moved = ItemView(scope.elements, around, keyword, 1, 1, self._names)
        verdict = judge_of(use.when).verdict(moved, self._facts, use.usage == "M")
        if verdict in (Verdict.FORBIDDEN, Verdict.UNKNOWN):
            return ""
        return f"move it to the {place} groups"

    def _carriers(self, macro: type[Definition]) -> frozenset[int]:
        attributes = macro.attributes().values()
        mandatory = [a.tag for a in attributes if a.type in ("1", "2")]
        return frozenset(mandatory or [a.tag for a in attributes])

    def _is_shared(self, scope: Scope, carriers: frozenset[int]) -> bool:
        assert scope.parent is not None  # functional groups are in items
        shared = self._view(scope.parent).get(SHARED_KEYWORD)
        items = () if shared is None else shared.items
        return any(not carriers.isdisjoint(item.elements) for item in items)

    def _report_group(
        self, scope: Scope, use: Use, code: codes.Code, suggestion: str = ""
    ) -> None:
        self._reported.add(use.definition)
        name = name_of(use.definition)
        assert use.when is not None  # only those with a condition are kept
        self._walk.add(
            code,
            scope,
            min(self._carriers(use.definition)),
            f"{name}: {use.when.text}",
            module=name,
            reference=self._groups_reference,
            suggestion=suggestion,
        )

    def _verdict(self, when: When, view: View) -> Verdict:
        return judge_of(when).verdict(view, self._facts)

    def _check_attribute(
        self, scope: Scope, view: View, conditional: ConditionalAttribute
    ) -> None:
        present = conditional.tag in scope.elements
        if not present and conditional.required is not None:
            required = conditional.required(view, self._facts)
            if required is False:
                self.held += 1
                return
            if required is None:
                asked, when = conditional.asking[0][:2]
                self.pending.append(Pending(scope, asked.attribute, when))
                return
        unknown: Source | None = None
        forbidden = conditional.limited
        for source, when, free, judge in conditional.asking:
            if present and free:
                self.held += 1  # whatever the condition says, it may be here
                return
            verdict = judge.verdict(view, self._facts)
            if verdict is Verdict.REQUIRED:
                if not present:
                    self._missing(scope, source.attribute, when)
                    return
                forbidden = False
            elif verdict is Verdict.UNKNOWN:
                unknown = unknown or source
            elif verdict is not Verdict.FORBIDDEN:
                forbidden = False
        if unknown is not None:
            when = unknown.attribute.when or When()
            self.pending.append(Pending(scope, unknown.attribute, when))
        elif present and forbidden:
            self._forbidden(scope, conditional.asking[0].source.attribute)
        else:
            self.held += 1

    def _check_inclusion(self, scope: Scope, view: View, inclusion: Included) -> None:
        macro, when = inclusion
        verdict = self._verdict(when, view)
        if verdict is Verdict.REQUIRED:
            for attribute in macro.attributes().values():
                if self._lacks(scope, attribute):
                    self._missing(scope, attribute, when)
        elif verdict is Verdict.FORBIDDEN:
            for tag, attribute in macro.attributes().items():
                alone = len(scope.level.plan.sources.get(tag, ())) == 1
                if alone and tag in scope.elements:
                    self._forbidden(scope, attribute)

    def _missing(self, scope: Scope, attribute: Attribute, when: When) -> None:
        self._walk.add(
            MISSING[attribute.type or "1"],
            scope,
            attribute.tag,
            f"absent; type {attribute.type}, required: {when.required}",
            module=name_of(attribute.owner),
            reference=reference_of(attribute.owner),
        )

    def _check_choice(self, scope: Scope, view: View, choice: Alternatives) -> None:
        """Check that one of several attributes is there."""
        if scope.elements.keys().isdisjoint(choice.tags) and (
            not choice.if_referring or self._refers(view)
        ):
            self._none_of(scope, choice.tags)

    def _refers(self, view: View) -> bool:
        """Return whether an item anywhere names the class of a composite instance."""
        place = Place("ReferencedSOPClassUID", Reach.EVERYWHERE)
        known = self._facts.storage_classes
        return any(not known.isdisjoint(found.values) for found in find(place, view))

    def _none_of(self, scope: Scope, choice: tuple[int, ...]) -> None:
        """Report that none of several attributes is there."""
        first, *others = choice
        attribute = scope.level.plan.sources[first][0].attribute
        names = " and ".join(scope.keyword(tag) for tag in others)
        self._walk.add(
            MISSING["1C"],
            scope,
            first,
            f"absent, as {names} are; one of them has to be present",
            module=name_of(attribute.owner),
            reference=reference_of(attribute.owner),
        )

    def _forbidden(self, scope: Scope, attribute: Attribute) -> None:
        when = attribute.when or When()
        self._walk.add(
            codes.CONDITION_FORBIDS if _forbids(when) else codes.CONDITION_NOT_MET,
            scope,
            attribute.tag,
            f"present, but its condition is not met: {when.text}",
            module=name_of(attribute.owner),
            reference=reference_of(attribute.owner),
        )

    def _lacks(self, scope: Scope, attribute: Attribute) -> bool:
        """Return whether an attribute is asked for, absent and not reported yet."""
        return (
            attribute.type in ("1", "2")
            and not attribute.repeating
            and attribute.tag not in scope.elements
            and attribute.tag not in scope.level.required
        )

    def _awaits(self, scope: Scope, view: View, attribute: Attribute) -> bool:
        """Return whether an absent attribute is asked for by its own condition."""
        if attribute.when is None or attribute.tag in scope.elements:
            return False
        return self._verdict(attribute.when, view) is Verdict.REQUIRED

    def _check_module(self, scope: Scope, view: View, use: Use) -> None:
        """Report what a required module lacks; modules share some attributes."""
        for attribute in use.definition.attributes().values():
            if attribute.type == "1":
                self._check_filled(scope, view, attribute)
        missing = [
            attribute
            for attribute in use.definition.attributes().values()
            if self._lacks(scope, attribute) or self._awaits(scope, view, attribute)
        ]
        if not missing:
            self.held += 1
            return
        when = use.when or When()
        what = f"conditional module absent; required: {when.required}"
        self._report_module(scope, use, codes.MODULE_REQUIRED, what)
        for attribute in missing:
            self._missing(scope, attribute, when)

    def _check_filled(self, scope: Scope, view: View, attribute: Attribute) -> None:
        """Report what is empty, and may be for the other modules that define it."""
        element = scope.elements.get(attribute.tag)
        rule = scope.level.rules[attribute.tag]
        if element is None or rule is None or rule.filled:
            return
        looks_at_value(view)
        if isinstance(element, DataElement):
            empty = element.is_empty
        else:
            empty = element.length == 0
        if empty:
            self._walk.add(
                codes.TYPE1_EMPTY,
                scope,
                attribute.tag,
                f"empty; type 1 in {name_of(attribute.owner)}",
                module=name_of(attribute.owner),
                reference=reference_of(attribute.owner),
            )

    def _report_module(
        self, scope: Scope, use: Use, code: codes.Code, what: str
    ) -> None:
        name = name_of(use.definition)
        self._walk.add(
            code,
            scope,
            None,
            f"{name}: {what}",
            module=name,
            reference=reference_of(use.definition),
        )

    def undecided(self) -> Iterator[Undecided]:
        """Yield in words what was not decided."""
        for scope, subject, when in self.pending:
            view = self._view(scope)
            reasons = tuple(dict.fromkeys(self._reasons(when, view)))
            if isinstance(subject, Use):
                definition, path = subject.definition, name_of(subject.definition)
                asks = f"usage {subject.usage}"
            else:
                definition, path = subject.owner, scope.path(subject.tag)
                asks = f"type {subject.type} in {name_of(subject.owner)}"
            reference = reference_of(definition)
            yield Undecided(path, reasons, reference, asks, when.text)

    def _reasons(self, when: When, view: ItemView) -> Iterator[str]:
        requirement = requirement_of(when)
        parts = (requirement.required, requirement.permitted, requirement.forbidden)
        for part in parts:
            if part is not None and compiled(part)(view, self._facts) is None:
                for unknown in unknowns(part):
                    yield unknown.reason
