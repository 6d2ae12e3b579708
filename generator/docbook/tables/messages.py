"""Reader of DIMSE messages: their fields, and the usage of the fields.

The fields and their encoding are in the table of the message, their usage is in the table
of the service. The tables are joined by names.

Source: PS3.7 Tables 9.3-x (DIMSE-C) and 10.3-x (DIMSE-N), captioned "... Message Fields";
Tables 9.1-x and 10.1-x; Table E.1-1 (the values of Command Field).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from attrs import evolve

from ...model import Message, MessageField, Presence, Value
from ...report import Report
from ..xml.table import Row, Table
from .parameters import CANCEL, REQUEST, RESPONSE, Parameter, Parameters, plain

COLUMNS = ("Message Field", "Tag", "VR", "VM", "Description of Field")

GROUP_LENGTH = "(0000,0000)"
COMMAND_FIELD = "(0000,0100)"
MESSAGE_ID = "(0000,0110)"
DATA_SET_TYPE = "(0000,0800)"
DERIVED = frozenset({GROUP_LENGTH, COMMAND_FIELD, DATA_SET_TYPE})
"""Fields that encode a message, and are not parameters of its service."""

ABSTRACT = frozenset({"messageid"})
"""Parameters of responses without a field: retired according to 9.1.1.1.1, Note."""

_CAPTION = re.compile(r"(?P<name>[CN]-[A-Z-]+)\s+Message Fields")
_TAG = re.compile(r"\(0000,[0-9A-F]{4}\)")
_FIXED = re.compile(
    r"\bset to (?:(?:a|the) value of )?(?P<value>[0-9A-F]{4})H\b(?! (?:\(Null\) )?if\b)"
)
"""A value that the field always has, not only without a data set."""
_REGISTERED = re.compile(r"(?P<value>[0-9A-F]{4})H ?(?P<name>[CN]-[A-Z-]+)")
_CHOICE = re.compile(r"(?P<label>[A-Z]+) = (?P<value>[0-9A-F]{4})H")
_REPEATED = re.compile(r"set to the value of the [\w ]+ (?P<tag>\(0000,\w{4}\)) field")
_PRESENCE = (
    (r"indicates that no Data Set (?:is|shall be) present", Presence.NEVER),
    (r"indicates (?:that )?if a Data Set is present", Presence.EITHER),
    (r"indicates that a Data Set is present", Presence.ALWAYS),
)
_COLUMN_OF = {"RQ": REQUEST, "RSP": RESPONSE}


def read_message(table: Table, report: Report) -> Iterator[Message]:
    """Yield the message of a table, without the usage of its fields."""
    table.expect(*COLUMNS)
    # Some editions have non-breaking hyphens.
    match = _CAPTION.fullmatch(table.caption.replace("\u2011", "-"))
    if match is None:
        reason = f"caption {table.caption!r} does not contain a message"
        report.problem(7, table.label, 0, reason)
        return
    data_sets = [r.text("Message Field") for r in table.rows if _has_no_tag(r)]
    types = [r for r in table.rows if r.text("Tag") == DATA_SET_TYPE]
    presence = _presence(types[0].text("Description of Field")) if types else None
    if presence is None:
        reason = "presence of a data set not stated"
        report.problem(7, table.label, 0, reason)
    yield Message(
        name=match["name"],
        table=table.label,
        fields=tuple(_read_fields(table, report)),
        data_set=data_sets[0] if data_sets else None,
        presence=presence,
    )


def _has_no_tag(row: Row) -> bool:
    """Whether a row represents the data set that follows the command set."""
    return row.text("Tag") == "(no tag)"


def _presence(words: str) -> Presence | None:
    return next((found for how, found in _PRESENCE if re.search(how, words)), None)


def _read_fields(table: Table, report: Report) -> Iterator[MessageField]:
    for row in table.rows:
        if _has_no_tag(row):
            continue
        tag = row.text("Tag")
        if not _TAG.fullmatch(tag):
            report.problem(7, table.label, row.number, f"not a tag: {tag!r}")
            continue
        words = row.text("Description of Field")
        fixed, repeated = _FIXED.search(words), _REPEATED.search(words)
        yield MessageField(
            tag=tag,
            name=row.text("Message Field"),
            vr=row.text("VR"),
            vm=row.text("VM"),
            value=int(fixed["value"], 16) if fixed else None,
            repeats=repeated["tag"] if repeated else None,
            values=tuple(
                Value(str(int(choice["value"], 16)), choice["label"])
                for choice in _CHOICE.finditer(words)
            ),
        )


def read_registered(table: Table) -> dict[str, int]:
    """Return the values of Command Field, by the name of the message."""
    return {
        match["name"]: int(match["value"], 16)
        for row in table.rows
        if row.text("Tag") == COMMAND_FIELD
        for paragraph in row["Description of Field"].paragraphs
        if (match := _REGISTERED.fullmatch(paragraph.replace("\u2011", "-")))
    }


def with_registered(
    messages: Iterable[Message], registered: Mapping[str, int], report: Report
) -> Iterator[Message]:
    """Yield messages with their names in Table E.1-1, checking Command Field."""
    names = {value: name for name, value in registered.items()}
    left = dict(names)
    for message in messages:
        values = [f.value for f in message.fields if f.tag == COMMAND_FIELD]
        value = values[0] if values else None
        if value is None or value not in names:
            reason = f"Command Field {value} is not in Table E.1-1"
            report.problem(7, message.table, 0, reason)
            yield message
            continue
        left.pop(value, None)
        if _registered_name(message.name) != names[value]:
            reason = f"its Command Field is that of {names[value]} in Table E.1-1"
            report.problem(7, message.table, 0, reason)
        yield evolve(message, command=names[value])
    for name in left.values():
        report.problem(7, "E.1-1", 0, f"the table of {name} was not found")


def _registered_name(name: str) -> str:
    """Return the name of a message in Table E.1-1, which has one C-CANCEL-RQ."""
    return "C-CANCEL-RQ" if name.startswith("C-CANCEL-") else name


def with_parameters(
    messages: Iterable[Message], services: Mapping[str, Parameters], report: Report
) -> Iterator[Message]:
    """Yield messages with the usages of their services."""
    known = {message.name: message for message in messages}
    for message in known.values():
        service, column = _place(message.name)
        parameters = services.get(service)
        if parameters is None or column not in parameters.columns:
            reason = f"the table of the parameters of {message.name} was not found"
            report.problem(7, message.table, 0, reason)
            yield message
            continue
        request = known.get(f"{service}-RQ") if column == RESPONSE else None
        yield _joined(message, request, parameters, column, report)


def _place(name: str) -> tuple[str, str]:
    """Return the service of a message, and the column of its parameters."""
    if name.startswith("C-CANCEL-"):
        return f"C-{name.removeprefix('C-CANCEL-').removesuffix('-RQ')}", CANCEL
    service, _, kind = name.rpartition("-")
    return service, _COLUMN_OF.get(kind, "")


def _joined(
    message: Message,
    request: Message | None,
    parameters: Parameters,
    column: str,
    report: Report,
) -> Message:
    left = dict(parameters.columns[column])
    fields = []
    for field in message.fields:
        parameter = left.pop(plain(field.name), None)
        if parameter is not None:
            field = evolve(
                field,
                usage=parameter.usage,
                condition=parameter.condition,
                repeats=field.repeats or _repeated(field, parameter, request),
            )
        elif field.tag not in DERIVED:
            reason = f"{field.name} is not a parameter in Table {parameters.table}"
            report.problem(7, message.table, 0, reason)
        fields.append(field)
    data_set = left.pop(plain(message.data_set), None) if message.data_set else None
    for name in left.keys() - (ABSTRACT if column == RESPONSE else set()):
        reason = f"parameter {name!r} of Table {parameters.table} is not a field"
        report.problem(7, message.table, 0, reason)
    _check_presence(message, data_set, report)
    return evolve(
        message,
        fields=tuple(fields),
        parameters=parameters.table,
        usage=data_set.usage if data_set else None,
        condition=data_set.condition if data_set else None,
    )


def _repeated(
    field: MessageField, parameter: Parameter, request: Message | None
) -> str | None:
    """Return the tag of the request's field whose value is repeated in a field.

    "Affected" in a response corresponds to "requested" in some requests.
    """
    if not parameter.repeats or request is None:
        return None
    tags = {plain(each.name): each.tag for each in request.fields}
    name = plain(field.name)
    return tags.get(name) or tags.get(name.replace("affected", "requested"))


def _check_presence(
    message: Message, data_set: Parameter | None, report: Report
) -> None:
    """Note a message whose two tables contradict each other about its data set."""
    letter = data_set.usage.value if data_set else "-"
    expected = {"M": Presence.ALWAYS, "-": Presence.NEVER}.get(letter, Presence.EITHER)
    if message.presence not in (None, expected):
        reason = f"a data set follows {message.presence}, but its usage is {letter}"
        report.note(7, message.table, 0, reason)
