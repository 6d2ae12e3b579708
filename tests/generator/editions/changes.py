"""Single changes of the standard's DocBook, as a new edition makes them.

Each change picks its place with a random generator, and returns a description; None if the
part has no such place.
"""

from __future__ import annotations

import copy
import random
from collections.abc import Callable, Iterator, Mapping
from typing import Final, TypeAlias

from lxml.etree import _Element

NS: Final = "{http://docbook.org/ns/docbook}"
ID: Final = "{http://www.w3.org/XML/1998/namespace}id"

TRIES: Final = 20
"""Random places to try for each change."""

Parts: TypeAlias = Mapping[int, _Element]
Change: TypeAlias = Callable[[Parts, random.Random], str | None]


# Places


def tables(root: _Element, *headings: str) -> list[_Element]:
    """Return the labelled tables with some headings."""
    return [
        table
        for table in root.iter(NS + "table")
        if table.get("label") and set(headings) <= set(columns(table))
    ]


def columns(table: _Element) -> list[str]:
    row = table.find(f"{NS}thead/{NS}tr")
    return [] if row is None else [text(cell) for cell in row]


def rows(table: _Element) -> list[_Element]:
    body = table.find(NS + "tbody")
    return [] if body is None else body.findall(NS + "tr")


def plain_rows(table: _Element) -> list[_Element]:
    """Return the rows with a cell of their own for each column."""
    width = len(columns(table))
    return [row for row in rows(table) if len(row) == width and not spans(row)]


def spans(row: _Element) -> bool:
    names = ("colspan", "rowspan")
    return any(cell.get(name, "1") != "1" for cell in row for name in names)


def text(element: _Element) -> str:
    words = "".join(map(str, element.itertext())).replace("\u200b", "")
    return " ".join(words.split())


def write(cell: _Element, words: str) -> None:
    """Replace the content of a cell by one paragraph."""
    for child in list(cell):
        cell.remove(child)
    cell.text = None
    paragraph = cell.makeelement(NS + "para", {})
    paragraph.text = words
    cell.append(paragraph)


def begin(cell: _Element, words: str) -> None:
    """Put words before the text of a cell."""
    for element in cell.iter():
        if element.text and element.text.strip():
            element.text = words + element.text
            return


def copied(element: _Element) -> _Element:
    """Return a copy without the identifiers of its content."""
    new = copy.deepcopy(element)
    for inner in new.iter():
        if inner is not new and (inner.get(ID) or "").startswith("para_"):
            del inner.attrib[ID]
    return new


def chosen(choices: list[_Element], rng: random.Random) -> _Element | None:
    return rng.choice(choices) if choices else None


def place_of(element: _Element) -> str:
    """Return the label of the table or section around an element."""
    places = element.iterancestors(NS + "table", NS + "section")
    return next((each.get("label", "") for each in places), "")


def attribute_row(
    parts: Parts, rng: random.Random, *headings: str, part: int = 3
) -> tuple[_Element, _Element] | None:
    """Return a table of attributes, and one of its plain rows."""
    every = [
        (table, row)
        for table in tables(parts[part], *headings)
        for row in plain_rows(table)
        if not text(row[0]).lstrip("> ").startswith("Include")
    ]
    return rng.choice(every) if every else None


def cell_of(table: _Element, row: _Element, heading: str) -> _Element:
    return row[columns(table).index(heading)]


# Names and numbers


def rename_edition(parts: Parts, rng: random.Random) -> str:
    for root in parts.values():
        subtitle = root.find(NS + "subtitle")
        assert subtitle is not None
        words = text(subtitle).split()
        place = next(n for n, word in enumerate(words) if word.startswith("PS3.")) + 1
        words[place] = "2031c"
        subtitle.text = " ".join(words)
    return "edition renamed"


def renumber_table(parts: Parts, rng: random.Random, part: int = 3) -> str | None:
    table = chosen(tables(parts[part]), rng)
    if table is None:
        return None
    old, new = table.get("label", ""), f"Z.{rng.randint(90, 99)}-{rng.randint(1, 99)}"
    table.set("label", new)
    retarget(parts, table.get(ID, ""), f"table_{new}")
    table.set(ID, f"table_{new}")
    return f"PS3.{part} table {old} renumbered {new}"


def renumber_service_table(parts: Parts, rng: random.Random) -> str | None:
    return renumber_table(parts, rng, 4)


def renumber_section(parts: Parts, rng: random.Random) -> str | None:
    every = [
        section
        for section in parts[3].iter(NS + "section")
        if section.get("label", "").startswith("C.")
        and not any(True for _ in section.iter(NS + "section") if _ is not section)
    ]
    section = chosen(every, rng)
    if section is None:
        return None
    old, new = section.get("label", ""), f"C.{rng.randint(90, 99)}.{rng.randint(1, 99)}"
    section.set("label", new)
    retarget(parts, section.get(ID, ""), f"sect_{new}")
    section.set(ID, f"sect_{new}")
    return f"section {old} renumbered {new}"


def retarget(parts: Parts, old: str, new: str) -> None:
    for root in parts.values():
        for name in ("linkend", "targetptr"):
            for reference in root.iterfind(f".//*[@{name}='{old}']"):
                reference.set(name, new)


def change_caption(parts: Parts, rng: random.Random) -> str | None:
    part = rng.choice([each for each in (3, 4) if each in parts])
    table = chosen(tables(parts[part]), rng)
    caption = None if table is None else table.find(NS + "caption")
    if table is None or caption is None or not caption.text:
        return None
    old = caption.text
    caption.text = rng.choice([old.upper(), f"  {old} ", old.replace(" ", "\u00a0")])
    return f"caption of {table.get('label')}: {old} -> {caption.text!r}"


def change_heading(parts: Parts, rng: random.Random) -> str | None:
    part = rng.choice([each for each in (3, 4, 6) if each in parts])
    table = chosen(tables(parts[part]), rng)
    if table is None or not columns(table):
        return None
    head = table.find(f"{NS}thead/{NS}tr")
    assert head is not None
    cell = rng.choice(list(head))
    old = text(cell)
    new = rng.choice([old.upper(), old.lower(), f" {old}  ", f"{old} (see Note)"])
    write(cell, new)
    return f"PS3.{part} {table.get('label')}: heading {old} -> {new!r}"


# Columns and rows


def add_column(parts: Parts, rng: random.Random) -> str | None:
    part = rng.choice([each for each in (3, 4, 6) if each in parts])
    table = chosen([t for t in tables(parts[part]) if columns(t)], rng)
    if table is None or any(map(spans, rows(table))):
        return None
    place = rng.randint(0, len(columns(table)))
    for row in table.iter(NS + "tr"):
        is_head = row.getparent() is not None and row.getparent().tag == NS + "thead"  # type: ignore[union-attr]
        cell = row.makeelement(NS + ("th" if is_head else "td"), {})
        write(cell, "Remarks" if is_head else "-")
        row.insert(place, cell)
    return f"PS3.{part} {table.get('label')}: a column added at {place}"


def move_column(parts: Parts, rng: random.Random) -> str | None:
    part = rng.choice([each for each in (3, 4, 6) if each in parts])
    table = chosen([t for t in tables(parts[part]) if len(columns(t)) > 2], rng)
    if table is None or any(map(spans, rows(table))):
        return None
    old, new = rng.sample(range(len(columns(table))), 2)
    for row in table.iter(NS + "tr"):
        if len(row) == len(columns(table)):
            cell = row[old]
            row.remove(cell)
            row.insert(new, cell)
    return f"PS3.{part} {table.get('label')}: column {old} moved to {new}"


def insert_row(parts: Parts, rng: random.Random) -> str | None:
    found = attribute_row(parts, rng, "Tag", "Type")
    if found is None:
        return None
    table, row = found
    new = copied(row)
    write(cell_of(table, new, "Type"), rng.choice(["1", "2", "3"]))
    write(new[0], "Patient Comments")
    write(cell_of(table, new, "Tag"), "(0010,4000)")
    row.addnext(new)
    return f"{table.get('label')}: Patient Comments inserted"


def delete_row(parts: Parts, rng: random.Random) -> str | None:
    part = rng.choice([each for each in (3, 4, 6) if each in parts])
    table = chosen([t for t in tables(parts[part]) if len(rows(t)) > 1], rng)
    if table is None:
        return None
    row = rng.choice(rows(table))
    if any(cell.get("rowspan", "1") != "1" for cell in row):
        return None
    parent = row.getparent()
    assert parent is not None
    parent.remove(row)
    return f"PS3.{part} {table.get('label')}: row deleted: {text(row)[:60]}"


def move_row(parts: Parts, rng: random.Random) -> str | None:
    part = rng.choice([each for each in (3, 4) if each in parts])
    table = chosen([t for t in tables(parts[part]) if len(plain_rows(t)) > 2], rng)
    if table is None:
        return None
    row, other = rng.sample(plain_rows(table), 2)
    other.addnext(row)
    return f"PS3.{part} {table.get('label')}: row moved: {text(row)[:60]}"


def make_conditional(parts: Parts, rng: random.Random) -> str | None:
    found = attribute_row(parts, rng, "Tag", "Type")
    if found is None:
        return None
    table, row = found
    write(cell_of(table, row, "Type"), "1C")
    description = row[len(row) - 1]
    paragraph = description.makeelement(NS + "para", {})
    paragraph.text = rng.choice(
        [
            "Required if Modality (0008,0060) is CT.",
            "Required if Patient ID (0010,0020) is present. May be present otherwise.",
            "Required if the moon is full and the sky is clear.",
            "Unless otherwise agreed, wanted.",
        ]
    )
    description.append(paragraph)
    return f"{table.get('label')}: {text(row[0])} is 1C: {paragraph.text}"


# New things


def clone(
    parts: Parts, rng: random.Random, caption_end: str, part: int = 3
) -> str | None:
    """Add a copy of a table, with a label and caption of its own."""
    every = []
    for table in tables(parts[part]):
        caption = table.find(NS + "caption")
        section = table.getparent()
        if caption is None or not text(caption).endswith(caption_end):
            continue
        if section is not None and section.tag == NS + "section":
            every.append(section)
    section = chosen(every, rng)
    if section is None:
        return None
    new = copied(section)
    number = rng.randint(100, 999)
    old = section.get("label", "")
    new.set("label", f"{old}.{number}")
    new.set(ID, f"sect_{old}.{number}")
    for element in new.iter():
        if element is not new and element.get(ID):
            element.set(ID, f"{element.get(ID)}_{number}")
        if element.tag in (NS + "table", NS + "section") and element is not new:
            element.set("label", f"{element.get('label')}{number}")
    for caption in new.iter(NS + "caption", NS + "title"):
        if caption.text and caption.getparent() is not None:
            caption.text = f"New {caption.text.strip()}"
    section.addnext(new)
    labels = [table.get("label", "") for table in new.iter(NS + "table")]
    return f"section {old} copied to {old}.{number}: tables {' '.join(labels)}"


def new_module(parts: Parts, rng: random.Random) -> str | None:
    return clone(parts, rng, "Module Attributes")


def new_macro(parts: Parts, rng: random.Random) -> str | None:
    return clone(parts, rng, "Macro Attributes")


def new_iod(parts: Parts, rng: random.Random) -> str | None:
    return clone(parts, rng, "IOD Modules")


def new_service_table(parts: Parts, rng: random.Random) -> str | None:
    return clone(parts, rng, "Attributes", 4)


def new_element(parts: Parts, rng: random.Random) -> str | None:
    table = chosen(tables(parts[6], "Tag", "Keyword", "VR", "VM"), rng)
    if table is None or not plain_rows(table):
        return None
    row = rng.choice(plain_rows(table))
    new = copied(row)
    vr = rng.choice(["LO", "OV", "SV", "QQ", "US or SS or QQ"])
    vm = rng.choice(["1", "1-n", "2-2n", "4-4", "n", "1-3n or 7", "one"])
    for heading, words in (
        ("Tag", "(0018,99A1)"),
        ("Name", "Brand New Value"),
        ("Keyword", "BrandNewValue"),
        ("VR", vr),
        ("VM", vm),
    ):
        write(cell_of(table, new, heading), words)
    row.addnext(new)
    return f"PS3.6: BrandNewValue {vr} {vm}"


def new_uid(parts: Parts, rng: random.Random) -> str | None:
    found = [t for t in tables(parts[6]) if "UID Value" in columns(t)]
    table = chosen(found, rng)
    if table is None or not plain_rows(table):
        return None
    row = rng.choice(plain_rows(table))
    new = copied(row)
    value = rng.choice(["1.2.840.10008.5.1.4.1.1.99.1", "1.2.840.10008.x", "1.2..3"])
    write(cell_of(table, new, "UID Value"), value)
    for heading in columns(table):
        if heading == "UID Name":
            write(cell_of(table, new, heading), "Brand New Storage")
        if heading == "UID Keyword":
            write(cell_of(table, new, heading), "BrandNewStorage")
    row.addnext(new)
    return f"PS3.6: UID {value}"


def new_sop_class(parts: Parts, rng: random.Random) -> str | None:
    table = chosen(tables(parts[4], "SOP Class Name", "SOP Class UID"), rng)
    if table is None or not plain_rows(table):
        return None
    row = rng.choice(plain_rows(table))
    new = copied(row)
    write(new[0], "Brand New Storage")
    write(cell_of(table, new, "SOP Class UID"), "1.2.840.10008.5.1.4.1.1.99.2")
    row.addnext(new)
    return "PS3.4: SOP class Brand New Storage 1.2.840.10008.5.1.4.1.1.99.2"


def new_status(parts: Parts, rng: random.Random) -> str | None:
    found = [t for t in tables(parts[4]) if any("Status Code" in c for c in columns(t))]
    table = chosen(found, rng)
    if table is None or not plain_rows(table):
        return None
    row = rng.choice(plain_rows(table))
    new = copied(row)
    heading = next(c for c in columns(table) if "Status Code" in c)
    code = rng.choice(["C3FF", "B00A", "01xx", "C3F", "see below"])
    write(cell_of(table, new, heading), code)
    row.addnext(new)
    return f"PS3.4 {table.get('label')}: status {code}"


# Values


def add_term(parts: Parts, rng: random.Random) -> str | None:
    found = chosen([*parts[3].iter(NS + "variablelist")], rng)
    entry = None if found is None else found.find(NS + "varlistentry")
    if found is None or entry is None:
        return None
    new = copied(entry)
    term = new.find(NS + "term")
    if term is None:
        return None
    for child in list(term):
        term.remove(child)
    term.text = "BRAND_NEW"
    entry.addnext(new)
    return f"{place_of(found)}: a term added"


def open_enumeration(parts: Parts, rng: random.Random) -> str | None:
    titles = [
        title
        for title in parts[3].iter(NS + "title")
        if "Enumerated Values" in (title.text or "")
    ]
    title = chosen(titles, rng)
    if title is None:
        return None
    title.text = (title.text or "").replace("Enumerated Values", "Defined Terms")
    return f"{place_of(title)}: an enumeration opened"


# Slips


def lose_dash(parts: Parts, rng: random.Random) -> str | None:
    found = [
        element
        for table in tables(parts[3], "Usage")
        for row in rows(table)
        for element in row[len(row) - 1].iter()
        if element.text and element.text.startswith("C - ")
    ]
    element = chosen(found, rng)
    if element is None:
        return None
    element.text = "C " + (element.text or "")[4:]
    return f"{place_of(element)}: dash lost: {element.text[:50]}"


def nest_deeper(parts: Parts, rng: random.Random) -> str | None:
    found = attribute_row(parts, rng, "Tag", part=rng.choice([3, 4]))
    if found is None:
        return None
    table, row = found
    begin(row[0], rng.choice([">", ">>", "> > >"]))
    return f"{table.get('label')}: nested deeper: {text(row[0])}"


def misprint_tag(parts: Parts, rng: random.Random) -> str | None:
    found = attribute_row(parts, rng, "Tag", part=rng.choice([3, 4]))
    if found is None:
        return None
    table, row = found
    new = rng.choice(["(0010,00Z0)", "0010,0020", "(FFFF,1234)", "", "(0010, 0020)"])
    write(cell_of(table, row, "Tag"), new)
    return f"{table.get('label')}: tag of {text(row[0])} is {new!r}"


def misprint_type(parts: Parts, rng: random.Random) -> str | None:
    found = attribute_row(parts, rng, "Tag", "Type")
    if found is None:
        return None
    table, row = found
    new = rng.choice(["4", "1c", "", "1C/2C", "See text"])
    write(cell_of(table, row, "Type"), new)
    return f"{table.get('label')}: type of {text(row[0])} is {new!r}"


def lose_table(parts: Parts, rng: random.Random) -> str | None:
    """Remove a table that others may include."""
    table = chosen(tables(parts[3], "Tag", "Type"), rng)
    if table is None:
        return None
    parent = table.getparent()
    assert parent is not None
    parent.remove(table)
    return f"table {table.get('label')} lost"


def misprint_usage(parts: Parts, rng: random.Random) -> str | None:
    found = attribute_row(parts, rng, "Usage")
    if found is None:
        return None
    table, row = found
    new = rng.choice(["Q", "M or U", "", "C", "U - for users"])
    write(cell_of(table, row, "Usage"), new)
    return f"{table.get('label')}: usage of {text(row[0])} is {new!r}"


CHANGES: Final[tuple[Change, ...]] = (
    rename_edition,
    renumber_table,
    renumber_service_table,
    renumber_section,
    change_caption,
    change_heading,
    add_column,
    move_column,
    insert_row,
    delete_row,
    move_row,
    make_conditional,
    new_module,
    new_macro,
    new_iod,
    new_service_table,
    new_element,
    new_uid,
    new_sop_class,
    new_status,
    add_term,
    open_enumeration,
    lose_dash,
    nest_deeper,
    misprint_tag,
    misprint_type,
    lose_table,
    misprint_usage,
)


def changed(
    parts: Parts, changes: Iterator[Change] | list[Change], rng: random.Random
) -> list[str]:
    """Make changes, and return the descriptions of those that had a place."""
    made = []
    for change in changes:
        attempts = (change(parts, rng) for _ in range(TRIES))
        done = next((each for each in attempts if each is not None), None)
        if done is not None:
            made.append(done)
    return made
