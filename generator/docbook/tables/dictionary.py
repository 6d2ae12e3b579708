"""Readers of the registries of PS3.6, and the command dictionary of PS3.7.

Source: PS3.6 Tables 6-1, 7-1, 8-1, 9-1, A-1 to A-4; PS3.7 Tables E.1-1, E.2-1.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...model import ContextGroup, DataElement, FrameOfReference, Template, Uid
from ...report import Report
from ..xml.table import Table

ELEMENTS = ("Tag", "Name", "Keyword", "VR", "VM", "")
UIDS = ("UID Value", "UID Name", "UID Keyword", "UID Type", "Part")
FRAMES_OF_REFERENCE = ("UID Value", "UID Name", "UID Keyword", "Normative Reference")
CONTEXT_GROUPS = ("Context UID", "Context Identifier", "Context Group Name", "Comment")
TEMPLATES = ("UID Value", "UID Name", "UID Type", "Part")
COMMANDS = ("Tag", "Message Field", "Keyword", "VR", "VM", "Description of Field")
RETIRED_COMMANDS = COMMANDS[:-1]

_TAG = re.compile(r"\(([0-9A-Fa-fx]{4}),([0-9A-Fa-fx]{4})\)")
_VR = re.compile(r"[A-Z]{2}(?: or [A-Z]{2})*")
_RETIRED = re.compile(r"\s*\((?:Retired|RETIRED)\)")


def read_elements(table: Table, report: Report) -> Iterator[DataElement]:
    """Yield the data elements of a registry of PS3.6."""
    table.expect(*ELEMENTS)
    for row in table.rows:
        remark = row.text("")
        element = _element(
            row.text("Tag"), row.text("Name"), row.text("Keyword"),
            row.text("VR"), row.text("VM"), remark,
        )  # fmt: skip
        if element is None:
            reason = f"not a tag or VR: {row.text('Tag')!r}, {row.text('VR')!r}"
            report.problem(6, table.label, row.number, reason)
        else:
            yield element


def read_commands(table: Table, report: Report) -> Iterator[DataElement]:
    """Yield the command elements of PS3.7 Annex E."""
    remark = "RET" if table.columns == RETIRED_COMMANDS else ""
    for row in table.rows:
        element = _element(
            row.text("Tag"), row.text("Message Field"), row.text("Keyword"),
            row.text("VR"), row.text("VM"), remark,
        )  # fmt: skip
        if element is None:
            reason = f"not a tag: {row.text('Tag')!r}"
            report.problem(7, table.label, row.number, reason)
        else:
            yield element


def _element(
    tag: str, name: str, keyword: str, vr: str, vm: str, remark: str
) -> DataElement | None:
    match = _TAG.fullmatch(tag)
    if match is None or not (_VR.fullmatch(vr) or vr.startswith("See") or not vr):
        return None
    return DataElement(
        tag=f"({match[1].upper()},{match[2].upper()})".replace("X", "x"),
        name=name,
        keyword=keyword,
        vr=tuple(vr.split(" or ")) if _VR.fullmatch(vr) else (),
        vm=vm,
        retired=remark.startswith("RET"),
        remark=remark,
    )


def read_uids(table: Table, report: Report) -> Iterator[Uid]:
    """Yield the registered UIDs: PS3.6 Table A-1."""
    table.expect(*UIDS)
    for row in table.rows:
        name = row.text("UID Name")
        try:
            yield Uid(
                value=row.text("UID Value"),
                name=_RETIRED.sub("", name),
                keyword=row.text("UID Keyword"),
                type=row.text("UID Type"),
                part=row.text("Part"),
                retired=_RETIRED.search(name) is not None,
            )
        except ValueError as error:
            report.problem(6, table.label, row.number, str(error.args[0]))


def read_frames_of_reference(table: Table) -> Iterator[FrameOfReference]:
    """Yield the well-known frames of reference: PS3.6 Table A-2."""
    table.expect(*FRAMES_OF_REFERENCE)
    for row in table.rows:
        yield FrameOfReference(
            row.text("UID Value"), row.text("UID Name"), row.text("UID Keyword")
        )


def read_context_groups(table: Table) -> Iterator[ContextGroup]:
    """Yield the UIDs of context groups: PS3.6 Table A-3."""
    table.expect(*CONTEXT_GROUPS)
    for row in table.rows:
        yield ContextGroup(
            row.text("Context UID"),
            row.text("Context Identifier"),
            retired="retired" in row.text("Comment").lower(),
        )


def read_templates(table: Table) -> Iterator[Template]:
    """Yield the UIDs of templates: PS3.6 Table A-4."""
    table.expect(*TEMPLATES)
    for row in table.rows:
        links = row["UID Name"].links
        section = f"{links[0].part} {links[0].label}" if links else row.text("UID Name")
        yield Template(row.text("UID Value"), section, row.text("UID Type"))
