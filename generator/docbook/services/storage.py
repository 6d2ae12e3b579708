"""Storage SOP classes: all of PS3.6, each with C-STORE.

Source: PS3.4 B.3.1.4 (related general SOP classes), B.5 (Storage), GG.3 (Non-Patient Object
Storage); PS3.6 Table A-1.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Set

from attrs import evolve

from ...model import Operation, Service, SopClass, Standard, Uid
from ...report import Report
from ..spelling import letters
from ..xml.book import Book
from ..xml.table import Table
from .relocation import is_declared, relocated

GENERAL = "B.3-3"
"""Label of the table of SOP classes and their related general ones, by name."""
NON_PATIENT = "GG.3-1"

_NOTE = re.compile(r" \(see note\)")
_STORAGE = re.compile(r".*Storage(?:ForPresentation|ForProcessing|Trial|Retired)?")
_NOT_BY_NETWORK = frozenset({"MediaStorageDirectoryStorage"})
"""PS3.4 I.4: media storage does not have a DIMSE service."""
_PRACTICES = {
    False: ("B.5", "B.2.3", "B.2-1"),
    True: ("GG.3", "GG.4", "GG.4-1"),
}
"""Sections of SOP classes and of the service, and the table of its statuses, for patient
and non-patient objects."""


def is_general_table(table: Table) -> bool:
    """Whether a table lists the related general SOP classes."""
    return is_declared(table, (GENERAL,))


def storage_services(
    standard: Standard,
    book: Book,
    tables: Set[str],
    moved: Mapping[str, str],
    report: Report,
) -> Iterator[Service]:
    """Yield the storage SOP classes in the order of PS3.6.

    Args:
        tables: Labels of the tables of statuses of the edition.
        moved: New labels of renumbered tables.
    """
    listed = {each.uid: each for each in standard.sop_classes}
    classes = [uid for uid in standard.uids if _is_storage(uid)]
    general = read_general(book, classes, moved.get(GENERAL, GENERAL), report)
    for uid in classes:
        service = _service(uid, listed.get(uid.value), tables, moved)
        yield evolve(service, general=general.get(uid.value, ()))


def read_general(
    book: Book, classes: Iterable[Uid], label: str, report: Report
) -> dict[str, tuple[str, ...]]:
    """Return the UIDs of the related general SOP classes, by the UID of each."""
    uids = {_key(uid.name): uid.value for uid in classes}
    found: dict[str, tuple[str, ...]] = {}
    table = book.table(label)
    for row in () if table is None else table.rows:
        names = [_NOTE.sub("", cell.text) for cell in row.cells[:2]]
        special, general = (uids.get(_key(name)) for name in names)
        if special is None or general is None:
            reason = f"{' or '.join(names)}: not registered"
            report.note(4, label, row.number, reason)
        else:
            found[special] = (*found.get(special, ()), general)
    return found


def _key(name: str) -> str:
    """Normalize a name for comparison: editions before 2023a omit "Storage"."""
    return letters(name.replace("Storage", ""))


def _is_storage(uid: Uid) -> bool:
    return (
        uid.type == "SOP Class"
        and _STORAGE.fullmatch(uid.keyword) is not None
        and uid.keyword not in _NOT_BY_NETWORK
    )


def _service(
    uid: Uid, listed: SopClass | None, tables: Set[str], moved: Mapping[str, str]
) -> Service:
    non_patient = moved.get(NON_PATIENT, NON_PATIENT)
    other = listed is not None and listed.table == non_patient
    section, operation, statuses = relocated(_PRACTICES[other], moved)
    return Service(
        uid=uid.value,
        name=uid.name.removesuffix(" SOP Class"),
        keyword=uid.keyword,
        kind="storage",
        section=section if listed is not None else "B",
        operations=(
            Operation(
                service="C-STORE",
                user="M",
                provider="M",
                section=operation,
                statuses=(statuses,) if statuses in tables else (),
            ),
        ),
        iod=None if listed is None else listed.iod,
        retired=uid.retired,
    )
