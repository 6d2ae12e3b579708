"""The project holds facts of the standard, and none of its sentences."""

from __future__ import annotations

import ast
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest
from lxml import etree

WORDS = 8
"""A sentence of the standard has at least so many words; shorter ones are names."""

LABEL_WORDS = 5
"""Maximum number of words of a value and its label: one and four."""

TEXTS = (".py", ".pyi", ".xml", ".rng", ".jinja", ".md", ".toml", ".json", ".txt")
FOLDERS = ("generated", "standard_xml", "runtime", "generator", "docs", "tests")

PARTS = {"2023a": (3, 4, 6), "2022d": (3, 4, 6), "2025e": (7,)}

_WORD = re.compile(r"[^\W_]+")
_ALWAYS = re.compile(
    r"\b(?:required (?:if|when|unless)|(?:shall|may|should|must) (?:not )?(?:be|have)"
    r"|shall (?:not )?[a-z]+|see section|is defined)\b",
    re.IGNORECASE,
)
_TELLING = re.compile(
    r"\b(?:is|are|was|were|has|have|may|if|when|whether|which|that|this|these|will|can"
    r"|does|contains|specifies|describes|identifies|indicates|defines|used)\b"
)
"""Small letters only: IS and AT are value representations."""


def words(text: str) -> list[str]:
    return _WORD.findall(text.lower())


NAMES = frozenset({"Error: Data Set does not match SOP Class"})
"""Titles that look like sentences: a status of PS3.7 C.5.2."""


def is_sentence(text: str) -> bool:
    """Whether a text is a sentence, as opposed to a name."""
    if text in NAMES:
        return False
    count = len(text.split())
    if count > LABEL_WORDS and _ALWAYS.search(text):
        return True
    return count >= WORDS and _TELLING.search(text) is not None


class TestDetector:
    @pytest.mark.parametrize(
        "text",
        [
            "Required if the demo image was taken at night",
            "May be present otherwise only if the demo image has a frame.",
            "Shall be zero when it is dark.",
            "The name of the machine that took the image for the demo.",
            "One or more people who were in the room when it happened",
            "Whether or not the lossy demo was shown twice in a row.",
        ],
    )
    def test_a_sentence_is_found(self, text: str) -> None:
        assert is_sentence(text)

    @pytest.mark.parametrize(
        "text",
        [
            "Photometric Interpretation",
            "Issuer of Admission ID Sequence",
            "JPEG 2000 Part 2 Multi-component Image Compression (Lossless Only)",
            "Patient's Sex: CS 1. M male, F female, O other.",
            "Multi-frame Functional Groups Module: PS3.3 C.7.6.16, Table C.7.6.16-1.",
            "1.2.840.10008.5.1.4.1.1.2",
        ],
    )
    def test_a_name_is_none(self, text: str) -> None:
        assert not is_sentence(text)


def test_no_attribute_of_the_facts_is_a_sentence(root: Path) -> None:
    for file in (root / "standard_xml").glob("*/*.xml"):
        for element in etree.parse(file).iter("*"):
            found = [v for v in element.attrib.values() if is_sentence(str(v))]
            assert found == [], file
            assert not (element.text or "").strip(), f"{file}: text in <{element.tag}>"


@pytest.mark.source
def test_no_string_of_the_generated_code_is_a_sentence(root: Path) -> None:
    """The templates have sentences of our own; what they lay out has none."""
    templates = root / "generator" / "emit"
    own = " ".join(
        " ".join(words(file.read_text("utf-8")))
        for file in [*templates.rglob("*.jinja"), *templates.glob("*.py")]
    )

    for file in (root / "generated").rglob("*.py"):
        for text in _strings(file):
            for part in re.split(r"(?<=[.,])\s+", text):
                ours = " ".join(words(part)) in own
                assert ours or not is_sentence(part), f"{file}: {part}"


def _strings(file: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield " ".join(node.value.split())


Sentences = dict[tuple[str, ...], list[list[str]]]
"""Sentences, as words, by the first of their words."""


@pytest.fixture(scope="module")
def sentences(real_docbook: Path) -> Sentences:
    """Sentences of the standard in paragraphs, without headings and captions."""
    found: Sentences = defaultdict(list)
    for edition, numbers in PARTS.items():
        for number in numbers:
            file = real_docbook / edition / f"part{number:02}.xml"
            for sentence in _sentences(file):
                found[tuple(sentence[:WORDS])].append(sentence)
    return found


def _sentences(file: Path) -> Iterator[list[str]]:
    namespace = "{http://docbook.org/ns/docbook}"
    for _, para in etree.iterparse(file, tag=f"{namespace}para", huge_tree=True):
        parent = para.getparent()
        if parent is not None and parent.tag == f"{namespace}th":
            continue
        text = "".join(map(str, para.itertext())).replace("\u200b", "")
        for part in re.split(r"(?<=[.;:!?])\s+", text):
            found = words(part)
            if len(found) >= WORDS and is_sentence(part):
                yield found


def files_of(root: Path) -> Iterator[Path]:
    yield from root.glob("*.md")
    for folder in FOLDERS:
        for file in (root / folder).rglob("*"):
            if file.suffix in TEXTS and file.is_file():
                yield file


def quoted(text: str, sentences: Sentences) -> Iterator[str]:
    """Yield the sentences of the standard in a text."""
    found = words(text)
    for start in range(len(found) - WORDS + 1):
        for sentence in sentences.get(tuple(found[start : start + WORDS]), ()):
            if found[start : start + len(sentence)] == sentence:
                yield " ".join(sentence)


def test_a_quotation_is_found_across_lines_and_marks(sentences: Sentences) -> None:
    sentence = next(s for group in sentences.values() for s in group if len(s) > 12)
    lines = f'# {" ".join(sentence[:6]).upper()}\n#  {", ".join(sentence[6:])}.\nEnd'

    assert " ".join(sentence) in [*quoted(lines, sentences)]
    assert [
        *quoted("a project that contains only facts of the demo standard", sentences)
    ] == []


@pytest.mark.source
def test_no_file_quotes_the_standard(root: Path, sentences: Sentences) -> None:
    assert len(sentences) > 15_000

    found = {
        f"{file.relative_to(root)}: {sentence}"
        for file in files_of(root)
        for sentence in quoted(file.read_text("utf-8", errors="replace"), sentences)
    }

    assert sorted(found) == []
