"""The attribute list of a message against its definition.

Source: PS3.4 5.4 (what the types of the two sides ask), PS3.5 7.4.
"""

from __future__ import annotations

from collections.abc import Collection, Container, Iterator, Mapping
from functools import cache
from io import BytesIO
from typing import Final, NamedTuple, TypeAlias

from pydicom.dataelem import DataElement, RawDataElement
from pydicom.dataset import Dataset

from ... import editions
from ...definitions import Definition, attribute
from ...editions import Edition
from ...validation import codes
from ...validation.conditional import MISSING, Conditions
from ...validation.elements import (
    BrokenSequenceError,
    Element,
    Elements,
    Problem,
    Reading,
    read_elements,
    read_items,
)
from ...validation.findings import Finding, format_tag
from ...validation.judging import Facts
from ...validation.plain import UNDEFINED, read_plain
from ...validation.plan import PlanBook
from ...validation.scope import Scope
from ...validation.view import Names
from ...validation.walk import Walk, read_dataset
from ..attribute_lists import AttributeList, GetReply
from ..sop_classes import SopClass

ABSENT: Final = frozenset(MISSING.values())
"""The codes for what is asked for and absent."""

DEMANDED: Final = ABSENT | {codes.TYPE1_EMPTY}
"""Those, and the code for what has no value though it needs one."""


class Encoded(NamedTuple):
    """A data set as it was received; checked so, it is checked fastest and entirely."""

    data: bytes
    implicit_vr: bool = True
    little_endian: bool = True


Content: TypeAlias = Dataset | Encoded
"""What holds the attributes of a message."""

Requested: TypeAlias = "Mapping[int, Requested | None]"
"""Tags that were asked for; of a sequence those in its items, None for all of them."""


class TextEncoding(Definition):
    """What every data set may have, as its other attributes need it: PS3.3 C.12.1."""

    SpecificCharacterSet = attribute(0x00080005, "3")
    TimezoneOffsetFromUTC = attribute(0x00080201, "3")


class MessageChecker:
    """Checks attribute lists against an edition; keeps what it has compiled."""

    def __init__(self, edition: Edition) -> None:
        self.edition: Final = edition
        self.book: Final = PlanBook(edition)
        self.facts: Final = Facts(edition, {})
        self.names: Final = Names(edition)

    def run(
        self,
        walk: Walk,
        definition: type[Definition],
        reading: Reading,
        *,
        conditional: bool = True,
    ) -> tuple[Finding, ...]:
        """Walk over a data set, and return what is found.

        Args:
            conditional: Whether conditions are judged.
        """
        plan = self.book.message(definition, TextEncoding)
        conditions = Conditions(walk, self.facts, self.names) if conditional else None
        walk.run(reading, plan, conditions=conditions)
        if conditions is not None:
            conditions.close()
        return walk.findings()


def checker(edition: Edition | None = None) -> MessageChecker:
    """Return what checks messages against an edition; the bundled one if None."""
    return _checker(edition or editions.bundled())


@cache
def _checker(edition: Edition) -> MessageChecker:
    return MessageChecker(edition)


def reading_of(content: Content) -> Reading:
    """Return the elements of a data set, as the validation walks over them."""
    if isinstance(content, Dataset):
        return read_dataset(content)
    data, implicit, little = content
    plain = read_plain(data, implicit, little)
    if plain is not None:
        return Reading(plain.elements, ())
    reading = read_elements(BytesIO(data), implicit, little)
    if reading.problems or not (behind := _behind(reading.elements, len(data))):
        return reading
    what = f"the data end with {behind} bytes that are no element"
    return reading._replace(problems=(Problem(codes.TRUNCATED, what),))


def _behind(elements: Elements, size: int) -> int:
    """Return how many bytes follow the last element, where its length tells."""
    raw = [each for each in elements.values() if isinstance(each, RawDataElement)]
    last = max(raw, key=lambda each: each.value_tell, default=None)
    if last is None or last.length == UNDEFINED:
        return 0 if raw else size
    return size - last.value_tell - last.length


def items_of(element: Element) -> Iterator[Elements]:
    """Yield the elements of the items of a sequence, as far as they can be read."""
    if isinstance(element, DataElement):
        for item in element.value or () if element.VR == "SQ" else ():
            yield read_dataset(item).elements
        return
    try:
        for reading in read_items(element):
            yield reading.elements
    except BrokenSequenceError:
        return


def parted(
    attributes: AttributeList | tuple[type[AttributeList], Content],
) -> tuple[type[AttributeList], Content]:
    """Return the class of an attribute list, and what holds its attributes."""
    if isinstance(attributes, tuple):
        return attributes
    return type(attributes), attributes.to_dataset()


class MessageWalk(Walk):
    """A walk over what a message brings."""

    def __init__(self, requested: Requested | None = None) -> None:
        """Begin a walk.

        Args:
            requested: What was asked for: nothing else is missed. All if None.
        """
        super().__init__(in_memory=True)
        self._requested = requested

    def add(
        self,
        code: codes.Code,
        scope: Scope,
        tag: int | None,
        message: str,
        **told: str,  # module, reference and suggestion, as `Walk` takes them
    ) -> None:
        if code in ABSENT and not self.asked(scope, tag):
            return
        super().add(code, scope, tag, message, **told)

    def asked(self, scope: Scope, tag: int | None) -> bool:
        """Return whether somebody asked for an attribute."""
        inside = self.asked_in(scope)
        return inside is None or tag in inside

    def asked_in(self, scope: Scope) -> Requested | None:
        """Return what was asked for in a data set or item; None where all was."""
        inside = self._requested
        for sequence in scope.key[::2]:
            if inside is None:
                return None
            inside = inside.get(sequence, {})
        return inside


def check_attribute_list(
    attributes: AttributeList | tuple[type[AttributeList], Content],
    *,
    edition: Edition | None = None,
    requested: Collection[int] | None = None,
) -> tuple[Finding, ...]:
    """Return what is wrong with the attributes that a message brings.

    Args:
        attributes: A typed attribute list; or its class, and a data set that should be
            one.
        edition: The bundled one if None.
        requested: The tags that N-GET asked for: a reply is not to have more; all of them
            if empty or None.

    Source: PS3.4 5.4; the tables that the findings name.
    """
    definition, content = parted(attributes)
    tree = dict.fromkeys(requested) if requested else None
    walk = MessageWalk(tree)
    found = checker(edition).run(walk, definition, reading_of(content))
    if tree is None or not issubclass(definition, GetReply):
        return found
    return (*found, *_not_asked(content, definition, tree, edition))


def _not_asked(
    content: Content,
    definition: type[AttributeList],
    requested: Requested,
    edition: Edition | None,
) -> tuple[Finding, ...]:
    book = checker(edition).book
    reading = reading_of(content)
    scope = Scope(reading.elements, book.message(definition, TextEncoding))
    walk = Walk()
    free = requested.keys() | TextEncoding.attributes().keys()
    for tag in reading.elements.keys() - free:
        walk.add(codes.KEY_NOT_ASKED, scope, tag, "was not asked for")
    return walk.findings()


def check_requested(
    reply: type[GetReply], tags: Collection[int], *, edition: Edition | None = None
) -> tuple[Finding, ...]:
    """Return which attributes that N-GET asks for its SOP class does not have.

    Args:
        reply: The class of the reply.
        tags: Attribute Identifier List (0000,1005).
    """
    book = checker(edition).book
    scope = Scope({}, book.message(reply, TextEncoding))
    known = reply.attributes()
    walk = Walk()
    for tag in tags:
        if tag not in known and not tag >> 16 & 1:
            name = scope.keyword(tag) or format_tag(tag)
            what = f"{name} is no attribute that N-GET returns"
            walk.add(codes.ATTRIBUTE_OUTSIDE, scope, tag, what)
    return walk.findings()


class _FinalWalk(MessageWalk):
    """A walk that looks for what is demanded, and for nothing else."""

    def __init__(self, settable: Container[int]) -> None:
        """Begin a walk.

        Args:
            settable: What requests can bring; the rest is the provider's to have.
        """
        super().__init__()
        self._settable = settable
        self._emptied: set[tuple[int, ...]] = set()

    def _enter(self, scope: Scope, reading: Reading) -> None:
        """Take away what is empty and of type 1C: whether it is missed, its condition says.

        N-CREATE made it so, and not every final state needs it.
        """
        rules = scope.level.rules
        empty = {
            tag
            for tag, element in scope.elements.items()
            if (rule := rules[tag]) and rule.type == "1C" and _is_empty(element)
        }
        if empty:
            self._emptied |= {(*scope.key, tag) for tag in empty}
            scope.elements = {
                tag: element
                for tag, element in scope.elements.items()
                if tag not in empty
            }
        super()._enter(scope, reading)

    def add(
        self,
        code: codes.Code,
        scope: Scope,
        tag: int | None,
        message: str,
        **told: str,
    ) -> None:
        if code not in DEMANDED or (scope.parent is None and tag not in self._settable):
            return
        if code is codes.TYPE1C_MISSING and (*scope.key, tag) in self._emptied:
            code = codes.TYPE1C_EMPTY
            message = f"empty{message.removeprefix('absent')}"
        super().add(code, scope, tag, message, **told)


def check_final(
    sop_class: type[SopClass],
    *contents: Content,
    state: tuple[int, str] | None = None,
    edition: Edition | None = None,
) -> tuple[Finding, ...]:
    """Return what an instance lacks that is about to reach a final state.

    What no request can set, as SOP Class UID of a unified procedure step, is the provider's
    own, and not missed.

    Args:
        contents: The attributes of N-CREATE, then those of every N-SET since: what comes
            later replaces what was before. Or the instance, if it is kept as a whole.
        state: Tag and value of what holds the state, where the contents do not tell it.
        edition: The bundled one if None.

    Source: PS3.4 F.7.2.1 and CC.2.5.1.3 (the columns of the final state).
    """
    final: type[AttributeList] | None = getattr(sop_class, "Final", None)
    if final is None:
        return ()
    elements: dict[int, Element] = {}
    for content in contents:
        elements.update(reading_of(content).elements)
    if state is not None:
        tag, value = state
        elements[tag] = DataElement(tag, "CS", value)
    walk = _FinalWalk(_settable(sop_class) or final.attributes())
    return checker(edition).run(walk, final, Reading(_sorted(elements), ()))


def _settable(sop_class: type[SopClass]) -> frozenset[int]:
    """Return what N-SET can change."""
    return frozenset(
        tag
        for operation in sop_class.operations
        if operation.service == "N-SET"
        for request in operation.requests
        for tag in request.attributes()
    )


def _is_empty(element: Element) -> bool:
    if element.VR == "SQ":
        return next(items_of(element), None) is None
    value = element.value
    return value is None or (hasattr(value, "__len__") and not len(value))


def _sorted(elements: Elements) -> Elements:
    return dict(sorted(elements.items()))
