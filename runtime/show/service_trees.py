"""SOP classes as trees for a terminal."""

from __future__ import annotations

from typing import Final

from rich.console import RenderableType
from rich.text import Text
from rich.tree import Tree

from .trees import STYLES, Facts, add_rows

ROLES: Final = {"reply": "reply", "final": "final state"}
"""Labels of attribute lists other than requests."""
UNKNOWN: Final = "?"
"""The usage of an operation, and the matching of a key, that no source states."""
IDENTIFIERS: Final = {
    "iod": "IOD",
    "instance_uid": "instance UID",
    "message_uid": "message UID",
}
"""Labels of what else identifies a SOP class."""


def service_tree(facts: Facts, expand: bool) -> RenderableType:
    """Return a SOP class as a tree of its operations."""
    title = Text.assemble((f"{facts['name']} SOP Class", "bold"), f"  {facts['uid']}")
    last = facts["last_edition"]
    part = f"PS3.4-{last}" if last else "PS3.4"
    title.append(f"  {part} {facts['section']}", "dim")
    tree = Tree(title)
    if facts["retired"]:
        tree.add(Text(f"retired, last in {part}" if last else "retired", "italic"))
    if facts["sources"]:
        sources = "; ".join(facts["sources"])
        tree.add(Text.assemble(("second sources  ", "dim"), sources))
    for name, label in IDENTIFIERS.items():
        if facts[name]:
            tree.add(Text.assemble((f"{label}  ", "dim"), facts[name]))
    for member in facts["members"]:
        tree.add(Text.assemble(f"{member['name']}  ", (member["keyword"], "cyan")))
    for operation in facts["operations"]:
        _add_operation(tree, operation, expand)
    for final in facts["final"]:
        _add_list(tree, final, expand)
    if facts["states"]:
        _add_states(tree, facts["states"])
    return tree


def usage_text(usage: str) -> str:
    """Return the usage of an operation in words if it is not known."""
    return "usage not known" if usage == UNKNOWN else usage


def _add_operation(tree: Tree, operation: Facts, expand: bool) -> None:
    label = Text(operation["service"], "bold")
    for side, name in (("user", "SCU"), ("provider", "SCP")):
        usage = operation[side]
        label.append(f"  {name} ", "dim")
        label.append(usage_text(usage), STYLES.get(usage, ""))
    branch = tree.add(label)
    for one in operation["lists"]:
        _add_list(branch, one, expand)
    if operation["statuses"]:
        statuses = branch.add(Text("statuses", "dim"))
        for status in operation["statuses"]:
            line = Text.assemble((status["code"], "cyan"), f"  {status['category']}")
            line.append(f"  {status['label']}" if status["label"] else "")
            if status["error_id"]:
                line.append(f"  Error ID {status['error_id']}", "dim")
            statuses.add(line)


def _add_list(tree: Tree, one: Facts, expand: bool) -> None:
    label = Text(one["name"], "bold")
    if one["type_id"] is not None:
        label.append(f"  type {one['type_id']}", "cyan")
    if one["role"] in ROLES:
        label.append(f"  {ROLES[one['role']]}", "dim")
    if one["table"]:
        label.append(f"  PS3.4 {one['section']} Table {one['table']}", "dim")
    branch = tree.add(label)
    add_rows(branch, one["attributes"], expand)
    if one["extensible"]:
        branch.add(Text("other attributes", "italic"))
    if one["not_allowed"]:
        refused = branch.add(Text("not allowed", "dim"))
        for path in one["not_allowed"]:
            refused.add(path)


def _add_states(tree: Tree, states: Facts) -> None:
    label = Text.assemble(("states", "bold"), f"  {states['attribute']}")
    label.append(f"  initial {states['initial']}, final {', '.join(states['final'])}")
    branch = tree.add(label)
    for change in states["transitions"]:
        line = Text(change["state"] or "none", "cyan")
        line.append(f"  {change['event']}")
        if change["target"]:
            line.append(f"  {change['target']}", "green")
        if change["status"]:
            line.append(f"  {change['status']}", "red")
        branch.add(line)
