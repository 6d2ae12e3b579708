"""Reader of the statuses of DIMSE responses: those of Annex C, and of each service.

Source: PS3.7 Annex C, whose tables do not have labels; the lists in sections titled
"Status" next to those of a service's parameters.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from ...model import GeneralStatus, ServiceStatuses, StatusClass, StatusField
from ...report import Report
from ..xml.book import Book
from ..xml.errors import TableShapeError
from ..xml.table import Row, Table
from ..xml.text import NAMESPACE
from .parameters import plain

COLUMNS = ("Status Field", "Tag", "VR", "VM", "Description of Field")
STATUS = "(0000,0900)"

INFORMAL_TABLE = NAMESPACE + "informaltable"
LIST_ITEM = NAMESPACE + "listitem"

_CLASS = re.compile(r"(?P<category>\w+) Status Class")
_CODE = re.compile(r"\bset to (?P<code>[0-9A-F]{4})H\b")
_CODES = re.compile(r"\b[0-9A-F]{1,4}x{0,3}\b")
_LISTED = re.compile(r"\((?P<code>[0-9A-F]{4})H\)")
_CATEGORY = re.compile(r"^(?:Refused|Error|Failed)\s*:")
_NAME_END = re.compile(r"\s*[(:]|\s+-\s")
_ONLY = re.compile(r"Permitted only in the (?P<message>N-[A-Z-]+-RSP)")
_EXCEPT = re.compile(r"\(.*?\)")
_EVENT = re.compile(r"N-EVENT-RSP")
"""C.5.10 shortens the name of the message."""


def read_status_classes(book: Book, report: Report) -> Iterator[StatusClass]:
    """Yield the families of codes of each category."""
    categories = {category for category, _ in _sections(book)}
    for table in _tables(book, "C"):
        for row in table.rows:
            category, codes = row.cells[0].text, row.cells[-1].text
            if category in categories:
                found = _CODES.findall(_EXCEPT.sub("", codes))
                yield StatusClass(category, tuple(c for c in found if len(c) == 4))
            else:
                report.note(7, "C", row.number, f"{codes} are of {category}")


def read_general_statuses(book: Book, report: Report) -> Iterator[GeneralStatus]:
    """Yield the statuses of Annex C."""
    for category, label in _sections(book):
        title = book.title_of(book.sections[label])
        name = book.errata.corrected(title, book.errata.about(label, title))
        rows = [row for table in _tables(book, label) for row in _rows(table, report)]
        codes = [r for r in rows if r.text("Tag") == STATUS]
        if not codes:
            report.problem(7, label, 0, f"{name} does not have a field for its code")
            continue
        code = _CODE.search(codes[0].text("Description of Field"))
        yield GeneralStatus(
            section=label,
            category=category,
            name=name,
            code=code["code"] if code else None,
            fields=tuple(_field(row) for row in rows if row is not codes[0]),
        )


def _rows(table: Table, report: Report) -> tuple[Row, ...]:
    try:
        table.expect(*COLUMNS)
    except TableShapeError as error:
        report.problem(7, table.section.label, 0, error.difference)
        return ()
    return table.rows


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
    """Yield the tables directly in a section or chapter."""
    section = book.sections.get(label)
    for element in () if section is None else section.iterchildren(INFORMAL_TABLE):
        yield Table(element, book)


def read_service_statuses(
    book: Book,
    services: Mapping[str, str],
    known: Sequence[GeneralStatus],
    report: Report,
) -> Iterator[ServiceStatuses]:
    """Yield the statuses of each service.

    Args:
        services: Section of the parameters of each service.
    """
    for service, around in services.items():
        for label, section in book.sections.items():
            if label.rpartition(".")[0] != around or book.title_of(section) != "Status":
                continue
            errata = book.errata.about(label, book.title_of(section))
            items = [
                book.errata.corrected(book.text(item), errata)
                for item in section.iter(LIST_ITEM)
            ]
            if items and not any(map(_LISTED.search, items)):
                report.note(7, label, 0, f"the statuses of {service} do not have codes")
            found = [_status(item, known, label, report) for item in items]
            yield ServiceStatuses(service, label, tuple(filter(None, found)))


def _status(
    item: str, known: Sequence[GeneralStatus], label: str, report: Report
) -> str | None:
    """Return the section of the status at the beginning of a list item."""
    listed = _LISTED.search(item)
    code = listed["code"] if listed is not None else None
    status = _named(item, known)
    if status is None:
        of_code = [each for each in known if code is not None and each.code == code]
        if len(of_code) != 1:
            report.problem(7, label, 0, f"status {item[:40]!r} is not in Annex C")
            return None
        status = of_code[0]
        report.note(7, label, 0, f"status {item[:40]!r} is {status.name} in Annex C")
    elif code not in (None, status.code):
        reason = f"{status.name} is {code} here, {status.code} in Annex C"
        report.note(7, label, 0, reason)
    return status.section


def _named(item: str, known: Sequence[GeneralStatus]) -> GeneralStatus | None:
    """Return the status whose name begins an item, or whose name the item shortens."""
    names = {_bare(status.name): status for status in known}
    for words in (_bare(item), plain(item)):
        found = [name for name in names if words.startswith(name)]
        if found:
            return names[max(found, key=len)]
    short = plain(_NAME_END.split(item)[0])
    longer = [name for name in names if name.startswith(short)]
    return names[longer[0]] if len(longer) == 1 else None


def _bare(name: str) -> str:
    """Remove the category that some lists put before a name."""
    return plain(_CATEGORY.sub("", name))
