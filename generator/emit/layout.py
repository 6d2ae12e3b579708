"""Layout of generated source: the style of black, with lists of terms filled.

Templates write each statement, and each item of a list, on a line of its own. A long line is
split at its last pair of brackets, as black does; a test compares the layout with black's.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from .wrapping import WIDTH, wrapped

QUOTES: Final = '"""'

_TOKEN: Final = re.compile(r"""'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*\"|[][(){},#]""")
"""A string, a bracket, a comma, or the start of a comment."""
_IMPORT: Final = re.compile(r"(from \S+ import )([^(]+)")
_ASSIGNED_STRING: Final = re.compile(r'(\w+ = )("(?:[^"\\]|\\.)*")')
_CALL: Final = re.compile(r"\w\($")


def format_all(sources: Mapping[str, str]) -> dict[str, str]:
    """Format the files of a package.

    Args:
        sources: Texts by path. The lines of stubs and of data have their final length.
    """
    return {path: _formatted(path, text) for path, text in sources.items()}


def _formatted(path: str, text: str) -> str:
    if path.endswith(".py"):
        return wrapped(laid_out(text))
    return _without_gaps(text) if path.endswith(".pyi") else text


def _without_gaps(text: str) -> str:
    """Remove extra blank lines that templates leave in a stub."""
    return re.sub(r"\n{3,}", "\n\n", text).rstrip() + "\n"


def import_of(source: str, names: Iterable[str]) -> str:
    """Return an import statement on one line."""
    return f"from {source} import {', '.join(names)}"


def laid_out(source: str) -> str:
    """Split long lines, and put as many blank lines between statements as black."""
    return "\n".join(_spaced(_split(source.splitlines()))) + "\n"


def _split(lines: Iterable[str]) -> Iterator[str]:
    """Split long lines outside docstrings, comments and `# fmt: off`."""
    inside = kept = False
    for line in lines:
        code = line.lstrip()
        if code.startswith("# fmt: "):
            kept = code == "# fmt: off"
        quotes = line.count(QUOTES)
        if len(line) <= WIDTH or inside or kept or quotes or code.startswith("#"):
            yield line
        else:
            statement, comment = _without_comment(code)
            yield from _statement(line[: -len(code)], statement, comment)
        inside ^= quotes % 2 == 1


def _without_comment(code: str) -> tuple[str, str]:
    """Split a line into the code, and its comment with the blanks before it."""
    for token in _TOKEN.finditer(code):
        if token[0] == "#":
            statement = code[: token.start()].rstrip()
            return statement, code[len(statement) :]
    return code, ""


def _statement(indent: str, code: str, comment: str = "") -> Iterator[str]:
    """Yield the lines of a statement, or of an item with a comma at its end."""
    parts = None
    if len(indent) + len(code) + len(comment) > WIDTH:
        parts = _parts(code, WIDTH - len(indent) - 4)
    if parts is None:
        yield f"{indent}{code}{comment}"
        return
    yield f"{indent}{parts.head}"
    for line in parts.lines:
        yield from _statement(f"{indent}    ", line)
    yield f"{indent}{parts.tail}{comment}"


class _Parts(NamedTuple):
    """The parts of a statement that is split."""

    head: str
    """The text to an opening bracket."""
    lines: Sequence[str]
    """Statements between the brackets."""
    tail: str
    """The closing bracket, and what follows."""


def _parts(code: str, width: int) -> _Parts | None:
    """Split a statement; None if it has no part at which it can be split.

    Args:
        width: Length up to which the arguments of a call stay on one line.
    """
    if names := _IMPORT.fullmatch(code):
        return _Parts(f"{names[1]}(", [f"{n}," for n in names[2].split(", ")], ")")
    if string := _ASSIGNED_STRING.fullmatch(code):
        fits = len(string[2]) <= width
        return _Parts(f"{string[1]}(", [string[2]], ")") if fits else None
    start, commas, end = _last_brackets(code)
    if end - start < 2:
        return None
    head, body, tail = code[: start + 1], code[start + 1 : end], code[end:]
    if not commas or (_CALL.search(head) and len(body) <= width):
        return _Parts(head, [body], tail)
    starts, ends = (start, *commas), (*commas, end)
    items = [code[a + 1 : b].strip() for a, b in zip(starts, ends, strict=True)]
    return _Parts(head, [f"{item}," for item in items if item], tail)


def _last_brackets(code: str) -> tuple[int, list[int], int]:
    """Return the places of the last outer pair of brackets, and of commas between them."""
    depth, start, end = 0, -1, -1
    commas: list[int] = []
    for token in _TOKEN.finditer(code):
        if token[0] in "([{":
            if depth == 0:
                start, commas = token.start(), []
            depth += 1
        elif token[0] in ")]}":
            depth -= 1
            if depth == 0:
                end = token.start()
        elif token[0] == "," and depth == 1:
            commas.append(token.start())
    return start, commas, end


def _spaced(lines: Iterable[str]) -> Iterator[str]:
    """Yield lines with at most two blank lines between statements, one in a class.

    A class has that many before it, unless it is the first statement of another class.
    """
    before, blank, inside = "", 0, False
    for line in lines:
        if not line and not inside:
            blank += 1
            continue
        if before and not inside:
            most = 1 if line[0] == " " else 2
            if not line.lstrip().startswith("class "):
                yield from [""] * min(blank, most)
            elif not before.endswith(":"):
                yield from [""] * most
        yield line
        before, blank = line, 0
        inside ^= line.count(QUOTES) % 2 == 1
