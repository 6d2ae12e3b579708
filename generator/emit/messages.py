"""Views of the messages and statuses of an edition for their templates."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from attrs import evolve, frozen

from ..model import (
    GeneralStatus,
    Message,
    MessageField,
    Presence,
    Standard,
    StatusField,
)
from ..naming import number
from ..report import Report
from .layout import import_of
from .stub_layout import imported
from .value_calls import quoted, when_call

DERIVED = frozenset({"(0000,0000)", "(0000,0100)", "(0000,0800)"})
"""Elements of every message whose values are derived."""

COMMAND_FIELD = "(0000,0100)"

PAGE = "https://dicom.nema.org/medical/dicom/{edition}/output/html/part07.html"


@frozen
class FieldView:
    """One command element of a message."""

    keyword: str
    call: str
    note: str
    annotation: str
    argument: str
    """Type of the parameter in the signature."""
    required: bool


@frozen
class MessageView:
    """One class of messages."""

    name: str
    title: str
    arguments: str
    """Keywords of the class statement: `name="C-STORE-RQ", …`."""
    number: int
    page: str
    fields: list[FieldView]
    data_set: str
    """`followed_by(…)`; empty for messages without a data set."""
    either: bool
    """Whether the data set is optional."""
    variants: Mapping[str, tuple[str, str]]
    """The tables of two messages with the same Command Field, by name."""

    @property
    def signature(self) -> list[str]:
        """The parameters of the constructor: mandatory fields first."""
        fields = sorted(self.fields, key=lambda field: not field.required)
        texts = [
            f"{field.keyword}: {field.argument}{'' if field.required else ' = ...'}"
            for field in fields
        ]
        return ["*", *texts, *(["has_data_set: bool = ..."] if self.either else [])]


def message_views(standard: Standard, report: Report) -> list[MessageView]:
    """Return the classes of messages; messages with the same Command Field share one."""
    kinds: dict[int, list[Message]] = {}
    for message in standard.messages:
        values = [f.value for f in message.fields if f.tag == COMMAND_FIELD]
        if not values or values[0] is None:
            reason = f"{message.name} has no value of Command Field"
            report.problem(7, message.table, 0, reason)
        else:
            kinds.setdefault(values[0], []).append(message)
    maker = _Maker(standard, report)
    return [maker.view(number, messages) for number, messages in kinds.items()]


@frozen
class _Maker:
    """Makes the views of one edition."""

    _standard: Standard
    _report: Report

    @property
    def _page(self) -> str:
        editions = {p.number: p.edition for p in self._standard.parts}
        return PAGE.format(edition=editions.get(7, self._standard.edition))

    def view(self, number: int, messages: list[Message]) -> MessageView:
        first, *others = messages
        for other in others:
            if _encoded(other) != _encoded(first):
                reason = f"{other.name} shares only the Command Field with {first.name}"
                self._report.problem(7, other.table, 0, reason)
        name = (first.command or first.name) if others else first.name
        tables = [first.table] if not others else [m.table for m in messages]
        title = f"{name}: PS3.7 {_listed(tables)}"
        keywords = {"name": name, "table": first.table}
        if first.parameters:
            keywords["parameters"] = first.parameters
            title += f", parameters {_listed([m.parameters or '' for m in messages])}"
        named = [f"{word}={quoted(text)}" for word, text in keywords.items()]
        named.insert(1, f"command=0x{number:04X}")
        return MessageView(
            name=message_class(name),
            title=f"{title}.",
            arguments=", ".join(named),
            number=number,
            page=f"{self._page}#table_{first.table}",
            fields=[*self._fields(first)],
            data_set=_data_set(first),
            either=first.presence is Presence.EITHER,
            variants=(
                {m.name: (m.table, m.parameters or "") for m in messages}
                if others
                else {}
            ),
        )

    def _fields(self, message: Message) -> Iterator[FieldView]:
        keywords = {e.tag: e.keyword for e in self._standard.command_elements}
        for field in message.fields:
            if field.tag not in keywords:
                reason = f"{field.name} {field.tag} is not in the command dictionary"
                self._report.problem(7, message.table, 0, reason)
            elif field.tag not in DERIVED:
                yield _parameter(field, keywords[field.tag])
        known = {field.tag for field in message.fields}
        for tag, related in sorted(self._related(message).items()):
            if tag in keywords and tag not in known:
                yield _related(tag, related, keywords[tag])

    def _related(self, message: Message) -> dict[str, StatusField]:
        """Return the fields that belong to statuses of a response."""
        service, _, kind = message.name.rpartition("-")
        if kind != "RSP":
            return {}
        sections = {
            section
            for each in self._standard.service_statuses
            if each.service == service
            for section in each.statuses
        }
        return {
            field.tag: field
            for status in self._standard.general_statuses
            if status.section in sections
            for field in status.fields
            if field.tag is not None and field.message in (None, message.name)
        }


def _encoded(message: Message) -> list[MessageField]:
    """Return the fields that distinguish messages with the same Command Field."""
    return [evolve(field, name="") for field in message.fields]


def _listed(labels: Iterable[str]) -> str:
    texts = [*dict.fromkeys(filter(None, labels))]
    return f"Table{'s' * (len(texts) > 1)} {', '.join(texts)}"


def message_class(name: str) -> str:
    """Return the class name of a message: "C-STORE-RQ" gives "CStoreRQ"."""
    *words, kind = name.split("-")
    return "".join(word.capitalize() for word in words) + kind


def _data_set(message: Message) -> str:
    """Return the declaration of the data set of a message."""
    if message.data_set is None or message.presence in (None, Presence.NEVER):
        return ""
    usage = message.usage.value if message.usage else "U"
    texts = [quoted(message.data_set), quoted(message.presence), quoted(usage)]
    if message.condition is not None:
        texts.append(f"when={when_call(message.condition)}")
    return f"followed_by({', '.join(texts)})"


def _parameter(field: MessageField, keyword: str) -> FieldView:
    usage = field.usage.value if field.usage else "U"
    texts = [_tag(field.tag), quoted(field.vr), quoted(usage)]
    if field.vm != "1":
        texts.append(f"vm={quoted(field.vm)}")
    if field.values:
        values = sorted(field.values, key=lambda value: int(value.term))
        pairs = (f"{value.term}: {quoted(value.label or '')}" for value in values)
        texts.append(f"values={{{', '.join(pairs)}}}")
    if field.repeats is not None:
        texts.append(f"repeats={_tag(field.repeats)}")
    if field.condition is not None:
        texts.append(f"when={when_call(field.condition)}")
    required = usage == "M"
    return FieldView(
        keyword=keyword,
        call=f"command_field({', '.join(texts)})",
        note=f"{field.name}: {field.vr} {field.vm}.",
        annotation=_annotation(field, required),
        argument=_argument(field, required),
        required=required,
    )


def _related(tag: str, field: StatusField, keyword: str) -> FieldView:
    texts = [_tag(tag), quoted(field.vr)]
    if field.vm != "1":
        texts.append(f"vm={quoted(field.vm)}")
    encoded = MessageField(tag, field.name, field.vr, field.vm)
    return FieldView(
        keyword=keyword,
        call=f"status_field({', '.join(texts)})",
        note=f"{field.name}: {field.vr} {field.vm}, with some statuses.",
        annotation=_annotation(encoded, False),
        argument=_argument(encoded, False),
        required=False,
    )


def _tag(tag: str) -> str:
    return f"0x{number(tag):08X}"


def _annotation(field: MessageField, required: bool) -> str:
    if field.vr == "UI":
        return "UI" if required else "UIOrNone"
    return _or_none(_plain(field), required)


def _argument(field: MessageField, required: bool) -> str:
    if field.vr == "UI":
        return _or_none("UIValue", required)
    return _or_none(_plain(field), required)


def _plain(field: MessageField) -> str:
    if field.values:
        terms = sorted(int(value.term) for value in field.values)
        return f"Literal[{', '.join(map(str, terms))}]"
    if field.vr in ("US", "UL"):
        return "int"
    return "list[int]" if field.vr == "AT" else "str"


def _or_none(text: str, required: bool) -> str:
    return text if required else f"{text} | None"


def message_imports(messages: list[MessageView]) -> str:
    """Return the import statements of the file of messages."""
    calls = [field.call for view in messages for field in view.fields]
    calls += [view.data_set for view in messages]
    functions = [
        name
        for name in ("command_field", "followed_by", "status_field")
        if any(call.startswith(f"{name}(") for call in calls)
    ]
    lines = []
    if any("when=when(" in call for call in calls):
        lines.append(import_of("iodize.definitions", ["when"]))
    if functions:
        lines.append(import_of("iodize.dimse.messages.commands", functions))
    return "\n".join([*lines, import_of("iodize.dimse.messages.messages", ["Message"])])


def message_stub_imports(messages: list[MessageView]) -> str:
    """Return the import statements of its stub."""
    fields = [field for view in messages for field in view.fields]
    texts = [text for field in fields for text in (field.annotation, field.argument)]
    words = {word for text in texts for word in re.findall(r"\w+", text)}
    lines = [imported("typing", ["Literal"])] if "Literal" in words else []
    lines.append(imported("iodize.dimse.messages.messages", ["Message"]))
    if names := sorted(words & {"UI", "UIOrNone", "UIValue"}):
        lines.append(imported("iodize.objects.typing", names))
    return "\n".join(lines)


@frozen
class StatusView:
    """One status of Annex C."""

    name: str
    call: str


def status_views(standard: Standard) -> dict[str, StatusView]:
    """Return the statuses of Annex C by section."""
    return {s.section: _status(s) for s in standard.general_statuses}


def _status(status: GeneralStatus) -> StatusView:
    texts = [quoted(status.section), quoted(status.category), quoted(status.name)]
    tags = {number(field.tag or "(0000,0000)") for field in status.fields}
    if status.code is not None or tags:
        texts.append(quoted(status.code or ""))
    texts += [f"0x{tag:08X}" if tag else "DATA_SET" for tag in sorted(tags)]
    return StatusView(constant(status.name), f"general_status({', '.join(texts)})")


def constant(name: str) -> str:
    """Return the constant of a status: OUT_OF_RESOURCES for "Refused: Out of resources"."""
    words = re.findall(r"\w+", re.sub(r"^\w+: ", "", name))
    return "_".join(words).upper()
