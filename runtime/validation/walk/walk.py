"""The walk over an object: every data set and item once, without recursion."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Sequence
from typing import Final, Protocol

from ...data_sets.in_memory import encoded, read_dataset
from ...encoding.general_reader import MAX_DEPTH
from ...encoding.headers import UNDEFINED
from ...encoding.reader import read_items
from ...encoding.readings import (
    BrokenSequenceError,
    Element,
    RawElement,
    RawSequence,
    Reading,
)
from ...encoding.value_forms import CHARACTER_SET, KNOWN
from ...findings import codes
from ..conditions.evaluation import Evaluation
from ..plan.plan import Plan
from ..plan.rule import AttributeRule
from ..plan.scope import Scope
from ..reporting.reporter import Reporter
from ..structure.characters import check_characters
from . import form_checks, presence, unexpected
from .value_checks import check_item_count, check_values

_ENCAPSULATING: Final = frozenset({"OB", "OW", "UN"})
"""VRs other than SQ that may have undefined length: PS3.5 7.1.2."""


class ScopeCheck(Protocol):
    """A check of each data set and item of an object."""

    def begin(self, root: Scope) -> None:
        """Prepare for an object, before its elements are checked."""

    def visit(self, scope: Scope) -> None:
        """Check a data set or item, after its elements."""

    def finish(self) -> None:
        """Check what depends on the object as a whole."""


class Walk(Reporter):
    """One walk over an object, which collects the findings.

    Args:
        in_memory: True if pydicom has not written the object yet: it will sort it.
    """

    def __init__(self, in_memory: bool = False) -> None:
        super().__init__()
        self._in_memory = in_memory
        self._waiting: deque[Scope] = deque()
        self._checks: Sequence[ScopeCheck] = ()
        self._evaluation: Evaluation | None = None
        self.rules = 0
        """Number of rules without a condition that were checked."""

    def run(
        self,
        reading: Reading,
        plan: Plan,
        *,
        checks: Sequence[ScopeCheck] = (),
        evaluation: Evaluation | None = None,
        prefix: str = "",
        identity: int = 0,
    ) -> None:
        """Check a data set and all its items.

        Args:
            checks: Further checks of each data set and item.
            evaluation: Evaluates the conditions of value lists; without it, conditional
                lists are not checked.
            prefix: Begins every path.
            identity: `id` of a data set in memory.
        """
        self._checks, self._evaluation = checks, evaluation
        scope = Scope(reading.elements, plan, prefix=prefix, identity=identity)
        for check in checks:
            check.begin(scope)
        self.enter(scope, reading)
        while self._waiting:
            self._check(self._waiting.popleft())
        for check in checks:
            check.finish()
        # Checks refer to the walk: a cycle would keep the whole object in memory.
        self._checks, self._evaluation = (), None

    def enter(self, scope: Scope, reading: Reading) -> None:
        """Report problems of reading a data set or item, and check it later."""
        for code, message, tag in reading.problems:
            self.add(code, scope, tag, message)
        scope.cut = reading.cut
        self._waiting.append(scope)

    def _check(self, scope: Scope) -> None:
        level, elements = scope.level, scope.elements
        self.rules += len(level.required) + len(elements)
        if missing := scope.absent(level.required):
            presence.check_missing(self, scope, missing)
        if level.repeating:
            presence.check_repeating(self, scope)
        rules = level.rules
        private = False
        for tag, element in elements.items():
            rule = rules[tag]
            if rule is None:
                if tag >> 16 & 1:
                    private = True
                else:
                    rule = unexpected.check_unlisted(self, scope, tag)
            elif rule.retired:
                unexpected.report_retired(self, scope, rule)
            if rule is None:
                if element.VR == "SQ":
                    self._check_items(scope, tag, element, level.plan.book.open, "")
                else:
                    self._check_unlisted(scope, tag, element)
            elif rule.sequence or element.VR == "SQ":
                self._check_sequence(scope, rule, element)
            else:
                self.check_value(scope, rule, element)
        if private:
            unexpected.check_private(self, scope)
        for check in self._checks:
            check.visit(scope)

    def check_value(self, scope: Scope, rule: AttributeRule, element: Element) -> None:
        """Check the value of an element that is not a sequence."""
        if not isinstance(element, RawElement):
            raw = encoded(element, scope.encodings())
            if raw is None:
                self.add(codes.VALUE_INVALID, scope, rule.tag, "cannot be encoded")
                return
            element = raw
        vr, length, value, little = element[1], element[2], element[3], element[6]
        if vr is None or " or " in vr:  # pydicom has the latter from its dictionary
            vr = rule.implicit_vr
        if value and little and (vr, value) in rule.passed and length == len(value):
            return
        number = self.number
        if vr not in rule.acceptors:
            form_checks.check_vr(self, scope, rule, vr, length)
            if vr != "UN" or rule.implicit_vr not in rule.acceptors:
                return
            vr, little = rule.implicit_vr, True  # PS3.5 6.2.2
        if not value:
            if (
                value is not None or not length
            ):  # otherwise it is large and was not read
                presence.check_empty(self, scope, rule)
            return
        accepts = rule.acceptors[vr]
        if accepts is not None and not accepts(value):
            form_checks.check_form(self, scope, rule, vr, value)
        extended = vr in CHARACTER_SET and not (
            value.isascii() and b"\x1b" not in value
        )
        if extended:
            check_characters(self, scope, tag=rule.tag, vr=vr, value=value)
        rules = rule.values
        if rules is not None and not (little and (vr, value) in rules.good):
            evaluation = self._evaluation
            check_values(self, evaluation, scope, rule, rules, vr, value, little)
        if rule.filled and value[0] in b" \0\\":
            form_checks.check_blank(self, scope, rule, vr, value)
        if length & 1:
            if length != UNDEFINED:
                what = f"has an odd length of {length} bytes"
                self.add(codes.VALUE_LENGTH, scope, rule.tag, what)
            elif vr not in _ENCAPSULATING:
                what = f"has items, which VR {vr} does not allow"
                self.add(codes.UNEXPECTED_ITEMS, scope, rule.tag, what)
        elif (
            little
            and not extended
            and (rules is None or not rules.conditional)
            and self.number == number
        ):
            rule.remember(vr, value)

    def _check_unlisted(self, scope: Scope, tag: int, element: Element) -> None:
        """Check the form of a value that only its own VR describes."""
        if not isinstance(element, RawElement):
            raw = encoded(element, scope.encodings())
            if raw is None:
                self.add(codes.VALUE_INVALID, scope, tag, "cannot be encoded")
                return
            element = raw
        if isinstance(element, RawSequence) and element.VR is None:
            self._check_likely_items(scope, tag, element)
            return
        form_checks.check_own_form(self, scope, tag, element)

    def _check_likely_items(self, scope: Scope, tag: int, element: RawSequence) -> None:
        """Enter the items of a value in implicit VR that begins like a sequence."""
        try:
            list(read_items(element))
        except BrokenSequenceError:
            return  # other data
        self._check_items(scope, tag, element, scope.level.plan.book.open, "")

    def _check_sequence(
        self, scope: Scope, rule: AttributeRule, element: Element
    ) -> None:
        vr = element.VR
        if not rule.sequence and rule.vr:
            what = f"encoded as a sequence; the dictionary requires {rule.vr}"
            self.add(codes.UNEXPECTED_ITEMS, scope, rule.tag, what)
        elif vr == "UN" or (vr is not None and vr not in KNOWN):
            form_checks.check_vr(self, scope, rule, vr)
            if vr != "UN" and not isinstance(element, RawSequence):
                return
        elif vr not in ("SQ", None):
            what = f"VR is {vr}; the dictionary requires SQ"
            self.add(codes.NOT_A_SEQUENCE, scope, rule.tag, what)
            return
        module = scope.module or rule.module
        number = self._check_items(scope, rule.tag, element, rule.plan, module)
        if not number:
            presence.check_empty(self, scope, rule)
        elif rule.counts:
            check_item_count(self, self._evaluation, scope, rule, number)

    def _check_items(
        self, scope: Scope, tag: int, element: Element, plan: Plan, module: str
    ) -> int:
        """Enter the items of a sequence, and return their number."""
        if scope.depth >= MAX_DEPTH:
            message = f"more than {MAX_DEPTH} levels; not checked beyond this level"
            self.add(codes.NESTED_TOO_DEEP, scope, tag, message)
            return 1
        number = 0
        entered: list[Scope] = []
        if type(element) is RawElement:
            element = RawSequence._make(element)
        try:
            for identity, reading in self._items(element):
                if identity and scope.contains(identity):
                    message = f"item {number} contains itself"
                    self.add(codes.SEQUENCE_LOOP, scope, tag, message)
                else:
                    item = Scope(
                        reading.elements, plan, scope, (tag, number), module, identity
                    )
                    self.enter(item, reading)
                    entered.append(item)
                number += 1
        except BrokenSequenceError as error:
            self.add(error.code, scope, tag, str(error))
            return 1
        if isinstance(element, RawSequence) and element.problems is not None:
            for code, message, _ in element.problems.all():
                self.add(code, scope, tag, message)
        for item in entered:
            item.siblings = number
        return number

    def _items(self, element: Element) -> Iterator[tuple[int, Reading]]:
        """Yield the items of a sequence, with the `id` of those in memory."""
        if isinstance(element, RawElement):
            for reading in read_items(element):
                yield 0, reading
        else:
            for dataset in element.value or ():
                yield id(dataset), read_dataset(dataset, self._in_memory)
