"""IODs, modules and other tables of attributes as trees for a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from typing import Any, Final

from rich.console import RenderableType
from rich.text import Text
from rich.tree import Tree

from ..export.tags import printed
from .rows import Include, Row
from .subjects import TITLES

INLINE_TERMS: Final = 40
"""Characters of the longest list of values that is shown on the line of its attribute."""
FEW_IODS: Final = 3
"""Number of IODs up to which the uses of an attribute list them by name."""

STYLES: Final = {
    "1": "bold red",
    "1C": "red",
    "2": "bold yellow",
    "2C": "yellow",
    "M": "bold red",
    "C": "yellow",
    "R": "bold yellow",
}
"""Styles by type of an attribute, usage of a module or matching of a key. Optional ones
have none."""

OPEN: Final = {
    "functional_groups": "the functional groups of the IOD",
    "record_keys": "the keys of the record's type",
    "attributes": "other attributes",
}
"""Items of a sequence that no row of a table lists."""

Facts = Mapping[str, Any]
"""The facts of a card: see `iodize.show.cards`."""


def iod_tree(facts: Facts, expand: bool) -> RenderableType:
    """Return an IOD as a tree of its entities and modules."""
    tree = Tree(_title(facts))
    if facts["sop_classes"]:
        classes = tree.add("SOP classes")
        for uid, name in zip(
            facts["sop_classes"], facts["sop_class_names"], strict=True
        ):
            classes.add(Text.assemble(f"{name}  ", (uid, "dim")))
    for entity, uses in groupby(facts["modules"], key=lambda use: use["entity"]):
        branch = tree.add(Text(entity, "bold")) if entity else tree
        _add_uses(branch, uses, expand)
    if facts["functional_groups"]:
        label = f"Functional groups, Table {facts['functional_groups_table']}"
        _add_uses(tree.add(Text(label, "bold")), facts["functional_groups"], expand)
    return tree


def _add_uses(branch: Tree, uses: Iterable[Facts], expand: bool) -> None:
    for use in uses:
        usage = use["usage"] or ""
        label = Text()
        if usage:
            label.append(f"{usage}  ", STYLES.get(usage, ""))
        label.append(use["name"])
        if use["last_edition"]:
            label.append(f"  PS3.3-{use['last_edition']} {use['section']}", "dim")
        elif use["table"]:
            label.append(f"  {_place(use)}", "dim")
        if use.get("requirement"):
            label.append(f"  {use['requirement']}", "italic dim")
        add_rows(branch.add(label), use.get("attributes", ()), expand)


def definition_tree(facts: Facts, expand: bool) -> RenderableType:
    """Return a module, macro or directory record as a tree of its attributes."""
    tree = Tree(_title(facts))
    add_rows(tree, facts["attributes"], expand)
    if facts["extensible"]:
        tree.add("other attributes")
    if facts.get("lower"):
        tree.add(Text(f"on the next lower level: {', '.join(facts['lower'])}"))
    return tree


def add_rows(tree: Tree, rows: Sequence[Row], expand: bool) -> None:
    """Add attributes below their sequences."""
    branches: dict[tuple[str, ...], Tree] = {(): tree}
    included = set()
    for row in rows:
        path = tuple(row["path"])
        branch = branches.get(path[:-1])
        if branch is None:
            continue  # in an included macro that is not expanded
        include = row["include"]
        if expand or include is None:
            branches[path] = branch.add(_row(row))
            _add_terms(branches[path], row)
            if "open" in row:
                branches[path].add(Text(OPEN[row["open"]], "italic"))
        elif (path[:-1], include["table"]) not in included:
            included.add((path[:-1], include["table"]))
            branch.add(_include(include))


def _row(row: Row) -> Text:
    type_ = row.get("match") or row["type"] or ""
    label = Text()
    if type_:
        label.append(f"{type_:<3}", STYLES.get(type_, ""))
    label.append(f"{printed(row['path'][-1])} ", "dim")
    label.append(row["keyword"])
    label.append(f"  {' or '.join(row['vr'])} {row['vm']}", "cyan")
    if row["retired"]:
        label.append("  retired", "dim")
    if row.get("conditional"):
        label.append("  conditional", "dim")
    if row.get("recursion"):
        label.append(f"  {_recursion(row['recursion_of'])}", "dim italic")
    short = _short_terms(row)
    if short:
        label.append(f"  {short}", "green")
    if row.get("requirement"):
        label.append(f"  {row['requirement']}", "italic dim")
    return label


def _recursion(path: Sequence[str]) -> str:
    return f"items as in {printed(path[-1])}" if path else "items as this table"


def _include(include: Include) -> Text:
    condition = ", conditional" if include["conditional"] else ""
    table = f", Table {include['table']}" if include["table"] else ""
    return Text(f"include {include['name']}{table}{condition}", "italic")


def _short_terms(row: Row) -> str:
    lists = _terms(row)
    return lists[0] if len(lists) == 1 and len(lists[0]) <= INLINE_TERMS else ""


def _add_terms(branch: Tree, row: Row) -> None:
    if not _short_terms(row):
        for terms in _terms(row):
            branch.add(Text(terms, "green"))


def _terms(row: Row) -> list[str]:
    """Return each list of values. Lists of defined terms end in dots."""
    found = []
    if row["enumerated_values"]:
        found.append(value_list(row["enumerated_values"], True))
    if row["defined_terms"]:
        found.append(value_list(row["defined_terms"], False))
    for partial in row.get("value_lists", ()):
        place = f"value {partial['number']}: " if partial["number"] else ""
        condition = " conditional" if partial["conditional"] else ""
        values = value_list(partial["values"], partial["enumerated"])
        found.append(f"{place}{values}{condition}")
    return found


def value_list(values: Sequence[str], closed: bool) -> str:
    """Return values in brackets; dots follow unless the list is closed."""
    return f"[{', '.join([*values, *([] if closed else ['...'])])}]"


def uses_tree(uses: Sequence[Facts], expand: bool) -> Tree:
    """Return the tables that use an attribute, with the IODs that use each table."""
    tree = Tree(Text("used in", "dim"))
    for use in uses:
        type_ = use["type"] or ""
        iods = use["iods"]
        label = Text()
        if type_:
            label.append(f"{type_:<3}", STYLES.get(type_, ""))
        label.append(f"{use['name']} {TITLES[use['kind']]}")
        if use["table"]:
            label.append(f"  Table {use['table']}", "dim")
        if len(use["path"]) > 1:
            label.append(f"  within {' > '.join(use['path'][:-1])}")
        if expand or 0 < len(iods) <= FEW_IODS:
            label.append(f"  {', '.join(iods)}", "cyan")
        elif iods:
            label.append(f"  {len(iods)} IODs", "cyan")
        tree.add(label)
    return tree


def _title(facts: Facts) -> Text:
    last = facts["last_edition"]
    part = f"PS3.3-{last}" if last else "PS3.3"
    place = f"{part} {_place(facts)}" if facts["table"] or last else ""
    title = Text.assemble(
        (facts["name"], "bold"),
        f" {TITLES[facts['kind']]}  ",
        (f"{place}  DICOM {facts['edition']}", "dim"),
    )
    return title.append(f"  retired, last in {part}", "italic dim") if last else title


def _place(facts: Facts) -> str:
    """Return section and table; the labels of retired tables are not known."""
    table = f"Table {facts['table']}" if facts["table"] else ""
    return " ".join(filter(None, (facts["section"], table)))
