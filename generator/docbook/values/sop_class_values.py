"""Reader of attribute values that distinguish the SOP classes of one IOD.

The names of the SOP classes end with the value: "... for Presentation".

Source: PS3.3 A.26.1 and similar sections; PS3.4 Table B.5-1 (names).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from attrs import evolve

from ...model import (
    Attribute,
    Condition,
    Iod,
    Module,
    Standard,
    Terms,
    Value,
    ValueConstraint,
)
from ..spelling import letters
from ..xml.book import Book
from ..xml.text import PARA
from .section_lists import blocks
from .statements import sentences

_APART = re.compile(
    r"These are distinguished by their SOP Class UID and by the Enumerated Value of the"
    r" mandatory Attribute in the (?P<module>.+) Module, [^()]+ (?P<tag>\(\w{4},\w{4}\))"
)


def with_sop_class_values(standard: Standard, part03: Book) -> Standard:
    """Return a standard whose IODs have the value of each of their SOP classes."""
    return evolve(
        standard,
        iods=tuple(
            evolve(iod, constraints=(*iod.constraints, *_read(iod, standard, part03)))
            for iod in standard.iods
        ),
    )


def _read(iod: Iod, standard: Standard, part03: Book) -> Iterator[ValueConstraint]:
    for label, section in part03.sections.items():
        if label.rpartition(".")[0] != iod.section:
            continue
        for element in blocks(section):
            words = part03.text(element) if element.tag == PARA else ""
            for match in filter(None, map(_APART.fullmatch, sentences(words))):
                terms = tuple(_terms(iod, standard, match["module"], match["tag"]))
                if terms:
                    yield ValueConstraint((match["tag"],), label, terms=terms)


def _terms(iod: Iod, standard: Standard, module: str, tag: str) -> Iterator[Terms]:
    """Yield the values of SOP classes whose names end with them."""
    terms = [
        value.term
        for table in standard.modules
        if table.name == module
        for value in _enumerated(table, tag)
    ]
    for sop_class in standard.sop_classes:
        if sop_class.iod != iod.table:
            continue
        for term in terms:
            if letters(sop_class.name).endswith(letters(term)):
                when = Condition(required=f'SOPClassUID == "{sop_class.uid}"')
                yield Terms(True, (Value(term),), condition=when)


def _enumerated(table: Module, tag: str) -> Iterator[Value]:
    for row in table.content:
        if isinstance(row, Attribute) and row.tag == tag:
            for terms in row.terms:
                if terms.enumerated:
                    yield from terms.values
