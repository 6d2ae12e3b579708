"""Cards and trees for a terminal, or as plain text where there is none."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any

from rich.console import Console, Group, RenderableType
from rich.table import Table
from rich.text import Text
from rich.tree import Tree

from ..export.tags import printed
from .rows import Include, Row
from .subjects import TITLES

UNWRAPPED = 10_000
"""Width, in characters, where no terminal asks for shorter lines."""
INLINE_TERMS = 40
"""Characters of a list of values that still stand on the attribute's own line."""
FEW_IODS = 3

STYLES = {
    "1": "bold red",
    "1C": "red",
    "2": "bold yellow",
    "2C": "yellow",
    "M": "bold red",
    "C": "yellow",
    "R": "bold yellow",
}
"""By type of an attribute, usage of a module or matching of a key; what is optional has
no colour."""

OPEN = {
    "functional_groups": "the functional groups of the IOD",
    "record_keys": "the keys of the record's type",
    "attributes": "other attributes",
}
"""What the items of a sequence hold that no row of a table names."""

Facts = Mapping[str, Any]


class _Console(Console):
    def on_broken_pipe(self) -> None:
        """Leave a closed pipe to the command line: rich would exit with 1 at once."""
        raise BrokenPipeError


def console() -> Console:
    """Return a console that colours and wraps for a terminal, and for nothing else."""
    found = _Console(highlight=False)
    return found if found.is_terminal else _Console(highlight=False, width=UNWRAPPED)


def rendered(facts: Facts, *, expand: bool = False) -> RenderableType:
    """Return the facts of a card for a console.

    Args:
        expand: List the attributes of included macros, not only the macros' names; and
            all IODs that use an attribute, not only their number.
    """
    match facts["kind"]:
        case "iod":
            return _iod(facts, expand)
        case "element":
            return _element(facts, expand)
        case "uid":
            return _uid(facts)
        case "message":
            return _message(facts)
        case "status":
            return _status(facts)
        case "sop-class":
            from .service_trees import tree_of

            return tree_of(facts, expand)
        case _:
            return _definition(facts, expand)


def _iod(facts: Facts, expand: bool) -> RenderableType:
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
        if use["table"]:
            label.append(f"  {use['section']} Table {use['table']}", "dim")
        if use.get("condition"):
            label.append(f"  {use['condition']}", "italic dim")
        add_rows(branch.add(label), use.get("attributes", ()), expand)


def _definition(facts: Facts, expand: bool) -> RenderableType:
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
            continue  # within an included macro that is not listed
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
        label.append("  under a condition", "dim")
    if row.get("recursion"):
        label.append(f"  {_recursion(row['recursion_of'])}", "dim italic")
    short = _short_terms(row)
    if short:
        label.append(f"  {short}", "green")
    if row.get("condition"):
        label.append(f"  {row['condition']}", "italic dim")
    return label


def _recursion(path: Sequence[str]) -> str:
    return f"items as in {printed(path[-1])}" if path else "items as this table"


def _include(include: Include) -> Text:
    condition = ", under a condition" if include["conditional"] else ""
    return Text(
        f"include {include['name']}, Table {include['table']}{condition}", "italic"
    )


def _short_terms(row: Row) -> str:
    lists = _terms(row)
    return lists[0] if len(lists) == 1 and len(lists[0]) <= INLINE_TERMS else ""


def _add_terms(branch: Tree, row: Row) -> None:
    if not _short_terms(row):
        for terms in _terms(row):
            branch.add(Text(terms, "green"))


def _terms(row: Row) -> list[str]:
    """Return each list of values; an open one, of defined terms, ends in dots."""
    found = []
    if row["enumerated_values"]:
        found.append(_listed(row["enumerated_values"], True))
    if row["defined_terms"]:
        found.append(_listed(row["defined_terms"], False))
    for partial in row.get("value_lists", ()):
        place = f"value {partial['number']}: " if partial["number"] else ""
        condition = " under a condition" if partial["conditional"] else ""
        values = _listed(partial["values"], partial["enumerated"])
        found.append(f"{place}{values}{condition}")
    return found


def _listed(values: Sequence[str], closed: bool) -> str:
    return f"[{', '.join([*values, *([] if closed else ['...'])])}]"


def _element(facts: Facts, expand: bool) -> RenderableType:
    about = _card(
        ("keyword", facts["keyword"]),
        ("VR", " or ".join(facts["vr"])),
        ("VM", facts["vm"]),
        ("retired", facts["remark"] if facts["retired"] else ""),
        ("remark", "" if facts["retired"] else facts["remark"]),
        ("messages", ", ".join(facts["messages"])),
    )
    parts: list[RenderableType] = [
        Text.assemble((facts["name"], "bold"), f" {printed(facts['tag'])}"),
        about,
    ]
    if facts["uses"]:
        parts += ["", _uses(facts["uses"], expand)]
    elif not facts["messages"]:
        parts += ["", f"No table of DICOM {facts['edition']} uses it."]
    return Group(*parts)


def _uses(uses: Sequence[Facts], expand: bool) -> Tree:
    tree = Tree(Text("used in", "dim"))
    for use in uses:
        type_ = use["type"] or ""
        iods = use["iods"]
        label = Text()
        if type_:
            label.append(f"{type_:<3}", STYLES.get(type_, ""))
        label.append(f"{use['name']} {TITLES[use['kind']]}")
        label.append(f"  Table {use['table']}", "dim")
        if len(use["path"]) > 1:
            label.append(f"  within {' > '.join(use['path'][:-1])}")
        if expand or 0 < len(iods) <= FEW_IODS:
            label.append(f"  {', '.join(iods)}", "cyan")
        elif iods:
            label.append(f"  {len(iods)} IODs", "cyan")
        tree.add(label)
    return tree


def _uid(facts: Facts) -> RenderableType:
    return Group(
        Text.assemble((facts["name"], "bold"), f" {facts['uid']}"),
        _card(
            ("keyword", facts["keyword"]),
            ("type", facts["type"]),
            ("retired", "yes" if facts["retired"] else ""),
            ("IOD", facts["iod"] or ""),
        ),
    )


def _message(facts: Facts) -> RenderableType:
    table = _table_of("tag", "", "field", "VR", "VM", "value")
    for field in facts["fields"]:
        usage, value = field["usage"] or "", field["value"]
        table.add_row(
            Text(printed(field["tag"]), "dim"),
            Text(usage, STYLES.get(usage, "")),
            Text(field["keyword"]),
            Text(" or ".join(field["vr"]), "cyan"),
            Text(field["vm"], "cyan"),
            "" if value is None else f"{value:04X}H",
        )
        for line in filter(None, _notes(field)):
            table.add_row("", "", Text(f"  {line}", "dim"))
    follows = facts["data_set"]
    about = _card(
        ("class", facts["keyword"]),
        ("tables", f"PS3.7 {facts['table']}, {facts['parameters']}"),
        ("data set", _follows(follows) if follows else "none"),
        ("", follows["condition"] or "" if follows else ""),
    )
    title = Text.assemble((facts["name"], "bold"), " Message")
    parts: list[RenderableType] = [title, about, "", table]
    if facts["statuses"]:
        parts += ["", _statuses(facts["statuses"])]
    return Group(*parts)


def _notes(field: Facts) -> Iterator[str]:
    """Yield what else is said of a command element."""
    yield field["condition"] or ""
    yield "with some statuses" if field["with_status"] else ""
    if field["enumerated_values"]:
        yield _listed([*map(str, field["enumerated_values"])], True)


def _follows(data_set: Facts) -> str:
    return f"{data_set['name']}: {data_set['usage']}, {data_set['presence']}"


def _statuses(statuses: Sequence[Facts]) -> Table:
    table = _table_of("code", "category", "status")
    for status in statuses:
        table.add_row(
            Text(status["code"] or "", "cyan"), status["category"], status["name"]
        )
    return table


def _status(facts: Facts) -> RenderableType:
    fields = [printed(tag) for tag in facts["fields"]]
    fields += ["a data set"] if facts["data_set"] else []
    about = _card(
        ("constant", facts["keyword"]),
        ("code", facts["code"] or "each SOP class has its own"),
        ("category", facts["category"]),
        ("with it", ", ".join(fields)),
        ("services", ", ".join(facts["services"])),
    )
    title = Text.assemble((facts["name"], "bold"), f" Status  PS3.7 {facts['section']}")
    return Group(title, about)


def _table_of(*headings: str) -> Table:
    table = Table(box=None, pad_edge=False, header_style="dim", padding=(0, 1, 0, 0))
    for heading in headings:
        table.add_column(heading, overflow="fold")
    return table


def _card(*facts: tuple[str, str]) -> Table:
    """Return a list of facts, without those that are empty."""
    table = Table.grid(padding=(0, 2))
    table.add_column(style="dim")
    table.add_column(overflow="fold")
    for name, value in facts:
        if value:
            table.add_row(name, Text(value))
    return table


def _title(facts: Facts) -> Text:
    place = f"PS3.3 {facts['section']} Table {facts['table']}" if facts["table"] else ""
    return Text.assemble(
        (facts["name"], "bold"),
        f" {TITLES[facts['kind']]}  ",
        (f"{place}  DICOM {facts['edition']}", "dim"),
    )
