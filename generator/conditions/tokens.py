"""Tokenizer of the words of a condition.

Names are replaced by marks (`@3` an attribute, `#1` a module, `&2` a code), then verbs are
recognized by their spellings. Other words become prose, which the grammar parses as a part
that the object does not decide.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from attrs import define, field, frozen

from .idioms import IDIOMS
from .spellings import IGNORED, NOT_NAMES, NUMBERS, SECTIONS, SINGLE_WORDS, VERBS, WORDS
from .vocabulary import Vocabulary, folded


@frozen
class Token:
    """A token: its type in the grammar, and its value."""

    type: str
    value: object = None


TAG = re.compile(r"\(\s*([0-9A-Fa-fx]{4})\s*,\s*([0-9A-Fa-fx]{4})\s*\)")
NO_PREFIX = frozenset(
    (
        *("A", "All", "An", "And", "Any", "Attribute", "Attributes", "Both", "Either"),
        *("If", "Module", "Neither", "No", "Nor", "Not", "Only", "Or", "Sequence"),
        *("The", "Unless", "Value", "Values", "When"),
    )
)
"""Words with a capital letter that are not part of the attribute name after them."""

SMALL_WORDS = frozenset({"of", "to", "and", "for", "in"})
"""Words in small letters that occur within names."""

NAME_WORDS = 14
"""Maximum number of words of an attribute name."""

_WORD = re.compile(r"[A-Za-z0-9µ][\w'\u2019/-]*|\((?:[A-Z][a-z]+|for [^()]*)\)")
_UID = re.compile(r"\"?\b(1\.2(?:\.\d+){4,})\b\"?")
_CODE = re.compile(
    r"\(\s*(?P<value>[\w.^/{}\[\]-]+)\s*,\s*(?P<scheme>[A-Z][\w.-]*)\s*,\s*\"[^\"]*\"\s*\)"
)
_CODE_ID = re.compile(r"\b(?P<scheme>DCM|SCT)_(?P<value>\d+)\b")
_QUOTED = re.compile(r'"([^"]*)"')
_NAMED_UID = re.compile(
    r"(?:[A-Z][\w/-]*(?: [A-Z(][\w/)-]*| of| and| for)*,? )?\(?(?P<uids>[~]\d+)\)?(?: *\((?:[^()]|\([^()]*\))*\))?"
)
_REMARK = re.compile(r"\s*\((?!(?:if|unless|only|except)\b)(?![^()]*[@~&«#%])[^()]*\)")
_CAPITALS = re.compile(
    r"(?<![@#&%~\w])(?:[A-Z][A-Z0-9_]*|\d+[A-Z_][A-Z0-9_]*)(?:[ -](?:[A-Z][A-Z0-9_]*|[0-9])(?![\w'-]))*(?![\w'-])"
)


_MARK = re.compile(r"([@#%&~«])(\d+)")
_SECTION = re.compile(
    r"(?:the )?conditions in Section (?P<label>[\w.]+\d) ?are satisfied"
)
_NUMBER = re.compile(r"\d+(?:\.\d+)?(?![\w.]*[A-Za-z_])")
_ANY_WORD = re.compile(r"[\w'/.-]*\w")
_MENTIONS_GROUPS = re.compile(r"Macros?\b|Functional Groups?\b")
_NO_NAME = re.compile(r"[@#&%~«,;.]")
_NO_ATTRIBUTE = re.compile(r"Module|Macro|Functional Group|IOD\b|Storage")
_BLANKS = re.compile(r"\s+")


@define
class Marks:
    """The marks in a text, and the names they stand for."""

    text: str
    vocabulary: Vocabulary
    attributes: list[str] = field(factory=list)
    modules: list[str] = field(factory=list)
    groups: list[str] = field(factory=list)
    codes: list[tuple[str, str]] = field(factory=list)
    values: list[str] = field(factory=list)

    def run(self) -> None:
        """Replace all names in the text by marks."""
        self.text = _CODE.sub(self._code, self.text)
        self.text = _CODE_ID.sub(self._code, self.text)
        self._tagged()
        self.text = _UID.sub(lambda m: self._value(m[1], "~"), self.text)
        self.text = _NAMED_UID.sub(lambda m: f" {m['uids']} ", self.text)
        self.text = _QUOTED.sub(lambda m: self._value(m[1].strip(), "«"), self.text)
        self._named()
        self.text = _BLANKS.sub(" ", _REMARK.sub(" ", self.text)).strip()

    def _code(self, match: re.Match[str]) -> str:
        self.codes.append((match["value"], match["scheme"]))
        return f" &{len(self.codes) - 1} "

    def _value(self, text: str, mark: str) -> str:
        self.values.append(text)
        return f" {mark}{len(self.values) - 1} "

    def _attribute(self, keyword: str) -> str:
        self.attributes.append(keyword)
        return f" @{len(self.attributes) - 1} "

    def _tagged(self) -> None:
        """Replace "Name (gggg,eeee)"; the tag takes precedence if it is registered."""
        while match := TAG.search(self.text):
            tag = f"({match[1].upper()},{match[2].upper()})".replace("X", "x")
            before = self.text[: match.start()]
            words = [*_WORD.finditer(before)][-NAME_WORDS:]
            keyword = self.vocabulary.tags.get(tag)
            start = self._name_start(words, keyword)
            if keyword is None:
                name = folded(before[start:])
                keyword = self.vocabulary.names.get(name, "")
            mark = self._attribute(keyword) if keyword else " unregistered "
            self.text = f"{before[:start]}{mark}{self.text[match.end():]}"

    def _name_start(self, words: list[re.Match[str]], keyword: str | None) -> int:
        """Return the start of the name before a tag."""
        end = words[-1].end() if words else 0
        if not words:
            return 0
        text = words[0].string
        for word in words:  # the longest name in the dictionary
            name = folded(text[word.start() : end])
            if name in self.vocabulary.names:
                found = self.vocabulary.names[name]
                if (
                    keyword is None
                    or found == keyword
                    or " " in text[word.start() : end]
                ):
                    return self._first_capital(words, word, keyword)
        start = following = end
        for word in reversed(words):  # otherwise the capitalized words
            between = text[word.end() : following] if following != end else ""
            capital = word[0][0].isupper() or word[0] in ("2D", "3D")
            if between.strip() or not (capital or word[0] in SMALL_WORDS):
                break
            if word[0].isupper() and len(word[0]) > 3:
                break
            following = word.start()
            if capital:
                start = following
        return start

    def _first_capital(
        self, words: list[re.Match[str]], name: re.Match[str], keyword: str | None
    ) -> int:
        """Return the start of a name with the capitalized words printed before it."""
        start = name.start()
        if keyword is None:
            return start
        for word in reversed([each for each in words if each.start() < start]):
            adjacent = not word.string[word.end() : start].strip()
            if not adjacent or word[0] in NO_PREFIX or not word[0].istitle():
                break
            start = word.start()
        return start

    def _named(self) -> None:
        """Replace names of modules, macros and attributes without a tag."""
        words = [*_WORD.finditer(self.text)]
        pieces: list[str] = []
        done = 0
        index = 0
        while index < len(words):
            length, mark = self._name_at(words, index)
            if length:
                pieces.append(self.text[done : words[index].start()] + mark)
                done = words[index + length - 1].end()
            index += length or 1
        self.text = "".join(pieces) + self.text[done:]

    def _name_at(self, words: list[re.Match[str]], index: int) -> tuple[int, str]:
        """Return the number of words of the name at an index, and its mark."""
        if not (words[index][0][0].isupper() or words[index][0][0].isdigit()):
            return 0, ""
        for length in range(min(NAME_WORDS, len(words) - index), 0, -1):
            last = words[index + length - 1]
            text = self.text[words[index].start() : last.end()]
            name, after = folded(text), self.text[last.end() :].lstrip()
            if _NO_NAME.search(text) or text in NOT_NAMES:
                continue
            if after.startswith("Module") and name in self.vocabulary.modules:
                self.modules.append(self.vocabulary.modules[name])
                return length, f"#{len(self.modules) - 1}"
            if name in self.vocabulary.groups and self._speaks_of_groups(after):
                self.groups.append(self.vocabulary.groups[name])
                return length, f"%{len(self.groups) - 1}"
            if _NO_ATTRIBUTE.match(after):
                continue
            if name in self.vocabulary.sop_classes and length > 1:
                return length, self._value(self.vocabulary.sop_classes[name], "~")
            if name in self.vocabulary.names and (length > 1 or text in SINGLE_WORDS):
                return length, self._attribute(self.vocabulary.names[name]).strip()
        return 0, ""

    def _speaks_of_groups(self, after: str) -> bool:
        return _MENTIONS_GROUPS.search(after) is not None


def read_tokens(text: str, vocabulary: Vocabulary) -> list[Token]:
    """Return the tokens of a condition, with prose merged."""
    marks = Marks(text, vocabulary)
    marks.run()
    return [*_without_lists_of_names([*_merged(_scan(marks))])]


def _scan(marks: Marks) -> Iterator[Token]:
    text, position = marks.text, 0
    while position < len(text):
        token, position = _next(marks, text, position)
        if token is not None:
            yield token


def _next(marks: Marks, text: str, at: int) -> tuple[Token | None, int]:
    if text[at].isspace():
        return None, at + 1
    for pattern, meaning in IDIOMS:
        if match := pattern.match(text, at):
            return _idiom(marks, match, meaning), match.end()
    if mark := _MARK.match(text, at):
        return _marked(marks, mark[1], int(mark[2])), mark.end()
    if section := _SECTION.match(text, at):
        return Token("SECTION", section["label"]), section.end()
    for type_, pattern in VERBS:
        if match := pattern.match(text, at):
            value = match.groupdict().get("n", "")
            value = NUMBERS.get(value, value)
            return (
                Token("VALUE" if type_ == "NUMBER_WORD" else type_, value),
                match.end(),
            )
    for pattern in IGNORED:
        if match := pattern.match(text, at):
            return None, match.end()
    if number := _NUMBER.match(text, at):
        return Token("VALUE", number[0]), number.end()
    if capitals := _CAPITALS.match(text, at):
        return Token("VALUE", capitals[0]), capitals.end()
    word = _ANY_WORD.match(text, at)
    if word is None:
        return {",": Token("COMMA"), ";": Token("COMMA")}.get(text[at]), at + 1
    return Token(WORDS.get(word[0].lower(), "WORD"), word[0]), word.end()


def _idiom(marks: Marks, match: re.Match[str], meaning: str) -> Token | None:
    named = match.groupdict()
    if named:
        keywords = {name: marks.attributes[int(named[name])] for name in named}
        tags = {
            f"{name}_tag": marks.vocabulary.tag_of(keywords[name]) for name in named
        }
        meaning = meaning.format(**keywords, **tags)
    return Token("IDIOM", meaning) if meaning else None


def _marked(marks: Marks, kind: str, index: int) -> Token:
    if kind == "@":
        return Token("ATTRIBUTE", marks.attributes[index])
    if kind == "#":
        return Token("MODULE", marks.modules[index])
    if kind == "%":
        return Token("GROUP", marks.groups[index])
    if kind == "&":
        return Token("CODE", marks.codes[index])
    return Token("VALUE", marks.values[index])


def _merged(tokens: Iterator[Token]) -> Iterator[Token]:
    """Merge adjacent words, and commas with a following "and" or "or"."""
    last: Token | None = None
    for token in tokens:
        if last is None:
            last = token
            continue
        if last.type == "WORD" and token.type == "WORD":
            continue
        if last == token and token.type == "VALUE":  # a UID and its name
            continue
        if last.type == "AND" and token.type == "IF":
            last = Token("COMMA_AND")
            continue
        if last.type == "COMMA" and token.type in ("AND", "OR", "IF", "COMMA"):
            last = Token(
                {"AND": "COMMA_AND", "OR": "COMMA_OR"}.get(token.type, token.type)
            )
            continue
        if last.type in ("AND", "OR", "COMMA_AND", "COMMA_OR") and token.type == "IF":
            continue
        yield last
        last = token
    if last is not None and last.type != "COMMA":
        yield last


def _without_lists_of_names(tokens: list[Token]) -> Iterator[Token]:
    """Yield the tokens, with lists of attributes within prose as prose.

    In "not enough to identify A or B" the "or" does not begin another condition.
    """
    index = 0
    while index < len(tokens):
        yield tokens[index]
        in_prose = tokens[index].type == "WORD"
        index += 1
        if not in_prose:
            continue
        end = index
        while [t.type for t in tokens[end : end + 2]] in (_LISTED, _LISTED_BOTH):
            end += 2
        last = [t.type for t in tokens[end : end + 2]]
        if end > index and last in (["ATTRIBUTE"], ["ATTRIBUTE", "WORD"]):
            index = end + len(last)


_LISTED = ["ATTRIBUTE", "OR"]
_LISTED_BOTH = ["ATTRIBUTE", "AND"]


__all__ = ["SECTIONS", "Token", "read_tokens"]
