"""Account of all rows of an edition: how each sentence was treated, with its place."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from attrs import Factory, define

from iodize.conditions.expressions import NOT_UNDERSTOOD

from ..model import (
    Attribute,
    Condition,
    Include,
    OpenRow,
    ServiceAttribute,
    ServiceRow,
    Standard,
    Worded,
)
from .accounting import READ, attributes, kind_of, parentheses, statements
from .requirements import read_sentence
from .sentences import read_sentences
from .vocabulary import Vocabulary

Row = Attribute | Include | OpenRow


@define
class Ledger:
    """Counts of the sentences of rows, and of the parts of their conditions, by treatment.

    A treatment is `READ`, a reason for leaving it out, or `NOT_UNDERSTOOD`.
    """

    sentences: Counter[str] = Factory(Counter)
    """Sentences that require, permit or forbid something."""
    parentheses: Counter[str] = Factory(Counter)
    attributes: Counter[str] = Factory(Counter)
    """Attributes that conditions name by their tags."""
    left_out: list[tuple[str, str, str]] = Factory(list)
    """Place, treatment and sentence of those that were not read."""


def ledger_of(standard: Standard, vocabulary: Vocabulary) -> Ledger:
    """Return the account of a standard whose conditions are still words."""
    ledger = Ledger()
    for place, words in _words(standard):
        _enter(ledger, place, words, vocabulary)
    return ledger


def _enter(ledger: Ledger, place: str, words: str, vocabulary: Vocabulary) -> None:
    for statement in statements(words):
        kind = kind_of(statement)
        if kind is None:
            continue
        ledger.sentences[kind] += 1
        if kind != READ:
            ledger.left_out.append((place, kind, statement))
    for sentence in read_sentences(words):
        expression = read_sentence(sentence, vocabulary)
        treated = [*attributes(sentence.words, expression, vocabulary)]
        remarks = [*parentheses(sentence.words)]
        ledger.attributes.update(treated)
        ledger.parentheses.update(remarks)
        if NOT_UNDERSTOOD in (*treated, *remarks):
            ledger.left_out.append((place, NOT_UNDERSTOOD, sentence.words))


def _words(standard: Standard) -> Iterator[tuple[str, str]]:
    """Yield the place and the text of each row."""
    for table in (*standard.modules, *standard.macros):
        yield from _of_rows(f"PS3.3 Table {table.table}", table.content)
    for record in standard.directory_records:
        yield from _of_rows(f"PS3.3 {record.name} record", record.content)
    for iod in standard.iods:
        place = f"PS3.3 {iod.name} IOD, Table"
        for use in iod.modules:
            yield from _of(f"{place} {use.table}", use.condition)
        for group in iod.functional_groups:
            yield from _of(f"{place} {group.table}", group.condition)
    for service in standard.service_tables:
        place = f"PS3.4 Table {service.table}"
        yield from _of_services(place, service.content)
        for message in service.types:
            yield from _of_services(place, message.content)


def _of_rows(place: str, rows: Iterable[Row]) -> Iterator[tuple[str, str]]:
    for row in rows:
        if isinstance(row, OpenRow):
            continue
        name = row.name if isinstance(row, Attribute) else f"include {row.table}"
        yield from _of(f"{place} {name}", row.condition)
        yield from _of_rows(place, row.content)


def _of_services(place: str, rows: Iterable[ServiceRow]) -> Iterator[tuple[str, str]]:
    for row in rows:
        if not isinstance(row, ServiceAttribute):
            continue
        for requirement in row.requirements:
            yield from _of(
                f"{place} {row.name}, {requirement.column}", requirement.condition
            )
        yield from _of_services(place, row.content)


def _of(place: str, condition: Condition | None) -> Iterator[tuple[str, str]]:
    if isinstance(condition, Worded):
        yield place, condition.words
