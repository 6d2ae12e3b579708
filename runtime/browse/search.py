"""The index of the search, as a script: pages opened as files cannot load JSON."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Final

from .page import Page

ADDRESS: Final = "search.js"


def index(pages: Iterable[Page]) -> str:
    """Return a script that defines the index.

    It has the entries by kind and folder. An entry is a line of name, keyword, place and
    the rest of the address, separated by tabs. The rest is left out if it is the keyword
    and ".html"; after "#" the keyword is left out, and after "#@" the place.
    """
    found: dict[tuple[str, str], list[str]] = {}
    for page in pages:
        folder, slash, file = page.address.rpartition("/")
        if page.label:
            rest = "" if file == f"{page.keyword}.html" else file
            line = "\t".join((page.name, page.keyword, page.place, rest)).rstrip("\t")
            found.setdefault((page.label, folder + slash), []).append(line)
        for one in page.found:
            end = {one.keyword: "", one.place: "@"}.get(one.anchor, one.anchor)
            line = "\t".join((one.name, one.keyword, one.place, f"{file}#{end}"))
            found.setdefault((one.label, folder + slash), []).append(line)
    kinds = [
        [label, folder, "\n".join(lines)] for (label, folder), lines in found.items()
    ]
    return f"window.iodizeIndex = {json.dumps(kinds, ensure_ascii=False)};\n"
