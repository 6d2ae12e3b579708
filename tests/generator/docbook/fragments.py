"""Parts of a standard made of a few sections, for one test each."""

from __future__ import annotations

from pathlib import Path

from iodize.generator.docbook.xml.book import Book

_PART = """<book xmlns="http://docbook.org/ns/docbook" xml:lang="en">
<subtitle>DICOM PS3.3 2020a - Demo</subtitle>
<chapter label="C" xml:id="chapter_C"><title>Demo</title>{sections}</chapter>
</book>"""


def book_of(folder: Path, *sections: str) -> Book:
    """Return a part that consists of sections."""
    path = folder / "part03.xml"
    path.write_text(_PART.format(sections="".join(sections)), "utf-8")
    return Book(path)


def section(label: str, title: str, *content: str) -> str:
    inside = "".join(content)
    return (
        f'<section label="{label}" xml:id="sect_{label}"><title>{title}</title>'
        f"{inside}</section>"
    )


def para(text: str) -> str:
    return f"<para>{text}</para>"


def listing(title: str, *terms: str) -> str:
    entries = "".join(
        f"<varlistentry><term>{term}</term><listitem><para/></listitem></varlistentry>"
        for term in terms
    )
    return f"<variablelist><title>{title}</title>{entries}</variablelist>"
