"""Prose of the project is plain English: a list of mannered phrases must not occur in it.

The patterns apply to comments, docstrings, string literals, documentation and templates.
They do not apply to names.
"""

from __future__ import annotations

import ast
import io
import re
import tokenize
from collections.abc import Iterator
from pathlib import Path
from typing import Final, NamedTuple

import pytest

pytestmark = pytest.mark.source

ROOT: Final = Path(__file__).resolve().parent.parent

FOLDERS: Final = ("runtime", "generator", "tests", "benchmarks")
"""Folders of code; `generated` follows from the generator."""
DOCUMENTS: Final = (
    "docs/**/*.md",
    "README.md",
    "CONTRIBUTING.md",
    "changelog.d/*.md",
    "generator/**/*.jinja",
)
EXEMPT: Final = (
    "tests/golden",  # follows from the generator
    "tests/test_plain_english.py",  # quotes the phrases
)
"""Folders and files that the rules do not apply to."""


class Phrase(NamedTuple):
    """A mannered phrase."""

    pattern: str
    """Regular expression; case is significant."""
    instead: str
    """Advice for the author."""
    caught: str
    """Example of a text with the phrase."""
    plain: str
    """Example of a similar text without it."""
    docstrings: bool = False
    """Whether the pattern applies only to the beginning of docstrings."""


PHRASES: Final = (
    # Negated nouns. "There is no value" and "no longer" are plain.
    Phrase(
        r"(?<!\b[Tt]here )\b(?:is|are|was|were) no"
        r" (?!longer\b|more\b|less\b|fewer\b|greater\b|higher\b|later\b|earlier\b)[a-z]",
        "is not a ...",
        "20230230 is no day of the calendar",
        "there is no value, or it is no longer valid",
    ),
    Phrase(
        r"(?<!\b[Tt]here )\b(?:is|are|was|were) none\b(?! of\b)",
        "is not a ...",
        "has the characters of a date and is none",
        "None if there is none",
    ),
    Phrase(
        r"\b(?:nothing|anything|everything|all|none) but\b|\bbut for\b",
        "only, except",
        "a checkout that holds nothing but facts",
        "a checkout that contains only facts, but not snapshots",
    ),
    Phrase(
        r"\b(?:has|have|had) nothing to\b",
        "does not ...",
        "the reactor has nothing to handle",
        "there is nothing to send",
    ),
    # Indefinite persons and clauses as subjects
    Phrase(
        r"\b[Nn]obody\b|\b[Nn]o one\b",
        "passive voice, or the subject",
        "List the keys, and ask nobody.",
        "List the keys and exit without querying.",
    ),
    Phrase(
        r"\b[Ww]h(?:o|at|ich|ere)ever\b",
        "any, every, regardless of",
        "Checks never raise, whatever bytes they get.",
        "Checks do not raise for any bytes.",
    ),
    Phrase(
        r"(?:What|Who|Whose|Which|How|Where)\b(?!.*\?$)",
        "begin with the noun",
        "What a new object needs without being given it.",
        "Default values: UIDs, dates and times.",
        docstrings=True,
    ),
    Phrase(
        r"(?:Return|Yield|Note|Give) (?:what|which|how|who|where|when)\b",
        "name the returned value",
        "Return what is required here.",
        "Return the requirement of a row.",
        docstrings=True,
    ),
    # Verbs of speech, of things that do not speak
    Phrase(
        r"\b(?:told|tells?|telling)\b",
        "state, report, determine, decide",
        "what goes wrong is told to the handler",
        "the error is passed to the handler",
    ),
    Phrase(
        r"(?<!-)\b(?:asks?|asked|asking)\b",  # not in codes of findings
        "require, request, query",
        "which part asks for each attribute",
        "the part that requires each attribute",
    ),
    Phrase(
        r"\b(?:says?|said|saying)\b",
        "state, contain, show",
        "the section says that it is required",
        "the section states that it is required",
    ),
    Phrase(
        r"\b(?:heard|hears?|speaks?|spoken|believed?|believes)\b",
        "receive, use, trust",
        "Nobody is believed.",
        "Input is untrusted.",
    ),
    Phrase(
        r"\bknows? (?:no|nothing|neither|of)\b",
        "does not support, is not in",
        "no arc that the standard knows of",
        "type checkers know the keywords",
    ),
    # Places and searches. "`@` stands for an attribute" is plain.
    Phrase(
        r"\b(?:stands?|stood|standing) (?:in|on|by|at|below|above|beside|alone|under)\b",
        "is in, follows, is based on",
        "the values stand in another section",
        "`@` stands for an attribute",
    ),
    Phrase(
        r"\blook(?:s|ed|ing)? for\b",
        "search",
        "where an attribute is looked for",
        "the items in which an attribute is searched",
    ),
    # Archaisms
    Phrase(
        r"\b(?:lest|thereof|therein|wherein|whereof|hitherto)\b",
        "current words",
        "lest the bytes be lost",
        "so that bytes are not lost",
    ),
)
"""Phrases that must not occur, with advice and with an example of both sides."""

ALLOWED: Final = {
    "generator/conditions/spellings.py": (
        "all but the last Item",  # wording of conditions in the standard
    ),
    "tests/generator/docbook/values/test_statements.py": (
        "unless the demo says so",  # a made-up condition, which must not be understood
    ),
    "tests/generator/emit/test_filters.py": ('say "cheese"',),  # a text with quotes
}
"""Texts with a phrase that are allowed in a file."""


_CODE_BLOCK: Final = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)


class Prose(NamedTuple):
    """A comment, a docstring, a string literal, or a document."""

    line: int
    text: str
    docstring: bool = False


def prose(path: Path) -> Iterator[Prose]:
    """Yield the prose of a file."""
    source = path.read_text("utf-8")
    if path.suffix != ".py":
        yield Prose(
            1, _CODE_BLOCK.sub(lambda block: "\n" * block[0].count("\n"), source)
        )
        return
    tree = ast.parse(source)
    docstrings = {
        id(statement.value)
        for node in ast.walk(tree)
        if isinstance(body := getattr(node, "body", None), list)
        for statement in body
        if isinstance(statement, ast.Expr)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield Prose(node.lineno, node.value, id(node) in docstrings)
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        if token.type == tokenize.COMMENT:
            yield Prose(token.start[0], token.string)


def phrases_in(text: str, *, docstring: bool) -> Iterator[tuple[Phrase, int]]:
    """Yield the phrases in a text, with their positions."""
    for phrase in PHRASES:
        if not phrase.docstrings:
            for match in re.finditer(phrase.pattern, text):
                yield phrase, match.start()
        elif docstring and re.match(phrase.pattern, text.strip().partition("\n")[0]):
            yield phrase, 0


def files() -> Iterator[Path]:
    for folder in FOLDERS:
        yield from sorted((ROOT / folder).rglob("*.py"))
    for pattern in DOCUMENTS:
        yield from sorted(ROOT.glob(pattern))


def is_excluded(path: Path) -> bool:
    return any(path.is_relative_to(ROOT / each) for each in EXEMPT)


@pytest.mark.parametrize("phrase", PHRASES, ids=lambda each: each.instead)
def test_pattern_catches_its_phrase_only(phrase: Phrase) -> None:
    assert phrase in dict(phrases_in(phrase.caught, docstring=True))
    assert phrase not in dict(phrases_in(phrase.plain, docstring=True))


def test_patterns_at_the_beginning_apply_to_docstrings_only() -> None:
    assert [*phrases_in("Which series is it", docstring=True)]
    assert not [*phrases_in("Which series is it", docstring=False)]


def test_all_kinds_of_prose_are_found(tmp_path: Path) -> None:
    file = tmp_path / "module.py"
    file.write_text('"""A."""\nx = f"b {1}"  # c\n"""D."""\n', "utf-8")

    found = [(each.line, each.text, each.docstring) for each in prose(file)]
    assert sorted(found) == [
        (1, "A.", True),
        (2, "# c", False),
        (2, "b ", False),
        (3, "D.", True),
    ]


def test_code_blocks_of_documents_are_skipped(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("Text.\n```python\nasked = 1\n```\nMore.\n", "utf-8")

    assert [each.text for each in prose(page)] == ["Text.\n\n\n\nMore.\n"]


def test_prose_is_plain() -> None:
    found = []
    checked = [path for path in files() if not is_excluded(path)]
    for path in checked:
        name = path.relative_to(ROOT).as_posix()
        for each in prose(path):
            text = each.text
            for allowed in ALLOWED.get(name, ()):
                text = text.replace(allowed, "")
            for phrase, start in phrases_in(text, docstring=each.docstring):
                line = each.line + text.count("\n", 0, start)
                excerpt = text[start : start + 40].partition("\n")[0]
                found.append(f"{name}:{line}: {excerpt!r}: {phrase.instead}")

    assert len(checked) > 500
    assert found == []


@pytest.mark.parametrize("name", ALLOWED)
def test_allowed_text_occurs(name: str) -> None:
    texts = [each.text for each in prose(ROOT / name)]
    assert all(any(allowed in text for text in texts) for allowed in ALLOWED[name])
