"""Lines of text with styles: as plain text, or in color and wrapped for a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

from ..findings.finding import Severity

Segment = tuple[str, str]
"""A text and its style."""

BOLD: Final = "bold"
DIM: Final = "dim"
CYAN: Final = "cyan"
STYLES: Final = {
    Severity.ERROR: "bold red",
    Severity.WARNING: "yellow",
    Severity.INFO: "dim",
}
"""Style of a severity. Names of styles are those of rich."""

_CODES: Final = {
    "bold": "1",
    "dim": "2",
    "cyan": "36",
    "bold red": "1;31",
    "yellow": "33",
}
"""Parameters of Select Graphic Rendition (ECMA-48 8.3.117), by style."""

_NARROW: Final = 40
"""Width below which lines are not wrapped."""


class Line(NamedTuple):
    """A line of a report."""

    segments: tuple[Segment, ...]
    hang: int = 0
    """Indent of its further lines if it is wrapped."""

    @property
    def plain(self) -> str:
        """The text without styles."""
        return "".join([text for text, _ in self.segments])


def line(*segments: Segment | str, hang: int = 0) -> Line:
    """Return a line of segments; a text is one without a style."""
    return Line(
        tuple(
            (each, "") if isinstance(each, str) else each for each in segments if each
        ),
        hang,
    )


class Layout(NamedTuple):
    """Width and color of written lines."""

    width: int | None = None
    """Number of columns of the terminal; None if lines are not wrapped."""
    color: bool = False

    def written(self, lines: Iterable[Line]) -> Iterator[str]:
        """Yield the lines as they are written."""
        for each in lines:
            fits = self.width is None or len(each.plain) <= self.width
            parts = [each.segments] if fits else _wrapped(each, self.width or 0)
            for segments in parts:
                if self.color:
                    yield "".join(_colored(text, style) for text, style in segments)
                else:
                    yield "".join([text for text, _ in segments]).rstrip()


def _colored(text: str, style: str) -> str:
    return f"\x1b[{_CODES[style]}m{text}\x1b[0m" if style and text else text


def _wrapped(whole: Line, width: int) -> Iterator[tuple[Segment, ...]]:
    """Yield the parts of a line, each after the first with a hanging indent.

    A line is broken at spaces; a longer word is not broken.
    """
    if width < _NARROW:
        yield whole.segments
        return
    current: list[Segment] = []
    used, start = 0, 0
    for text, style in whole.segments:
        for word in _words(text):
            if used > start and used + len(word.rstrip()) > width:
                yield tuple(current)
                current = [(" " * whole.hang, "")]
                used = start = whole.hang
                word = word.lstrip()
            current.append((word, style))
            used += len(word)
    yield tuple(current)


def _words(text: str) -> Iterator[str]:
    """Yield the words of a text, each with the spaces before it."""
    begin = 0
    for position in range(1, len(text)):
        if text[position] == " " and text[position - 1] != " ":
            yield text[begin:position]
            begin = position
    if text:
        yield text[begin:]
