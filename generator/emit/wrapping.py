"""Layout beside that of black: wraps long conditions, fills lists of terms."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

WIDTH: Final = 88

_LITERAL: Final = r"""'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*\""""
_LONG: Final = re.compile(rf"^( +)(\w+=)?({_LITERAL})(,?)$", re.MULTILINE)
"""A literal on a line of its own, optionally as a keyword argument."""
_TERMS: Final = re.compile(
    rf"((?:enumerated|defined)\(\n|^ +\w+ = \(\n)((?: +(?:{_LITERAL}),\n){{2,}})"
    r"|^(from \S+ import \(\n)((?:    \w+,\n){2,})",
    re.MULTILINE,
)
"""Leading strings of a list of values or a tuple, or imported names: one per line."""
_CLAUSE: Final = re.compile(r"(?= and | or )")
_ITEM: Final = re.compile(r"(?<=,)(?= )")


def wrapped(source: str) -> str:
    """Wrap the long conditions and fill the lists of terms in source."""
    return _LONG.sub(_split, _TERMS.sub(_fill, source))


def filled(texts: Iterable[str], width: int) -> Iterator[str]:
    """Fill lines with texts, separated and ended by commas."""
    line = ""
    for text in texts:
        longer = f"{line} {text}," if line else f"{text},"
        if line and len(longer) > width:
            yield line
            longer = f"{text},"
        line = longer
    if line:
        yield line


def _fill(match: re.Match[str]) -> str:
    start, text = (group for group in match.groups() if group is not None)
    lines = text.splitlines()
    indent = lines[0][: -len(lines[0].lstrip())]
    terms = [line.strip().removesuffix(",") for line in lines]
    wide = filled(terms, WIDTH - len(indent))
    return start + "".join(f"{indent}{line}\n" for line in wide)


def _split(match: re.Match[str]) -> str:
    indent, keyword, literal, comma = match.groups(default="")
    if len(match[0]) <= WIDTH:
        return match[0]
    inner = f"{indent}    " if keyword else indent
    quote, text = literal[0], literal[1:-1]
    pieces = _pieces(text, WIDTH - len(inner) - len(comma) - 2)
    lines = "\n".join(f"{inner}{quote}{piece}{quote}" for piece in pieces)
    if not keyword:
        return f"{lines}{comma}"
    return f"{indent}{keyword}(\n{lines}\n{indent}){comma}"


def _pieces(text: str, width: int) -> Iterator[str]:
    """Split a condition before `and` and `or`, or after a comma if that is too long."""
    parts: list[str] = []
    for clause in _CLAUSE.split(text):
        parts += [clause] if len(clause) <= width else _ITEM.split(clause)
    piece = ""
    for part in parts:
        if piece and len(piece) + len(part) > width:
            yield piece
            piece = ""
        piece += part
    yield piece
