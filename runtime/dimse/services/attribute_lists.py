"""Attribute lists: the data sets of messages as typed objects.

An attribute list is a definition like a module of PS3.3. Its attributes have the types that
PS3.4 specifies for the side that sends it.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, ClassVar, Generic, Self, TypeVar

from ...definitions import Definition, Origin
from .keys import Keys, Returning

if TYPE_CHECKING:
    from pydicom.dataset import Dataset

    from ...findings.finding import Finding
    from .registered import Registered

Reply = TypeVar("Reply", covariant=True)

OF_MESSAGE = frozenset({"findings", "sop_instance_uid", "status_code"})
"""Names of the values that an attribute list takes from its message."""


class AttributeList(Definition):
    """The attributes of a message."""

    sop_class: ClassVar[type[Registered]]
    """The SOP class that defines it."""
    role: ClassVar[str] = ""
    """Name in findings, if that is not the service: "N-CREATE reply"."""
    service: ClassVar[str] = ""
    """The DIMSE service: "N-CREATE"; empty for replies."""
    level: ClassVar[str] = ""
    """Query/Retrieve Level (0008,0052); empty in models without levels."""
    findings: tuple[Finding, ...] = ()
    """Findings, if it was received."""
    sop_instance_uid: str = ""
    """SOP Instance UID of a reply, also one that the other side has assigned."""
    status_code: int = 0
    """Status (0000,0900) of a reply: 0 for success, others are warnings."""

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
    """Class of the reply; replies have none."""

    if not TYPE_CHECKING:

        def __setattr__(self, name: str, value: object) -> None:
            if name in OF_MESSAGE:  # not an attribute of the data set
                self.__dict__[name] = value
            else:
                super().__setattr__(name, value)

    @classmethod
    def example(cls, seed: int = 0) -> Self:
        """Return an attribute list with the required attributes and sample values.

        Args:
            seed: Determines UIDs; examples of the same seed belong to the same study.
        """
        from ...example.messages import build_message

        return cls.from_dataset(build_message(cls, seed=seed))

    @classmethod
    def _belongs_to(cls, sop_class: type[Registered]) -> None:
        """Set the SOP class, and the name in findings: "N-SET of Printer"."""
        if "sop_class" in vars(cls):
            return  # shared by several SOP classes
        cls.sop_class = sop_class
        own = cls._origin or Origin("", sop_class.section, "")
        words = (cls.role or cls.service, own.name, cls.level, "of", sop_class.name)
        name = " ".join(filter(None, words))
        cls._origin = own._replace(name=name, part=sop_class.part())


def data_set_of(attributes: AttributeList | Dataset) -> Dataset:
    """Return attributes as a data set.

    That of an object that was read and not changed is shared with it, not copied.
    """
    if not isinstance(attributes, AttributeList):
        return attributes
    source = attributes.source_dataset()
    return attributes.to_dataset() if source is None else source


class Request(AttributeList, Generic[Reply]):
    """A request, which is answered by a `Reply`."""


class CreateReply(AttributeList):
    """Attributes of the instance that N-CREATE has created."""

    role = "N-CREATE reply"


class CreateRequest(Request[Reply]):
    """Attributes of the instance to be created."""

    service = "N-CREATE"
    reply = CreateReply


class SetReply(AttributeList):
    """Attributes that N-SET has changed."""

    role = "N-SET reply"


class SetRequest(Request[Reply]):
    """Attributes to be changed."""

    service = "N-SET"
    reply = SetReply


class GetReply(AttributeList):
    """Attributes of an instance, returned by N-GET."""

    role = "N-GET reply"


class GetRequest(Request[Reply]):
    """Keywords of the attributes that N-GET requests; all if none is given."""

    service = "N-GET"
    reply = GetReply
    keywords: tuple[str, ...]
    tags: tuple[int, ...]
    """The Attribute Identifier List (0000,1005)."""

    def __init__(self, *keywords: str) -> None:
        """Request attributes of the reply.

        Raises:
            UnknownAttributeError: The reply has no such attribute.
            TypeError: A keyword is not a string.
        """
        super().__init__()
        fields = self.reply._layout_of().fields
        for keyword in keywords:
            if not isinstance(keyword, str):
                name = type(self).__name__
                raise TypeError(f"{name} takes separate keywords, got {keyword!r}")
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
        """Return a request for attributes by tag, including unknown ones."""
        made = cls()
        known = cls.reply._layout_of().by_tag
        numbers = tuple(map(int, tags))
        keywords = tuple(known[tag].keyword for tag in numbers if tag in known)
        made.__dict__.update(keywords=keywords, tags=numbers)
        return made


class DeleteRequest(AttributeList):
    """The request to delete an instance, without attributes."""

    service = "N-DELETE"


class ActionReply(AttributeList):
    """Attributes returned by an action."""

    role = "N-ACTION reply"


class ActionRequest(Request[Reply]):
    """Attributes of an action on an instance."""

    service = "N-ACTION"
    reply = ActionReply
    type_id: ClassVar[int]
    """Action Type ID (0000,1008)."""


class EventReply(AttributeList):
    """Attributes of the reply to an event report."""

    role = "N-EVENT-REPORT reply"


class EventReport(Request[EventReply]):
    """Attributes of an event of an instance."""

    service = "N-EVENT-REPORT"
    reply = EventReply
    type_id: ClassVar[int]
    """Event Type ID (0000,1002)."""


class FindAnswer(AttributeList):
    """One match of a query."""

    role = "C-FIND answer"


class FindRequest(Keys, Request[Reply]):
    """The keys of a query: those to match, and those to return."""

    service = "C-FIND"
    reply = FindAnswer

    if not TYPE_CHECKING:  # type checkers use the stubs

        def __init__(
            self, *, returning: Returning = "required", **given: object
        ) -> None:
            """Create a query.

            Args:
                returning: Keys to request in addition to the given ones.
                given: Values of keys; None matches everything.
            """
            super().__init__(**given)
            if returning != "given":
                self._request(self.reply, returning)

    @classmethod
    def example(cls, seed: int = 0) -> Self:
        """Return a query with the keys that its level requires, and the required keys."""
        needed = super().example(seed)
        return cls(
            **{name: getattr(needed, name) for name in needed.to_dataset().dir()}
        )


class RetrieveRequest(Keys, AttributeList):
    """The keys of the instances that C-MOVE or C-GET retrieves."""

    role = "Retrieval"


class FinalState(AttributeList):
    """Attributes that an instance requires in a final state."""

    role = "Final state"
