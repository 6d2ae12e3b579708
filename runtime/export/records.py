"""The JSON records of an exported edition, as types.

They are the only source of the schema: mypy checks the code that creates records, and
the JSON Schema (`iodize.export.schema`) and the documentation
(`iodize.export.documentation`) are generated from them.
"""

from __future__ import annotations

from typing import Annotated, Literal, NotRequired, TypedDict

SCHEMA_VERSION = "1.2"
"""The first number is incremented by changes that may break programs that read the files."""

Usage = Literal["M", "C", "U"]
IodKind = Literal["composite", "normalized", "directory"]
Condition = Annotated[
    str | None,
    "the condition as an expression; null if unconditional",
]
Tag = Annotated[str, "8 hexadecimal digits; `x` is any digit of a repeating group"]
Table = Annotated[
    str, "label of its table in PS3.3, without the part; empty if it is not known"
]
Section = Annotated[str, "the section of PS3.3 that defines it"]
LastEdition = Annotated[
    str | None, "the last edition of PS3.3 that had it; null if it is current"
]
VrChoice = Annotated[
    list[str], "value representations to choose from; empty for items and delimiters"
]
Vm = Annotated[str, "value multiplicity: `1`, `1-n`, `2-2n`; may be empty"]


class ValueList(TypedDict):
    """Values for one value of a multi-valued attribute, or under a condition."""

    enumerated: Annotated[bool, "whether other values are forbidden"]
    number: Annotated[
        int | None, "number of the value in the attribute, from 1; null for every value"
    ]
    conditional: Annotated[bool, "whether the list applies only under a condition"]
    values: list[str]


class Attribute(TypedDict):
    """An attribute of a table, or of an item in it."""

    path: Annotated[list[Tag], "tags from the top of the table to this attribute"]
    keyword: str
    type: Annotated[
        Literal["1", "1C", "2", "2C", "3"] | None, "null in normalized modules"
    ]
    condition: Condition
    enumerated_values: Annotated[list[str], "the only allowed values, unconditionally"]
    defined_terms: Annotated[list[str], "known values; others are allowed"]
    source_table: Annotated[
        str | None,
        "the table that has the row: that of a macro if it is included; null if its label"
        " is not known",
    ]
    value_lists: NotRequired[
        Annotated[
            list[ValueList],
            "lists for one value of several, or under a condition",
        ]
    ]
    conditional: NotRequired[
        Annotated[
            Literal[True], "the row is from a macro that is included under a condition"
        ]
    ]
    open: NotRequired[
        Annotated[
            Literal["functional_groups", "record_keys", "attributes"],
            "additional content of its items: the functional groups of the IOD, the keys of"
            " the directory record type, or other attributes",
        ]
    ]
    recursion: NotRequired[
        Annotated[
            Literal[True], "its items are omitted because they contain themselves"
        ]
    ]
    recursion_of: NotRequired[
        Annotated[
            list[Tag],
            "path of the sequence that lists the same items; empty for the table itself",
        ]
    ]


class Definition(TypedDict):
    """A table of attributes."""

    keyword: Annotated[str, "name of its class in the generated package"]
    name: str
    section: Section
    table: Table
    last_edition: LastEdition
    extensible: Annotated[bool, "whether other attributes may be part of it"]
    attributes: Annotated[
        list[Attribute], "sequences precede their items; included macros are expanded"
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
    table: Annotated[str | None, "label of its table; null if the edition has none"]
    last_edition: LastEdition
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
    last_edition: LastEdition
    sop_classes: Annotated[list[str], "UIDs of the storage SOP classes of the IOD"]
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
    section: Annotated[str, "the section that defines it: `PS3.20 9.2`"]
    type: Annotated[str, "as registered: `Document TemplateID`"]


class SopClass(TypedDict):
    """A SOP class."""

    uid: str
    name: str
    keyword: str
    retired: bool
    last_edition: Annotated[
        str | None, "the last edition of PS3.4 that had its service; null if not known"
    ]
    sources: Annotated[
        list[str], "second sources of a retired service, besides the standard's text"
    ]
    iod: Annotated[
        str | None, "keyword of its IOD; null if it is not a storage SOP class"
    ]


class MessageField(TypedDict):
    """A command element of a message."""

    tag: Tag
    keyword: str
    vr: VrChoice
    vm: Vm
    value: Annotated[int | None, "the required value; null if it is not fixed"]
    enumerated_values: Annotated[list[int], "the only allowed values"]
    usage: Annotated[Usage | None, "null for elements that encode the message"]
    condition: Condition
    repeats: Annotated[Tag | None, "element of the request that has the same value"]
    with_status: Annotated[bool, "whether it is sent only with some statuses"]


class MessageDataSet(TypedDict):
    """The data set that follows a command set."""

    name: str
    presence: Annotated[Literal["always", "either"], "whether it is required"]
    usage: Usage
    condition: Condition


class Message(TypedDict):
    """A DIMSE message."""

    name: str
    keyword: Annotated[str, "the class in `iodize.messages`"]
    table: Annotated[str, "label of its table in PS3.7"]
    parameters: Annotated[str, "label of the table of its service's parameters"]
    fields: list[MessageField]
    data_set: Annotated[MessageDataSet | None, "null if a data set is not allowed"]


class Status(TypedDict):
    """A status of DIMSE responses that PS3.7 Annex C defines."""

    name: str
    keyword: Annotated[str, "the constant in `iodize.statuses`"]
    section: str
    code: Annotated[str | None, "`0122`; null if it depends on the SOP class"]
    category: str
    fields: Annotated[list[Tag], "command elements that may be sent with it"]
    data_set: Annotated[bool, "whether a data set may be sent with it"]
    services: Annotated[list[str], "DIMSE services that may have it"]


class Edition(TypedDict):
    """The index of an export."""

    schema: Annotated[str, "version of this schema"]
    iodize: Annotated[str, "version of iodize"]
    edition: Annotated[str, "edition of the standard"]
    parts: Annotated[dict[str, str], "edition of each part that was read, by number"]
    files: Annotated[dict[str, int], "number of records in each of the other files"]


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
"""The type of the records of each file. `edition.json` is a single record."""
