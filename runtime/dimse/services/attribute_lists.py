"""The attribute lists of messages: what a SOP class's two sides send to each other.

Each is a definition like a module of PS3.3: its attributes have the types that PS3.4 asks
of the side that sends it. A request is made, sent, received and checked as an object.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, ClassVar, Generic, Self, TypeVar

from ..definitions import Definition, Origin
from .keys import Keys, Returning

if TYPE_CHECKING:
    from ..validation.findings import Finding
    from .sop_classes import SopClass

Reply = TypeVar("Reply", covariant=True)

OF_MESSAGE = frozenset({"findings", "sop_instance_uid", "status_code"})
"""What an attribute list knows of the message it came with."""


class AttributeList(Definition):
    """Attributes that go with a message."""

    part: ClassVar[str] = "PS3.4"
    sop_class: ClassVar[type[SopClass]]
    """The SOP class that says so."""
    role: ClassVar[str] = ""
    """What findings call it, where that is not its service: "N-CREATE reply"."""
    service: ClassVar[str] = ""
    """The DIMSE service: "N-CREATE"; empty of replies."""
    level: ClassVar[str] = ""
    """Query/Retrieve Level (0008,0052); empty in models without levels."""
    findings: tuple[Finding, ...] = ()
    """What was found wrong in it, if it was received."""
    sop_instance_uid: str = ""
    """Of a reply: the instance that it is about, also where the other side has made it."""
    status_code: int = 0
    """Of a reply: Status (0000,0900); 0 is success, and others are warnings."""

    def __init_subclass__(
        cls,
        *,
        name: str = "",
        section: str = "",
        table: str = "",
        reply: type[AttributeList] | None = None,
    ) -> None:
        super().__init_subclass__(name=name, section=section, table=table)
        if reply is not None:
            cls.reply = reply

    reply: ClassVar[type[Any]]
    """Class of what answers it; none of a reply."""

    if not TYPE_CHECKING:

        def __setattr__(self, name: str, value: object) -> None:
            if name in OF_MESSAGE:  # no attribute of the data set
                self.__dict__[name] = value
            else:
                super().__setattr__(name, value)

    @classmethod
    def example(cls, seed: int = 0) -> Self:
        """Return the smallest list that the tables allow, with made-up values.

        Args:
            seed: Gives UIDs; examples of the same seed belong to the same study.
        """
        from ..example.messages import build_message

        return cls.from_dataset(build_message(cls, seed=seed))

    @classmethod
    def _belongs_to(cls, sop_class: type[SopClass]) -> None:
        """Take the name that findings give it: "N-SET of Printer"."""
        if "sop_class" in vars(cls):
            return  # a class that several share
        cls.sop_class = sop_class
        own = cls._origin or Origin("", sop_class.section, "")
        words = (cls.role or cls.service, own.name, cls.level, "of", sop_class.name)
        cls._origin = own._replace(name=" ".join(filter(None, words)), part=cls.part)


class Request(AttributeList, Generic[Reply]):
    """What one side asks of the other; it is answered by a `Reply`."""


class CreateReply(AttributeList):
    """The attributes of an instance that N-CREATE has made."""

    role = "N-CREATE reply"


class CreateRequest(Request[Reply]):
    """What N-CREATE makes an instance of."""

    service = "N-CREATE"
    reply = CreateReply


class SetReply(AttributeList):
    """The attributes that N-SET has changed."""

    role = "N-SET reply"


class SetRequest(Request[Reply]):
    """What N-SET changes of an instance."""

    service = "N-SET"
    reply = SetReply


class GetReply(AttributeList):
    """The attributes of an instance, as N-GET returns them."""

    role = "N-GET reply"


class GetRequest(Request[Reply]):
    """The attributes that N-GET asks for, by keyword; all if none is named."""

    service = "N-GET"
    reply = GetReply
    keywords: tuple[str, ...]
    tags: tuple[int, ...]
    """The Attribute Identifier List (0000,1005)."""

    def __init__(self, *keywords: str) -> None:
        """Ask for attributes of the reply.

        Raises:
            UnknownAttributeError: The reply has no such attribute.
        """
        super().__init__()
        fields = self.reply._layout_of().fields
        for keyword in keywords:
            if keyword not in fields:
                raise self.reply.__new__(self.reply)._unknown(keyword)
        tags = tuple(fields[keyword].tag for keyword in keywords)
        self.__dict__.update(keywords=keywords, tags=tags)

    @classmethod
    def example(cls, seed: int = 0) -> Self:
        """Return the request for all attributes."""
        return cls()

    @classmethod
    def of_tags(cls, tags: Iterable[int]) -> Self:
        """Return the request for attributes by tag, also for those that no table lists."""
        made = cls()
        known = cls.reply._layout_of().by_tag
        asked = tuple(map(int, tags))
        keywords = tuple(known[tag].keyword for tag in asked if tag in known)
        made.__dict__.update(keywords=keywords, tags=asked)
        return made


class DeleteRequest(AttributeList):
    """N-DELETE: removes an instance; it has no attributes."""

    service = "N-DELETE"


class ActionReply(AttributeList):
    """What an action returns."""

    role = "N-ACTION reply"


class ActionRequest(Request[Reply]):
    """What N-ACTION asks to be done to an instance."""

    service = "N-ACTION"
    reply = ActionReply
    type_id: ClassVar[int]
    """Action Type ID (0000,1008)."""


class EventReply(AttributeList):
    """What answers a report of an event."""

    role = "N-EVENT-REPORT reply"


class EventReport(Request[EventReply]):
    """What N-EVENT-REPORT tells of an instance."""

    service = "N-EVENT-REPORT"
    reply = EventReply
    type_id: ClassVar[int]
    """Event Type ID (0000,1002)."""


class FindAnswer(AttributeList):
    """One match of a query."""

    role = "C-FIND answer"


class FindRequest(Keys, Request[Reply]):
    """What C-FIND looks for: matching keys, and the keys to be returned."""

    service = "C-FIND"
    reply = FindAnswer

    if not TYPE_CHECKING:  # checkers know the keys from stubs

        def __init__(
            self, *, returning: Returning = "required", **given: object
        ) -> None:
            """Make a query.

            Args:
                returning: Which keys it asks for, beside those that are given.
                given: What keys are matched with; None matches everything.
            """
            super().__init__(**given)
            if returning != "given":
                self._ask(self.reply, returning)

    @classmethod
    def example(cls, seed: int = 0) -> Self:
        """Return the smallest query: what its level needs, and the required keys."""
        needed = super().example(seed)
        return cls(
            **{name: getattr(needed, name) for name in needed.to_dataset().dir()}
        )


class RetrieveRequest(Keys, AttributeList):
    """Which instances C-MOVE or C-GET shall retrieve."""

    role = "Retrieval"


class FinalState(AttributeList):
    """What an instance shall have when it reaches a final state."""

    role = "Final state"
