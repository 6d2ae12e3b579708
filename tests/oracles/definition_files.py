"""Reader of another project's definition files of retired SOP classes.

A file has blocks `DEFINE <message> "name"`, each with the attributes of one message. An
attribute is `(0xTAG,TYPE,VR,VM[,KIND,values]) "name" [: condition]`; a sequence has the
attributes of its items in its parentheses.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from attrs import define, field, frozen

_BLOCK = re.compile(r"DEFINE\s+([A-Z-]+)(?:\s+\"([^\"]*)\")?(.*?)ENDDEFINE", re.S)
_COMMENT = re.compile(r"^\s*#.*$", re.M)
_SOP_CLASS = re.compile(r'SOPCLASS\s+"([^"]*)"\s+"[^"]*"')
_HEAD = re.compile(r"\(0x(\w{4})(\w{4}),\s*(\w+),\s*([\w/]+),\s*([\w:]+)\s*")
_WORD = re.compile(r'\s*(?:"([^"]*)"|([^\s|,()]+))')
_STRING = re.compile(r'\s*"([^"]*)"')
_CONDITION = re.compile(r'[ \t]*:[ \t]*("[^"]*"|[^\n]*)')
_MODULE = re.compile(r'MODULE\s+"([^"]*)"\s+[A-Z]')
_INCLUDE = re.compile(r'>*\s*INCLUDEMACRO\s+"([^"]*)"(?:[ \t]*:[^\n]*)?')
_SPACE = re.compile(r"[\s>]*")


@frozen
class Row:
    """One attribute, or the inclusion of a macro."""

    tag: str
    """"(0010,0010)"; empty for an inclusion."""
    type: str
    name: str
    kind: str = ""
    """"E" for enumerated values, "D" for defined terms."""
    values: tuple[str, ...] = ()
    condition: str = ""
    content: tuple[Row, ...] = ()
    module: str = ""
    sequence: bool = False


@frozen
class Message:
    """The attributes of a message of a SOP class."""

    name: str
    """"N-GET-RSP", or "MACRO"."""
    title: str
    sop_class: str
    rows: tuple[Row, ...]


def messages(file: Path) -> Iterator[Message]:
    """Yield the messages of a file, without those of the command sets."""
    text = _COMMENT.sub("", file.read_text("utf-8"))
    for block in _BLOCK.finditer(text):
        name, title, body = block.groups()
        sop_class = _SOP_CLASS.search(body)
        if title and (sop_class or name == "MACRO"):
            uid = sop_class[1] if sop_class else ""
            rows = tuple(_Reader(_SOP_CLASS.sub("", body)).rows())
            yield Message(name, title, uid, rows)


@define
class _Reader:
    text: str
    at: int = 0
    module: str = field(default="")

    def rows(self) -> Iterator[Row]:
        while True:
            self._skip(_SPACE)
            if found := self._take(_MODULE):
                self.module = found[1]
            elif found := self._take(_INCLUDE):
                yield Row("", "", found[1], module=self.module)
            elif found := self._take(_HEAD):
                yield self._row(found)
            else:
                return

    def _row(self, head: re.Match[str]) -> Row:
        group, element, type_, vr, _ = head.groups()
        kind = ""
        values: tuple[str, ...] = ()
        content: tuple[Row, ...] = ()
        self._skip(_SPACE)
        if self._at(","):
            self.at += 1
            self._skip(_SPACE)
            if vr == "SQ":
                content = tuple(self.rows())
                self._skip(_SPACE)
            else:
                kind, values = self._values()
        if not self._at(")"):
            raise ValueError(f"expected ')' at {self.text[self.at : self.at + 60]!r}")
        self.at += 1
        name = self._take(_STRING)
        condition = self._take(_CONDITION)
        return Row(
            tag=f"({group},{element})".upper().replace("X", "x"),
            type=type_,
            name=name[1] if name else "",
            kind=kind[:1],
            values=values,
            condition=condition[1].strip('"') if condition else "",
            content=content,
            module=self.module,
            sequence=vr == "SQ",
        )

    def _values(self) -> tuple[str, tuple[str, ...]]:
        kind = self._take(_WORD)
        values = []
        while True:
            self._skip(_SPACE)
            if self._at(",") or self._at("|"):
                self.at += 1
            word = None if self._at(")") else self._take(_WORD)
            if word is None:
                break
            values.append(word[1] if word[1] is not None else word[2])
        return (kind[2] if kind else ""), tuple(values)

    def _at(self, mark: str) -> bool:
        return self.text.startswith(mark, self.at)

    def _take(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        found = pattern.match(self.text, self.at)
        if found:
            self.at = found.end()
        return found

    def _skip(self, pattern: re.Pattern[str]) -> None:
        self._take(pattern)
