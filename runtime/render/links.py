"""Links from references to the web pages of the standard."""

from __future__ import annotations

import re
from functools import cache

_REFERENCE = re.compile(
    r"PS3\.(?P<part>\d+)(?!-\d{4})"
    r"(?: (?P<section>[A-Z](?![a-z])[\w.]*|\d[\w.]*))?"
    r"(?: Table (?P<table>[\w.-]+))?"
    r"(?:.*\b(?P<paragraph>para_[0-9a-f-]+))?"
)
_WEB = "https://dicom.nema.org/medical/dicom"
_EDITION = re.compile(r"20\d\d[a-e]")

_WITH_PART = frozenset(
    {"A.75-1", "A.75-2", "C.7.6.24-1", "C.7.6.25-1", "C.8.32-1", "C.8.32-2", "C.8.32-3"}
)
"""Tables of PS3.3 with the part in their anchors: table_PS3.3_A.75-1, in 2023a."""


def standard(edition: str) -> str:
    """Return the URL of an edition; of the current one if it is not published as HTML."""
    known = _EDITION.fullmatch(edition) is not None
    return f"{_WEB}/{edition if known else 'current'}/output/html/part01.html"


@cache
def link(reference: str, edition: str, paragraph: str = "") -> str:
    """Return the URL of a reference.

    The URL is that of the paragraph, or else the table, or else the section. It is empty
    if the reference is not to the standard, or if the edition is not published as HTML.

    Args:
        reference: "PS3.3 C.7.3.1 Table C.7-5a".
        edition: "2023a".
        paragraph: Anchor of a row in the table of the reference.
    """
    found = _REFERENCE.match(reference)
    if found is None or _EDITION.fullmatch(edition) is None:
        return ""
    page = f"{_WEB}/{edition}/output/html/part{int(found['part']):02}.html"
    if paragraph := paragraph or found["paragraph"]:
        return f"{page}#{paragraph}"
    if found["table"]:
        with_part = found["part"] == "3" and found["table"] in _WITH_PART
        return f"{page}#table_{'PS3.3_' if with_part else ''}{found['table']}"
    section = found["section"]
    if section is None:
        return page
    kind = "sect" if "." in section else "chapter"
    return f"{page}#{kind}_{section}"
