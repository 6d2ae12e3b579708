"""The attribute lists of retired services, compared with another project's definitions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final, NamedTuple

import pytest

from iodize.dimse.services.attribute_lists import AttributeList
from iodize.dimse.services.sop_classes import SopClass, sop_class_named
from iodize.tables.descriptions import Definition
from iodize.tables.editions import bundled

from ..docbook import folder
from .definition_files import Message, Row, messages

FOLDER: Final = folder() / "retired"

SOP_CLASSES: Final[Mapping[str, type[SopClass]]] = {
    found.uid: found
    for keyword in bundled().sop_class_names
    if (found := sop_class_named(bundled(), keyword)).last_edition
}

OF_INSTANCES: Final = frozenset(
    {"(0008,0016)", "(0008,0018)", "(4FFE,0001)", "(FFFA,FFFA)", "(0400,0561)"}
)
"""SOP Class and Instance UID, which the command set has, and signatures."""

CODE_VALUE: Final = "(0008,0100)"
"""An item with it is one of the code macro, which each edition defines."""

OF_MACROS: Final = frozenset(
    {
        "(0008,1062)",
        "(0010,0024)",
        "(0008,0051)",
        "(0038,0014)",
        "(0038,0064)",
        "(0040,0026)",
        "(0040,0027)",
    }
)
"""Sequences whose items are of macros of persons and issuers, which each edition defines."""

ADDED: Final = {
    "DetachedVisitManagement": {"(0038,0010)"},
    "GeneralPurposePerformedProcedureStep": {"(0008,0005)"},
    "GeneralPurposeScheduledProcedureStep": {"(0008,1195)"},
    "PrintQueueManagement": {"(2120,0050)"},
    "StorageCommitmentPullModel": {"(0008,1198)"},
}
"""Attributes from other sources: SopClass.source."""

CONTRADICTORY: Final = {
    "StudyComponentManagement.SetReply": {"(0008,0060)", "(0008,1160)"}
}
"""Attributes that only the response, or only its request has there."""

NO_REPLY: Final = {
    "GeneralPurposeScheduledProcedureStep.RequestModificationReply",
    "StorageCommitmentPullModel.RequestStorageCommitmentReply",
}
"""Replies without attributes: the definitions repeat those of the request."""

OTHER_TYPES: Final = {"(0040,4031)", "(0008,1199)"}
"""Requested Subsequent Workitem Code Sequence: no SCP requires it on creation. Referenced
SOP Sequence: the condition in events of commitment is not known."""

EVENT_TYPES: Final = {("3", "2"), ("3R", "3")}
"""The files have type 3 for all events; another source has what each requires."""

Place = tuple[str, ...]


class Compared(NamedTuple):
    """A message in the files, and the attribute list here."""

    message: Message
    attribute_list: type[AttributeList]
    macros: Mapping[str, tuple[Row, ...]]

    def __str__(self) -> str:
        return f"{self.message.name}-{self.attribute_list.__qualname__}"


def compared() -> Iterator[Compared]:
    """Yield each message of each retired service, for every request or reply."""
    for path in sorted(FOLDER.glob("*.def")):
        found = list(messages(path))
        macros = {each.title: each.rows for each in found if each.name == "MACRO"}
        for message in found:
            sop_class = SOP_CLASSES.get(message.sop_class)
            if sop_class is None or not message.rows or message.name == "N-GET-RQ":
                continue
            for one in lists_of(sop_class, message.name):
                yield Compared(message, one, macros)


def lists_of(sop_class: type[SopClass], name: str) -> Iterator[type[AttributeList]]:
    """Yield the attribute lists of a message: "N-SET-RSP"."""
    service, _, side = name.rpartition("-")
    for operation in sop_class.operations:
        if operation.service == service:
            for request in operation.requests:
                yield request if side == "RQ" else request.reply


def here(definition: type[Definition], outer: Place = ()) -> dict[Place, str]:
    """Return the types of the attributes of a definition, by path."""
    found: dict[Place, str] = {}
    for each in definition.attributes().values():
        path = (*outer, f"({each.tag >> 16:04X},{each.tag & 0xFFFF:04X})")
        found[path] = each.type or ""
        if each.item is not None and len(path) < 6:
            items = here(each.item, path)
            if not of_macro(path, items):
                found |= items
    return found


def of_macro(path: Place, items: Mapping[Place, str]) -> bool:
    """True if the items of a sequence are those of a macro of the edition."""
    return path[-1] in OF_MACROS or (*path, CODE_VALUE) in items


def in_files(
    rows: tuple[Row, ...], macros: Mapping[str, tuple[Row, ...]], outer: Place = ()
) -> dict[Place, str]:
    """Return the types of the attributes of a message, by path."""
    found: dict[Place, str] = {}
    for row in rows:
        if not row.tag:  # the inclusion of a macro
            found |= in_files(macros.get(row.type, ()), macros, outer)
            continue
        path = (*outer, row.tag)
        if row.tag in OF_INSTANCES:
            continue
        found[path] = row.type
        items = in_files(row.content, macros, path)
        if not of_macro(path, items):
            found |= items
    return found


def agree(message: str, path: Place, theirs: str, ours: str) -> bool:
    """True if two types agree.

    "Present if requested", or if its sequence is present, is written as a condition there.
    """
    if theirs == ours or theirs == f"{ours}C" or path[-1] in OTHER_TYPES:
        return True
    return message == "N-EVENT-REPORT-RQ" and (theirs, ours) in EVENT_TYPES


CASES: Final = list(compared()) if FOLDER.is_dir() else []

needs_files = pytest.mark.skipif(not CASES, reason=f"no definition files in {FOLDER}")


@needs_files
@pytest.mark.parametrize("case", CASES, ids=str)
def test_attributes_are_those_of_the_definition_files(case: Compared) -> None:
    name = case.attribute_list.__qualname__
    ours = here(case.attribute_list)
    if name in NO_REPLY:
        assert ours == {}
        return
    theirs = in_files(case.message.rows, case.macros)
    added = ADDED.get(name.partition(".")[0], set())
    contradictory = CONTRADICTORY.get(name, set())
    lacking = theirs.keys() - ours.keys()
    further = {path for path in ours.keys() - theirs.keys() if path[0] not in added}

    assert {path for path in lacking if path[-1] not in contradictory} == set()
    assert {path for path in further if path[-1] not in contradictory} == set()


@needs_files
@pytest.mark.parametrize(
    "case",
    [
        each
        for each in CASES
        if each.message.name not in ("N-CREATE-RSP", "N-SET-RSP", "N-ACTION-RSP")
    ],
    ids=str,
)
def test_types_are_those_of_the_definition_files(case: Compared) -> None:
    """Responses to N-CREATE and N-SET contradict each other there; requests do not."""
    ours = here(case.attribute_list)
    theirs = in_files(case.message.rows, case.macros)
    other = {
        path: (theirs[path], type_)
        for path, type_ in ours.items()
        if path in theirs and not agree(case.message.name, path, theirs[path], type_)
    }
    assert other == {}


@needs_files
def test_files_of_every_detached_service_are_compared() -> None:
    found = {each.attribute_list.__qualname__.partition(".")[0] for each in CASES}
    assert found >= {
        "DetachedPatientManagement",
        "DetachedVisitManagement",
        "DetachedStudyManagement",
        "StudyComponentManagement",
        "DetachedResultsManagement",
        "DetachedInterpretationManagement",
        "GeneralPurposeScheduledProcedureStep",
        "GeneralPurposePerformedProcedureStep",
        "PullPrintRequest",
    }
