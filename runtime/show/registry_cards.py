"""Entries of registries as cards: elements, UIDs, messages and statuses."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from ..export.tags import printed
from .trees import STYLES, Facts, uses_tree, value_list


def element_card(facts: Facts, expand: bool) -> RenderableType:
    """Return a data element with the tables that use it."""
    about = _card(
        ("keyword", facts["keyword"]),
        ("VR", " or ".join(facts["vr"])),
        ("VM", facts["vm"]),
        ("retired", facts["remark"] if facts["retired"] else ""),
        ("remark", "" if facts["retired"] else facts["remark"]),
        ("messages", ", ".join(facts["messages"])),
    )
    parts: list[RenderableType] = [
        Text.assemble((facts["name"], "bold"), f" {printed(facts['tag'])}"),
        about,
    ]
    if facts["uses"]:
        parts += ["", uses_tree(facts["uses"], expand)]
    elif not facts["messages"]:
        parts += ["", f"Not used in any table of DICOM {facts['edition']}."]
    return Group(*parts)


def uid_card(facts: Facts) -> RenderableType:
    """Return a registered UID."""
    return Group(
        Text.assemble((facts["name"], "bold"), f" {facts['uid']}"),
        _card(
            ("keyword", facts["keyword"]),
            ("type", facts["type"]),
            ("retired", "yes" if facts["retired"] else ""),
            ("IOD", facts["iod"] or ""),
        ),
    )


def message_card(facts: Facts) -> RenderableType:
    """Return a DIMSE message with its fields and statuses."""
    table = _table_of("tag", "", "field", "VR", "VM", "value")
    for field in facts["fields"]:
        usage, value = field["usage"] or "", field["value"]
        table.add_row(
            Text(printed(field["tag"]), "dim"),
            Text(usage, STYLES.get(usage, "")),
            Text(field["keyword"]),
            Text(" or ".join(field["vr"]), "cyan"),
            Text(field["vm"], "cyan"),
            "" if value is None else f"{value:04X}H",
        )
        for line in filter(None, _notes(field)):
            table.add_row("", "", Text(f"  {line}", "dim"))
    follows = facts["data_set"]
    about = _card(
        ("class", facts["keyword"]),
        ("tables", f"PS3.7 {facts['table']}, {facts['parameters']}"),
        ("data set", _follows(follows) if follows else "none"),
        ("", follows["requirement"] if follows else ""),
    )
    title = Text.assemble((facts["name"], "bold"), " Message")
    parts: list[RenderableType] = [title, about, "", table]
    if facts["statuses"]:
        parts += ["", _statuses(facts["statuses"])]
    return Group(*parts)


def _notes(field: Facts) -> Iterator[str]:
    """Yield the condition and the allowed values of a command element."""
    yield field["requirement"]
    yield "with some statuses" if field["with_status"] else ""
    if field["enumerated_values"]:
        yield value_list([*map(str, field["enumerated_values"])], True)


def _follows(data_set: Facts) -> str:
    return f"{data_set['name']}: {data_set['usage']}, {data_set['presence']}"


def _statuses(statuses: Sequence[Facts]) -> Table:
    table = _table_of("code", "category", "status")
    for status in statuses:
        table.add_row(
            Text(status["code"] or "", "cyan"), status["category"], status["name"]
        )
    return table


def status_card(facts: Facts) -> RenderableType:
    """Return a status of PS3.7 Annex C."""
    fields = [printed(tag) for tag in facts["fields"]]
    fields += ["a data set"] if facts["data_set"] else []
    about = _card(
        ("constant", facts["keyword"]),
        ("code", facts["code"] or "specific to the SOP class"),
        ("category", facts["category"]),
        ("related fields", ", ".join(fields)),
        ("services", ", ".join(facts["services"])),
    )
    title = Text.assemble((facts["name"], "bold"), f" Status  PS3.7 {facts['section']}")
    return Group(title, about)


def _table_of(*headings: str) -> Table:
    table = Table(box=None, pad_edge=False, header_style="dim", padding=(0, 1, 0, 0))
    for heading in headings:
        table.add_column(heading, overflow="fold")
    return table


def _card(*facts: tuple[str, str]) -> Table:
    """Return a list of facts without the empty ones."""
    table = Table.grid(padding=(0, 2))
    table.add_column(style="dim")
    table.add_column(overflow="fold")
    for name, value in facts:
        if value:
            table.add_row(name, Text(value))
    return table
