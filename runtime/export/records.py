"""The JSON records of an exported edition, as types: the schema, said once.

What is annotated here is checked by mypy where records are made, and printed as JSON
Schema and as documentation (`iodize.export.schema`, `iodize.export.documentation`).
"""

from __future__ import annotations

from typing import Annotated, Literal, NotRequired, TypedDict

SCHEMA_VERSION = "1.1"
"""The first number grows when a program that reads the files may have to change."""

Usage = Literal["M", "C", "U"]
IodKind = Literal["composite", "normalized", "directory"]
Condition = Annotated[
    str | None,
    "the condition in formal words; null where there is none",
]
Tag = Annotated[str, "8 hexadecimal digits; `x` is any digit of a repeating group"]
Table = Annotated[str, "label of its table in PS3.3, without the part"]
Section = Annotated[str, "the section of PS3.3 that defines it"]
VrChoice = Annotated[
    list[str], "value representations to choose from; empty for items and delimiters"
]
Vm = Annotated[str, "value multiplicity: `1`, `1-n`, `2-2n`; may be empty"]


class ValueList(TypedDict):
    """Values listed for a part of an attribute, or for some objects only."""

    enumerated: Annotated[bool, "whether no other value is allowed"]
    number: Annotated[
        int | None, "which value of the attribute, counted from 1; null for each"
    ]
    conditional: Annotated[bool, "whether the list holds only under a condition"]
    values: list[str]


class Attribute(TypedDict):
    """An attribute of a table, or of an item nested below it."""

    path: Annotated[list[Tag], "tags from the top of the table to this attribute"]
    keyword: str
    type: Annotated[
        Literal["1", "1C", "2", "2C", "3"] | None, "null in normalized modules"
    ]
    condition: Condition
    enumerated_values: Annotated[
        list[str], "no other value is allowed, whatever the object"
    ]
    defined_terms: Annotated[list[str], "other values are allowed too"]
    source_table: Annotated[
        str | None, "the table with the attribute's row: of a macro, if it is included"
    ]
    value_lists: NotRequired[
        Annotated[
            list[ValueList],
            "lists that hold for one value of several, or under a condition",
        ]
    ]
    conditional: NotRequired[
        Annotated[
            Literal[True], "the row comes from a macro included under a condition"
        ]
    ]
    open: NotRequired[
        Annotated[
            Literal["functional_groups", "record_keys", "attributes"],
            "what its items hold besides: the functional groups of the IOD, the keys of"
            " the directory record's type, or other attributes",
        ]
    ]
    recursion: NotRequired[
        Annotated[Literal[True], "its items are cut: they contain themselves"]
    ]
    recursion_of: NotRequired[
        Annotated[
            list[Tag],
            "path of the sequence that has the same items, where they are listed;"
            " empty for the table itself",
        ]
    ]


class Definition(TypedDict):
    """A table of attributes."""

    keyword: Annotated[str, "name of its class in the generated package"]
    name: str
    section: Section
    table: Table
    extensible: Annotated[bool, "whether other attributes belong to it as well"]
    attributes: Annotated[
        list[Attribute], "each sequence before its items; included macros written out"
    ]


class Module(Definition):
    """A module."""


class Macro(Definition):
    """A macro, or a functional group macro."""

    kind: Literal["macro", "functional_group"]


class DirectoryRecord(Definition):
    """A type of directory record of a DICOMDIR."""

    record_type: Annotated[str, "value of Directory Record Type (0004,1430)"]
    lower: Annotated[list[str], "record types allowed on the next lower level"]


class FunctionalGroupUse(TypedDict):
    """A functional group of a multi-frame IOD."""

    name: str
    keyword: Annotated[str, "as in `modules.json` or `macros.json`"]
    section: Annotated[str | None, "the section of PS3.3 that defines it"]
    table: Annotated[str | None, "label of its table; null where the edition has none"]
    usage: Usage | None
    condition: Condition


class ModuleUse(FunctionalGroupUse):
    """A module of an IOD."""

    entity: Annotated[str | None, "information entity; null in normalized IODs"]


class Iod(TypedDict):
    """An information object definition."""

    keyword: Annotated[str, "name of its class in the generated package"]
    name: str
    kind: IodKind
    section: Section
    table: Table
    sop_classes: Annotated[list[str], "UIDs of the SOP classes that store it"]
    modules: list[ModuleUse]
    functional_groups_table: str | None
    functional_groups: list[FunctionalGroupUse]


class Element(TypedDict):
    """A data element of the dictionary, or an element of a command set."""

    tag: Tag
    keyword: str
    name: str
    vr: VrChoice
    vm: Vm
    retired: bool
    remark: Annotated[str, "as registered: `RET (2017b)`, `DICOS`; empty for most"]


class Uid(TypedDict):
    """A registered unique identifier."""

    uid: str
    name: str
    keyword: str
    type: Annotated[str, "as registered: `SOP Class`, `Transfer Syntax`"]
    retired: bool


class FrameOfReference(TypedDict):
    """A well-known frame of reference."""

    uid: str
    name: str
    keyword: str


class ContextGroup(TypedDict):
    """The UID of a context group."""

    uid: str
    identifier: Annotated[str, "`CID 2`"]
    retired: bool


class Template(TypedDict):
    """The UID of a template."""

    uid: str
    section: Annotated[str, "where it is defined: `PS3.20 9.2`"]
    type: Annotated[str, "as registered: `Document TemplateID`"]


class SopClass(TypedDict):
    """A SOP class."""

    uid: str
    name: str
    keyword: str
    retired: bool
    iod: Annotated[str | None, "keyword of the IOD it stores; null where it is none"]


class MessageField(TypedDict):
    """A command element of a message."""

    tag: Tag
    keyword: str
    vr: VrChoice
    vm: Vm
    value: Annotated[int | None, "the value it shall have; null where it may vary"]
    enumerated_values: Annotated[list[int], "the only values it may have"]
    usage: Annotated[Usage | None, "null for what encodes the message"]
    condition: Annotated[str | None, "in formal words; null where there is none"]
    repeats: Annotated[Tag | None, "element of the request whose value it has"]
    with_status: Annotated[bool, "whether it only goes with some statuses"]


class MessageDataSet(TypedDict):
    """The data set that follows a command set."""

    name: str
    presence: Annotated[Literal["always", "either"], "whether it has to follow"]
    usage: Usage
    condition: Annotated[str | None, "in formal words; null where there is none"]


class Message(TypedDict):
    """A DIMSE message."""

    name: str
    keyword: Annotated[str, "the class in `iodize.messages`"]
    table: Annotated[str, "label of its table in PS3.7"]
    parameters: Annotated[str, "label of the table of its service's parameters"]
    fields: list[MessageField]
    data_set: Annotated[MessageDataSet | None, "null where none may follow"]


class Status(TypedDict):
    """A status of DIMSE responses that PS3.7 Annex C defines."""

    name: str
    keyword: Annotated[str, "the constant in `iodize.statuses`"]
    section: str
    code: Annotated[str | None, "`0122`; null where each SOP class chooses its own"]
    category: str
    fields: Annotated[list[Tag], "command elements that may go with it"]
    data_set: Annotated[bool, "whether a data set may go with it"]
    services: Annotated[list[str], "DIMSE services that may answer it"]


class Edition(TypedDict):
    """What the folder holds."""

    schema: Annotated[str, "version of this schema"]
    iodize: Annotated[str, "version of iodize"]
    edition: Annotated[str, "edition of the standard"]
    parts: Annotated[dict[str, str], "edition of each part that was read, by number"]
    files: Annotated[dict[str, int], "records in each of the other files"]


FILES: dict[str, type] = {
    "edition.json": Edition,
    "iods.json": Iod,
    "modules.json": Module,
    "macros.json": Macro,
    "directory_records.json": DirectoryRecord,
    "elements.json": Element,
    "uids.json": Uid,
    "frames_of_reference.json": FrameOfReference,
    "context_groups.json": ContextGroup,
    "templates.json": Template,
    "sop_classes.json": SopClass,
    "command_elements.json": Element,
    "messages.json": Message,
    "statuses.json": Status,
}
"""What each file lists; `edition.json` is one such record."""
