"""The walk over an object: every data set and item once, without recursion."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from typing import Final

from pydicom.dataelem import DataElement, RawDataElement
from pydicom.dataset import Dataset

from . import codes, content, presence, strays
from .codes import Code
from .conditional import Conditions
from .description import NOTHING, describe
from .elements import (
    DEFERRED,
    BrokenSequenceError,
    Element,
    Problem,
    Reading,
    gather,
    read_items,
)
from .findings import Finding
from .memory import encoded
from .paragraphs import paragraph_in, paragraph_of
from .plain import UNDEFINED
from .plan import Plan, PlanBook
from .rules import Rule, reference_of
from .scope import Scope
from .structure import Structure
from .structure.characters import check_characters
from .structure.subject import Subject
from .suggestions import suggest
from .value_checks import check_item_count, check_values
from .values import CHARACTER_SET

MAX_DEPTH: Final = 200
"""Items nested deeper are not checked: no definition needs a tenth of it."""

FILE_META: Final = "file_meta"
"""Begins the path to an element of the file meta information, as in pydicom."""

_ENCAPSULATING: Final = frozenset({"OB", "OW", "UN"})
"""VRs other than SQ that may have undefined length: PS3.5 7.1.2."""


class Walk:
    """One walk over an object, and what it finds."""

    def __init__(self, in_memory: bool = False) -> None:
        """Begin a walk.

        Args:
            in_memory: Whether pydicom has yet to write the object: it will sort it.
        """
        self._in_memory = in_memory
        self._found: list[tuple[tuple[int, ...], Finding]] = []
        self._waiting: deque[Scope] = deque()
        self._structure: Structure | None = None
        self._conditions: Conditions | None = None
        self.rules = 0
        """How many rules without a condition were judged."""

    def findings(self) -> tuple[Finding, ...]:
        """Return what was found, in the order of the data set."""
        self._found.sort(key=lambda entry: entry[0])
        return tuple(finding for _, finding in self._found)

    @property
    def found(self) -> int:
        """How many findings there are so far."""
        return len(self._found)

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
        """Note a finding about an element, or about a data set or item as a whole.

        Args:
            suggestion: What to do about it; what `suggest` says if empty.
        """
        rule = None if tag is None else scope.rule(tag)
        seen = NOTHING if tag is None else describe(scope, tag, rule)
        self._found.append(
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
                    *seen,
                    suggestion or suggest(code, rule, seen.value),
                    self._paragraph(scope, tag, reference),
                ),
            )
        )

    def _paragraph(self, scope: Scope, tag: int | None, reference: str) -> str:
        """Return the anchor of the row of an attribute in the table that is referred to."""
        if tag is None or not reference:
            return ""
        plan = scope.level.plan
        for _, attribute in plan.sources.get(tag, ()):
            if reference_of(attribute.owner) == reference:
                return paragraph_of(attribute, plan.book.edition)
        for definition, *_ in plan.parts[
            :1
        ]:  # what is not allowed is no attribute of it
            if reference_of(definition) == reference:
                return paragraph_in(definition, tag, plan.book.edition)
        return ""

    def add_about(self, book: PlanBook, problems: Iterable[Problem]) -> None:
        """Note what is wrong with the file meta information, or the object as a whole."""
        data_set = Scope({}, book.open)
        meta = Scope({}, book.open, prefix=FILE_META)
        for code, message, tag in problems:
            group = None if tag is None else tag >> 16
            self.add(code, meta if group == 2 else data_set, tag, message)

    def run(
        self,
        reading: Reading,
        plan: Plan,
        *,
        subject: Subject | None = None,
        prefix: str = "",
        identity: int = 0,
        conditions: Conditions | None = None,
    ) -> None:
        """Check a data set and all its items.

        Args:
            subject: What the data set belongs to; without it, its structure is not
                checked.
            prefix: Begins every path.
            identity: `id` of a data set in memory.
            conditions: Checks what depends on conditions; without it nothing does.
        """
        self._structure = subject and Structure(self, subject)
        self._conditions = conditions
        scope = Scope(reading.elements, plan, prefix=prefix, identity=identity)
        self._enter(scope, reading)
        while self._waiting:
            self._check(self._waiting.popleft())
        if self._structure:
            self._structure.finish()
        # Else they and the walk would hold each other, and all that was read.
        self._structure = self._conditions = None

    def holds(self, scope: Scope, condition: str) -> bool | None:
        """Return whether a condition holds here; None where that is not known."""
        return self._conditions.holds(scope, condition) if self._conditions else None

    def told(self, scope: Scope, keyword: str) -> int | None:
        """Return the number that an attribute holds, here or around; None if none."""
        return self._conditions.told(scope, keyword) if self._conditions else None

    def _enter(self, scope: Scope, reading: Reading) -> None:
        for code, message, tag in reading.problems:
            self.add(code, scope, tag, message)
        self._waiting.append(scope)

    def _check(self, scope: Scope) -> None:
        level, elements = scope.level, scope.elements
        self.rules += len(level.required) + len(elements)
        if missing := level.required.difference(elements):
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
                    rule = strays.check_stray(self, scope, tag)
            elif rule.retired:
                strays.report_retired(self, scope, rule)
            if rule is None:
                if element.VR == "SQ":
                    self._check_items(scope, tag, element, level.plan.book.open, "")
            elif rule.sequence or element.VR == "SQ":
                self._check_sequence(scope, rule, element)
            else:
                self._check_value(scope, rule, element)
        if private:
            strays.check_private(self, scope)
        if self._structure:
            self._structure.see(scope)
        if self._conditions:
            self._conditions.check(scope)

    def _check_value(self, scope: Scope, rule: Rule, element: Element) -> None:
        if isinstance(element, DataElement):
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
        found = len(self._found)
        if vr not in rule.acceptors:
            content.check_vr(self, scope, rule, vr)
            return
        if not value:
            if value is not None or not length:  # else it is large and was not read
                presence.check_empty(self, scope, rule)
            return
        accepts = rule.acceptors[vr]
        if accepts is not None and not accepts(value):
            content.check_form(self, scope, rule, vr, value)
        extended = vr in CHARACTER_SET and not (
            value.isascii() and b"\x1b" not in value
        )
        if extended:
            check_characters(self, scope, rule, value)
        asked = rule.values
        if asked is not None and not (little and (vr, value) in asked.good):
            check_values(self, scope, rule, asked, vr, value, little)
        if rule.filled and value[0] in b" \0":
            content.check_blank(self, scope, rule, vr, value)
        if length & 1:
            if length != UNDEFINED:
                self.add(codes.VALUE_LENGTH, scope, rule.tag, f"has {length} bytes")
            elif vr not in _ENCAPSULATING:
                self.add(codes.UNEXPECTED_ITEMS, scope, rule.tag, f"VR {vr} has items")
        elif (
            little
            and not extended
            and (asked is None or not asked.conditional)
            and len(self._found) == found
        ):
            rule.remember(vr, value)

    def _check_sequence(self, scope: Scope, rule: Rule, element: Element) -> None:
        vr = element.VR
        if not rule.sequence:
            what = f"encoded as a sequence; the dictionary has {rule.vr}"
            self.add(codes.UNEXPECTED_ITEMS, scope, rule.tag, what)
        elif vr == "UN":
            content.check_vr(self, scope, rule, vr)
        elif vr not in ("SQ", None):
            what = f"VR is {vr}; the dictionary has SQ"
            self.add(codes.NOT_A_SEQUENCE, scope, rule.tag, what)
            return
        module = scope.module or rule.module
        number = self._check_items(scope, rule.tag, element, rule.plan, module)
        if not number:
            presence.check_empty(self, scope, rule)
        elif rule.counts:
            check_item_count(self, scope, rule, number)

    def _check_items(
        self, scope: Scope, tag: int, element: Element, plan: Plan, module: str
    ) -> int:
        """Enter the items of a sequence; return how many they are."""
        if scope.depth >= MAX_DEPTH:
            message = f"more than {MAX_DEPTH} levels; not checked from here on"
            self.add(codes.NESTED_TOO_DEEP, scope, tag, message)
            return 1
        number = 0
        entered: list[Scope] = []
        try:
            for identity, reading in self._items(element):
                if identity and scope.contains(identity):
                    message = f"item {number} contains itself"
                    self.add(codes.SEQUENCE_LOOP, scope, tag, message)
                else:
                    item = Scope(
                        reading.elements, plan, scope, (tag, number), module, identity
                    )
                    self._enter(item, reading)
                    entered.append(item)
                number += 1
        except BrokenSequenceError as error:
            self.add(error.code, scope, tag, str(error))
            return 1
        for item in entered:
            item.siblings = number
        return number

    def _items(self, element: Element) -> Iterator[tuple[int, Reading]]:
        """Yield the items of a sequence, with what tells those in memory apart."""
        if isinstance(element, RawDataElement):
            for reading in read_items(element):
                yield 0, reading
        else:
            for dataset in element.value or ():
                yield id(dataset), read_dataset(dataset, self._in_memory)


def read_dataset(dataset: Dataset, in_memory: bool = True) -> Reading:
    """Return the elements of a data set of pydicom's, as they are.

    Args:
        in_memory: Whether their order says nothing, as pydicom will sort them.
    """
    elements = [_loaded(dataset, element) for element in dataset.values()]
    if in_memory:
        elements.sort(key=lambda element: int(element.tag))
    return gather(elements)


def _loaded(dataset: Dataset, element: Element) -> Element:
    """Return an element with its value, where pydicom put off reading one that matters."""
    if not isinstance(element, RawDataElement) or element.value is not None:
        return element
    if element.length > DEFERRED and element.VR not in ("SQ", "UN", None):
        return element
    return dataset.get_item(element.tag) if element.length else element
