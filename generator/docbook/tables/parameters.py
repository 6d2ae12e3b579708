"""Reader of the parameters of the DIMSE services: usages and conditions.

Source: PS3.7 Tables 9.1-x (DIMSE-C) and 10.1-x (DIMSE-N), captioned "... Parameters",
adjacent sections titled with the parameters, and 7.5.3.1 (the letters).
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from attrs import frozen

from ...model import UNREAD, Condition, Otherwise, ParameterUsage
from ...report import Report
from ..xml.book import Book
from ..xml.table import Table
from ..xml.text import PARA

REQUEST, RESPONSE, CANCEL = "Req/Ind", "Rsp/Conf", "CnclReq/CnclInd"
COLUMNS = (
    ("DIMSE-C Parameter Name", REQUEST, RESPONSE),
    ("DIMSE-C Parameter Name", REQUEST, RESPONSE, CANCEL),
    ("DIMSE Parameter Name", REQUEST, RESPONSE),
)
"""The columns of a table; services that can be canceled have one more."""

_CAPTION = re.compile(r"(?P<service>[CN]-[A-Z-]+) Parameters")
_USAGE = re.compile(r"(?P<letter>[MUC])(?P<same>\(=\))?")

SUCCESS = 'Status == "0"'
PENDING = 'Status in ("65280", "65281")'
"""FF00 and FF01: PS3.7 Annex C."""
WITH_DATA_SET = 'not CommandDataSetType == "257"'

_RULES: tuple[tuple[str, Condition], ...] = (
    (
        r"shall be sent only when that Status \(0000,0900\) is equal to Pending",
        Condition(required=PENDING, otherwise=Otherwise.SHALL_NOT),
    ),
    (
        r"may be included in any response/confirmation and shall be included if the "
        r"status is equal to Pending",
        Condition(required=PENDING, otherwise=Otherwise.MAY),
    ),
    (
        r"may be included in the success response/confirmation and shall be included if "
        r"the (?:Event|Action) Reply parameter is included",
        Condition(required=WITH_DATA_SET, permitted=SUCCESS),
    ),
    (
        r"may only be included in the success response/confirmation and shall be "
        r"included if it is not supplied by the invoking",
        Condition(
            required=f'{SUCCESS} and unknown("not-in-request")',
            permitted=SUCCESS,
            otherwise=Otherwise.SHALL_NOT,
        ),
    ),
    (
        r"may only be included in the success response",
        Condition(permitted=SUCCESS, otherwise=Otherwise.SHALL_NOT),
    ),
    (
        r"shall be included in the success response",
        Condition(required=SUCCESS, otherwise=Otherwise.MAY),
    ),
    (r"may be included in the success response", Condition(permitted=SUCCESS)),
)
"""Wordings of conditions in the sections, with their formal text; the first match wins."""

UNSTATED = Condition(required='unknown("not-stated")')
"""The condition of a parameter without a section."""

_EQUAL = re.compile(r"shall be equal to the ?(?:.+? )?value (?:used )?in the ")


@frozen
class Parameter:
    """A parameter of a service, in one of its messages."""

    usage: ParameterUsage
    repeats: bool
    """Whether it repeats the value of the request."""
    condition: Condition | None


@frozen
class Parameters:
    """The parameters of a service, by column and normalized name."""

    table: str
    section: str
    """Section of the table, whose subsections describe the parameters."""
    service: str
    columns: Mapping[str, Mapping[str, Parameter]]


def plain(name: str) -> str:
    """Normalize a name for comparison."""
    return "".join(filter(str.isalnum, name)).lower()


def is_parameter_table(table: Table) -> bool:
    """Whether a table lists the parameters of a service."""
    return table.columns in COLUMNS and _service(table) is not None


def _service(table: Table) -> str | None:
    match = _CAPTION.fullmatch(table.caption.replace("\u2011", "-"))
    return match["service"] if match else None


def read_parameters(table: Table, book: Book, report: Report) -> Parameters:
    """Read the parameters of a table."""
    name, *columns = table.columns
    words = _words(table, book)
    found: dict[str, dict[str, Parameter]] = {column: {} for column in columns}
    for row in table.rows:
        for column in columns:
            text = row.text(column)
            if text == "-":
                continue
            usage = _USAGE.fullmatch(text)
            if usage is None:
                report.problem(7, table.label, row.number, f"not a usage: {text!r}")
                continue
            description = words.get(plain(row.text(name)), "")
            parameter = _parameter(usage, column, description)
            if parameter.condition == UNREAD:
                reason = f"condition of {row.text(name)} not understood"
                report.problem(7, table.label, row.number, reason)
            elif parameter.condition == UNSTATED:
                reason = f"condition of {row.text(name)} not stated in a section"
                report.note(7, table.label, row.number, reason)
            found[column][plain(row.text(name))] = parameter
    service = _service(table) or ""
    return Parameters(table.label, table.section.label, service, found)


def _parameter(usage: re.Match[str], column: str, words: str) -> Parameter:
    letter = ParameterUsage(usage["letter"])
    repeats = usage["same"] is not None
    if column == RESPONSE and _EQUAL.search(words):
        repeats = True
    conditional = letter is ParameterUsage.CONDITIONAL
    return Parameter(letter, repeats, _condition(words) if conditional else None)


def _condition(words: str) -> Condition:
    for pattern, condition in _RULES:
        if re.search(pattern, words, re.IGNORECASE):
            return condition
    return UNREAD if words else UNSTATED


def _words(table: Table, book: Book) -> dict[str, str]:
    """Return the descriptions of parameters next to a table, by normalized name."""
    inside = f"{table.section.label}."
    return {
        plain(book.title_of(section)): " ".join(map(book.text, section.findall(PARA)))
        for label, section in book.sections.items()
        if label.startswith(inside)
    }
