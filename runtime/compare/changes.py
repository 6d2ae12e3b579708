"""Changes from one edition of the standard to another."""

from __future__ import annotations

from enum import StrEnum
from typing import Literal, NamedTuple, get_args

SubjectKind = Literal[
    "iod",
    "module",
    "functional-group",
    "macro",
    "directory-record",
    "sop-class",
    "message",
    "status",
    "element",
    "command-element",
    "uid",
    "context-group",
    "template",
    "frame-of-reference",
]
SUBJECT_KINDS: tuple[SubjectKind, ...] = get_args(SubjectKind)
"""In the order in which the changes of a part are listed."""

PARTS = ("PS3.3", "PS3.4", "PS3.6", "PS3.7")


class Effect(StrEnum):
    """Consequence of a change for the objects and messages that it applies to."""

    STRICTER = "stricter"
    """An object that is valid in the old edition can be invalid in the new one."""
    LOOSER = "looser"
    """An object that is invalid in the old edition can be valid in the new one."""
    EITHER = "stricter or looser"
    """Both are possible."""
    NEUTRAL = "neutral"
    """The same objects are valid."""

    @property
    def mirrored(self) -> Effect:
        """The effect of the opposite change."""
        return {Effect.STRICTER: Effect.LOOSER, Effect.LOOSER: Effect.STRICTER}.get(
            self, self
        )


class Subject(NamedTuple):
    """An entry of the standard that changed, or has a row that changed."""

    kind: SubjectKind
    keyword: str
    """Name in the code: "GeneralSeries"; a tag or a UID if the entry has no class."""
    name: str
    """"General Series"."""
    part: str
    """"PS3.3"."""
    section: str = ""
    table: str = ""

    @property
    def reference(self) -> str:
        """Part, section and table: "PS3.3 C.7.3.1 Table C.7-5a"."""
        table = self.table and f"Table {self.table}"
        return " ".join(filter(None, (self.part, self.section, table)))


class Side(NamedTuple):
    """The changed fact in one of the editions."""

    text: str
    """"1C", "VM 1-n", "enumerated: A, B"; empty if the edition does not have the row."""
    condition: str = ""
    """The condition in the formal language; empty if there is none."""
    words: str = ""
    """The condition in English."""
    values: tuple[str, ...] = ()
    """The values of a list."""


ABSENT = Side("")
"""An edition does not have the row."""


class Reach(NamedTuple):
    """Everything that includes a changed table, by keyword."""

    iods: tuple[str, ...] = ()
    modules: tuple[str, ...] = ()
    """Modules and functional groups that include the macro."""
    services: tuple[str, ...] = ()
    """SOP classes whose messages have it."""


class Change(NamedTuple):
    """One difference between two editions."""

    kind: str
    """Kind of the change, a key of `rules.RULES`: "attribute-type"."""
    subject: Subject
    path: tuple[str, ...]
    """Keywords that lead to the attribute; empty for a change of the subject itself."""
    tags: tuple[int, ...]
    """The same as tags."""
    label: str
    """Part of the subject that changed, if it is not an attribute: a module, a status."""
    old: Side
    new: Side
    effect: Effect
    breaking: bool
    """True if programs that use the typed classes may have to be changed."""
    reach: Reach
    paragraph: str = ""
    """Anchor of the row on the web page of the standard; empty if it has none."""
    edition: str = ""
    """The edition that has the row: the new one, or the old one of a removed row."""
    table: str = ""
    """Reference of the table of an attribute list: "PS3.4 K.6.1.2.2 Table K.6-1"."""

    @property
    def reference(self) -> str:
        """Reference of the table that has the row, or of the subject."""
        return self.table or self.subject.reference

    @property
    def tag(self) -> int | None:
        """The tag of the attribute; None for other changes."""
        return self.tags[-1] if self.tags else None
