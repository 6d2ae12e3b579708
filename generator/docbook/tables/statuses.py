"""Statuses of DIMSE responses: what Annex C defines, and what each service may answer.

Source: PS3.7 Annex C, whose tables have no labels; the lists in the sections titled
"Status" among those of a service's parameters.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from ..model import GeneralStatus, ServiceStatuses, StatusClass, StatusField
from ..report import Report
from .book import Book
from .errata import corrections
from .parameters import plain
from .slips import corrected
from .table import Row, Table
from .text import NAMESPACE

COLUMNS = ("Status Field", "Tag", "VR", "VM", "Description of Field")
STATUS = "(0000,0900)"

INFORMAL_TABLE = NAMESPACE + "informaltable"
LIST_ITEM = NAMESPACE + "listitem"

_CLASS = re.compile(r"(?P<category>\w+) Status Class")
_CODE = re.compile(r"\bset to (?P<code>[0-9A-F]{4})H\b")
_CODES = re.compile(r"\b[0-9A-F]{1,4}x{0,3}\b")
_LISTED = re.compile(r"\((?P<code>[0-9A-F]{4})H\)")
_ONLY = re.compile(r"Permitted only in the (?P<message>N-[A-Z-]+-RSP)")
_EXCEPT = re.compile(r"\(.*?\)")
_EVENT = re.compile(r"N-EVENT-RSP")
"""C.5.10 shortens the name of the message."""


def read_status_classes(book: Book, report: Report) -> Iterator[StatusClass]:
    """Yield the families of codes of each category."""
    categories = {category for category, _ in _sections(book)}
    for table in _tables(book, "C"):
        for row in table.rows:
            category, codes = (cell.text for cell in row.cells)
            if category in categories:
                found = _CODES.findall(_EXCEPT.sub("", codes))
                yield StatusClass(category, tuple(c for c in found if len(c) == 4))
            else:
                report.note(7, "C", row.number, f"{codes} are of {category}")


def read_general_statuses(book: Book, report: Report) -> Iterator[GeneralStatus]:
    """Yield the statuses that Annex C defines."""
    for category, label in _sections(book):
        title = book.title_of(book.sections[label])
        name = corrected(title, corrections(7, book.edition, label))
        rows = [row for table in _tables(book, label) for row in table.rows]
        codes = [r for r in rows if r.text("Tag") == STATUS]
        if not codes:
            report.problem(7, label, 0, f"no field holds the code of {name}")
            continue
        code = _CODE.search(codes[0].text("Description of Field"))
        yield GeneralStatus(
            section=label,
            category=category,
            name=name,
            code=code["code"] if code else None,
            fields=tuple(_field(row) for row in rows if row is not codes[0]),
        )


def _field(row: Row) -> StatusField:
    tag, words = row.text("Tag"), row.text("Description of Field")
    only = _ONLY.search(_EVENT.sub("N-EVENT-REPORT-RSP", words))
    return StatusField(
        tag=None if tag == "(no tag)" else tag,
        name=row.text("Status Field"),
        vr=row.text("VR"),
        vm=row.text("VM"),
        message=only["message"] if only else None,
    )


def _sections(book: Book) -> Iterator[tuple[str, str]]:
    """Yield the sections of Annex C that define a status, with its category."""
    category = ""
    for label, section in book.sections.items():
        if re.fullmatch(r"C\.\d+", label):
            match = _CLASS.fullmatch(book.title_of(section))
            category = match["category"] if match else ""
        elif re.fullmatch(r"C\.\d+\.\d+", label) and category:
            yield category, label


def _tables(book: Book, label: str) -> Iterator[Table]:
    """Yield the tables of a section, or chapter, itself."""
    section = book.sections.get(label)
    for element in () if section is None else section.iterchildren(INFORMAL_TABLE):
        yield Table(element, book)


def read_service_statuses(
    book: Book,
    services: Mapping[str, str],
    known: Sequence[GeneralStatus],
    report: Report,
) -> Iterator[ServiceStatuses]:
    """Yield what each service may answer.

    Args:
        services: The section of the parameters of each service.
    """
    for service, around in services.items():
        for label, section in book.sections.items():
            if label.rpartition(".")[0] != around or book.title_of(section) != "Status":
                continue
            errata = corrections(7, book.edition, label)
            items = [
                corrected(book.text(item), errata) for item in section.iter(LIST_ITEM)
            ]
            if items and not any(map(_LISTED.search, items)):
                report.note(7, label, 0, f"the statuses of {service} have no codes")
            found = [_status(item, known, label, report) for item in items]
            yield ServiceStatuses(service, label, tuple(filter(None, found)))


def _status(
    item: str, known: Sequence[GeneralStatus], label: str, report: Report
) -> str | None:
    """Return the section of the status that an item of a list begins with."""
    words = _bare(item)
    named = [status for status in known if words.startswith(_bare(status.name))]
    if not named:
        report.problem(7, label, 0, f"Annex C defines no status of {item[:40]!r}")
        return None
    status = max(named, key=lambda each: len(each.name))
    listed = _LISTED.search(item)
    if listed is not None and listed["code"] != status.code:
        reason = f"{status.name} is {listed['code']} here, {status.code} in Annex C"
        report.problem(7, label, 0, reason)
    return status.section


def _bare(name: str) -> str:
    """Return a name without what some lists say before it."""
    return plain(re.sub(r"^(Refused|Error)\s*:", "", name))
