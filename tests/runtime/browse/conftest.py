"""The pages of the bundled edition, written once."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping
from html.parser import HTMLParser
from pathlib import Path
from typing import NamedTuple

import pytest

from iodize import browse
from iodize.tables import editions

from ...sharing import once, shared_folder
from ..compare.conftest import edited as edited
from ..compare.conftest import original as original

VOID = frozenset({"input", "meta", "link", "br", "wbr"})


class Parsed(NamedTuple):
    """The contents of a page."""

    ids: list[str]
    links: list[tuple[str, str]]
    """Text and target; internal targets from the top of the folder."""
    text: str


class Reader(HTMLParser):
    """Reads a page, and checks that its elements are closed in reverse order."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.name = name
        self.open: list[str] = []
        self.ids: list[str] = []
        self.links: list[tuple[str, str]] = []
        self.text: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        if tag not in VOID:
            self.open.append(tag)
        if identifier := found.get("id"):
            self.ids.append(identifier)
        if target := found.get("href") or found.get("src"):
            self.links.append(("", self._resolved(target)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag, f"{self.name}: {tag} at {self.getpos()}"

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] == "a":
            self.links[-1] = (data, self.links[-1][1])
        self.text.append(data)

    def _resolved(self, target: str) -> str:
        if target.startswith("https:"):
            return target
        path, _, anchor = target.partition("#")
        folder = posixpath.dirname(self.name)
        path = posixpath.normpath(posixpath.join(folder, path)) if path else self.name
        return f"{path}#{anchor}" if anchor else path


def parse(folder: Path) -> Mapping[str, Parsed]:
    """Return the parsed pages of a folder, by address."""
    found = {}
    for path in folder.rglob("*.html"):
        name = path.relative_to(folder).as_posix()
        reader = Reader(name)
        reader.feed(path.read_text("utf-8"))
        reader.close()
        assert reader.open == [], name
        text = " ".join(" ".join(reader.text).split())
        found[name] = Parsed(reader.ids, reader.links, text)
    return found


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with the pages of the bundled edition, which no test changes."""
    folder = shared_folder(tmp_path_factory) / "site"

    def write() -> Path:
        browse.write(editions.bundled(), folder)
        return folder

    return once("site", tmp_path_factory, write)


@pytest.fixture(scope="session")
def pages(site: Path) -> Mapping[str, Parsed]:
    """Return the parsed pages by address."""
    return parse(site)
