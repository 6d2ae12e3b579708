"""Measures the reader of conditions on editions that it was not written for.

    python -m tests.condition_corpus [--list OUTCOME] [FOLDER]

FOLDER has the standard's DocBook and other projects' tables, a folder for each edition:
`2025e/google-tables`, `2025b/innolitics`, `2022d/part03.xml`. The default is that of
`tests.docbook`. Of each edition, sentences that 2023a does not have are parsed, and counted by
outcome and by kind of phrase.
"""

from __future__ import annotations

import argparse
import json
import random
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from enum import StrEnum
from pathlib import Path
from typing import Any

import attrs
from attrs import frozen

from iodize.conditions.expressions import (
    NOT_UNDERSTOOD,
    And,
    Expression,
    Not,
    Or,
    Unknown,
)
from iodize.generator.conditions import Vocabulary
from iodize.generator.conditions.lookup import Lookup
from iodize.generator.conditions.requirements import read_sentence
from iodize.generator.conditions.resolving import vocabulary_of
from iodize.generator.conditions.sentences import Sentence, read_sentences
from iodize.generator.conditions.tokens import read_tokens
from iodize.generator.docbook.xml.book import Book
from iodize.generator.model import ItemCount, Terms, Worded
from iodize.generator.pipeline import READERS, Step, execute
from iodize.generator.report import Report
from iodize.generator.run import Run
from iodize.tables import editions
from tests.docbook import folder

KNOWN = "2023a"
"""The edition whose sentences are not counted in the others."""
DOCBOOK = ("2022d",)
TABLES = "2025e/google-tables"
USAGES = "2025b/innolitics"

_CUT = re.compile(
    r"\b(?:in|is|is not|the|with|with the value|described by|other than|[Vv]alues?:?|see)$"
    r"|Required (?:if:?|as described in|as specified in) *(?:$|\n|May\b)"
)
"""The end of a sentence that lost a list or a reference; other projects' tables have neither."""


class Outcome(StrEnum):
    """Outcome of parsing a sentence."""

    DECIDABLE = "decidable"
    """The object decides the condition, at least in part."""
    OUTSIDE = "outside"
    """Classified as knowledge outside of the object."""
    PARTLY = "partly"
    """A part was not understood."""
    NOT = "not"


@frozen
class Reading:
    """A sentence with its expression."""

    text: str
    words: str
    expression: Expression
    kind: str

    @property
    def outcome(self) -> Outcome:
        """The outcome, from the unknown parts of the expression."""
        reasons = [*_reasons(self.expression)]
        if NOT_UNDERSTOOD in reasons:
            return Outcome.NOT if set(reasons) == {NOT_UNDERSTOOD} else Outcome.PARTLY
        return Outcome.DECIDABLE if None in reasons else Outcome.OUTSIDE


@frozen
class Corpus:
    """The conditions of an edition, and the names in them."""

    texts: tuple[str, ...]
    vocabulary: Vocabulary
    cut: bool = False
    """Whether the source has lost lists and references."""


def _reasons(expression: Expression) -> Iterator[str | None]:
    """Yield the reason of each unknown part, and None for each other part."""
    match expression:
        case And(parts) | Or(parts):
            for part in parts:
                yield from _reasons(part)
        case Not(part):
            yield from _reasons(part)
        case Unknown(reason):
            yield reason
        case _:
            yield None


def worded(facts: Any) -> Iterator[str]:
    """Yield the text of each condition in a model that is not resolved."""
    if isinstance(facts, Worded):
        if facts.needed or any(read_sentences(facts.words)):
            yield facts.words
    elif isinstance(facts, Terms | ItemCount) and isinstance(facts.condition, Worded):
        yield f"Required {facts.condition.words}"
    elif isinstance(facts, tuple):
        for each in facts:
            yield from worded(each)
    elif attrs.has(type(facts)):
        for field in attrs.fields(type(facts)):
            yield from worded(getattr(facts, field.name))


def from_docbook(place: Path) -> Corpus:
    """Read the conditions of the parts in a folder."""
    files = [place / f"part{number:02}.xml" for number in (3, 4, 6)]
    run = Run.of([Book(file) for file in files if file.is_file()], Report(), READERS)
    standard = execute(run, Step.READ).standard
    return Corpus(tuple(worded(standard)), vocabulary_of(standard))


def from_tables(place: Path, known: Vocabulary) -> Corpus:
    """Read the rows of `dicom_tables_part_*.json`, and names of `dicom_tags.json`."""
    texts = [
        row["comment"]
        for file in sorted(place.glob("dicom_tables_part_*.json"))
        for table in _content(file).values()
        for row in table["table_lines"]
        if "C" in row.get("required", "")
    ]
    texts += [
        usage
        for rows in _content(place / "dicom_iod.json").values()
        for row in rows
        for usage in _several(row["usage"])
        if usage.startswith("C")
    ]
    tags = _content(place / "dicom_tags.json")["main"]
    elements = [
        (f"({tag[2:6]},{tag[6:]})".upper().replace("X", "x"), row)
        for tag, row in tags.items()
    ]
    modules = {
        table["caption"].removesuffix(" Module Attributes")
        for tables in _content(place / "dicom_modules.json").values()
        for table in tables
        if table["caption"].endswith(" Module Attributes")
    }
    newer = Vocabulary.of(
        [(tag, row["keyword"], row["name"], row["vr"]) for tag, row in elements],
        {name: re.sub(r"\W", "", name) for name in modules},
        {},
        _content(place / "dicom_iod_class_uid.json"),
    )
    return Corpus(tuple(texts), _joined(newer, known), cut=True)


def from_usages(place: Path, known: Vocabulary) -> Corpus:
    """Read the usages of `ciod_to_modules.json` and `ciod_to_func_group_macros.json`."""
    texts = [
        row["conditionalStatement"]
        for name in ("ciod_to_modules", "ciod_to_func_group_macros")
        for row in json.loads((place / f"{name}.json").read_text("utf-8"))
        if row["conditionalStatement"]
    ]
    listed = json.loads((place / "modules.json").read_text("utf-8"))
    modules = {row["name"]: re.sub(r"\W", "", row["name"]) for row in listed}
    return Corpus(tuple(texts), _joined(Vocabulary.of((), modules, {}, {}), known))


def _content(file: Path) -> dict[str, Any]:
    """Return the table of a file beside its header."""
    content = json.loads(file.read_text("utf-8"))
    (name,) = content.keys() - {"header"}
    found = content[name]
    assert isinstance(found, dict)
    return found


def _several(usage: str | list[str]) -> list[str]:
    return [usage] if isinstance(usage, str) else usage


def _joined(newer: Vocabulary, known: Vocabulary) -> Vocabulary:
    """Join two vocabularies; the known one takes precedence."""
    names = [field.name for field in attrs.fields(Vocabulary)]
    return Vocabulary(
        **{name: {**getattr(newer, name), **getattr(known, name)} for name in names}
    )


def sentences(corpus: Corpus) -> dict[str, tuple[str, Sentence | None]]:
    """Return the sentences of conditions, by their words; None if a text has none."""
    found: dict[str, tuple[str, Sentence | None]] = {}
    for text in corpus.texts:
        if corpus.cut and _CUT.search(text):
            continue
        own = [each for each in read_sentences(text) if each.words]
        for each in own:
            if corpus.cut and _CUT.search(each.words):
                continue
            found.setdefault(" ".join(each.words.split()), (text, each))
        if not own and " " in text:
            found.setdefault(" ".join(text.split()), (text, None))

    return found


def readings(corpus: Corpus, without: Iterable[str] = ()) -> Iterator[Reading]:
    """Parse the sentences of a corpus, except those with the given words."""
    passed = set(without)
    for words, (text, sentence) in sentences(corpus).items():
        if words in passed:
            continue
        if sentence is None:
            yield Reading(text, "", Unknown(NOT_UNDERSTOOD), "no sentence")
        else:
            expression = read_sentence(sentence, corpus.vocabulary)
            tokens = read_tokens(sentence.words, corpus.vocabulary)
            kind = " ".join(token.type for token in tokens)
            yield Reading(text, sentence.words, expression, kind)


def main() -> None:
    """Print the counts of each edition, and sentences of an outcome on request."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("place", nargs="?", type=Path, default=folder())
    parser.add_argument("--list", dest="listed", type=Outcome, choices=[*Outcome])
    parser.add_argument("--sample", type=int, help="List this many sentences.")
    options = parser.parse_args()
    place: Path = options.place
    first = from_docbook(place / KNOWN)
    known = sentences(first)
    bundled = Lookup(editions.bundled()).vocabulary
    corpora = {
        KNOWN: first,
        **{name: from_docbook(place / name) for name in DOCBOOK},
        TABLES: from_tables(place / TABLES, bundled),
        USAGES: from_usages(place / USAGES, bundled),
    }
    for name, corpus in corpora.items():
        found = [*readings(corpus, () if corpus is first else known)]
        outcomes = Counter(each.outcome for each in found)
        counts = ", ".join(f"{outcomes[each]} {each}" for each in Outcome)
        print(f"{name}: {len(found)} sentences: {counts}")
        left = (each for each in found if each.outcome in (Outcome.NOT, Outcome.PARTLY))
        for kind, count in Counter(each.kind for each in left).most_common(10):
            print(f"  {count:4} {kind}")
        listed = [each for each in found if each.outcome is options.listed]
        if options.sample is not None:
            listed = random.Random(1).sample(listed, min(options.sample, len(listed)))
        for each in listed:
            print(f"  - {each.words or each.text}\n      {each.expression}")


if __name__ == "__main__":
    main()
