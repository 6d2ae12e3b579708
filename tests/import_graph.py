"""The import graph of the project: modules, imports of every kind, cycles.

Imports inside functions and under `TYPE_CHECKING` count, and so do stubs.
"""

from __future__ import annotations

import ast
from collections import defaultdict
from collections.abc import Hashable, Iterator, Mapping, Set
from functools import cache
from pathlib import Path
from typing import Final, NamedTuple, TypeVar

FOLDERS: Final = {
    "runtime": "iodize",
    "generator": "iodize.generator",
    "generated": "iodize.generated",
}
"""Import names of the top-level folders."""

Node = TypeVar("Node", bound=Hashable)


class Import(NamedTuple):
    """One import statement, resolved to a module of the project."""

    importer: str
    imported: str
    file: Path
    line: int


def sources(folder: Path) -> list[Path]:
    """Return the source files and stubs below a folder."""
    return sorted([*folder.rglob("*.py"), *folder.rglob("*.pyi")])


def module_name(file: Path, root: Path) -> str:
    """Return the dotted name of a file, without "iodize.": "network.link.errors"."""
    top, *inside = file.relative_to(root).with_suffix("").parts
    names = [*FOLDERS[top].split("."), *inside]
    return ".".join(names[1:-1] if names[-1] == "__init__" else names[1:])


@cache
def names_imported(file: Path, root: Path) -> tuple[tuple[str, int], ...]:
    """Return the full names that a file imports, at any depth, with their lines."""
    return tuple(_names(file, root))


def imported_at_once(file: Path, package: str) -> bool:
    """Return True if a package is imported with a module: not in a function, or for types."""
    for node in ast.parse(file.read_text("utf-8")).body:
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and not node.level:
            names = [node.module or ""]
        else:
            continue
        if any(name.partition(".")[0] == package for name in names):
            return True
    return False


def _names(file: Path, root: Path) -> Iterator[tuple[str, int]]:
    top, *inside = file.relative_to(root).parts
    package = [*FOLDERS[top].split("."), *inside[:-1]]
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node.lineno) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            start = package[: len(package) - node.level + 1] if node.level else []
            module = ".".join([*start, *filter(None, [node.module])])
            yield module, node.lineno
            for alias in node.names:
                yield f"{module}.{alias.name}", node.lineno


@cache
def imports(root: Path, *folders: str) -> tuple[Import, ...]:
    """Return the imports among the modules of some folders, without those of itself."""
    files = [file for folder in folders for file in sources(root / folder)]
    modules = {module_name(file, root) for file in files}
    found: dict[Import, None] = {}
    for file in files:
        importer = module_name(file, root)
        by_line: dict[int, set[str]] = defaultdict(set)
        for name, line in names_imported(file, root):
            target = name.removeprefix("iodize.")
            if name.startswith("iodize.") and target in modules:
                by_line[line].add(target)
        for line, targets in by_line.items():
            # `from .a import b` names the package a, too, where b is a module of it.
            packages = {
                t for t in targets if any(o.startswith(f"{t}.") for o in targets)
            }
            for target in sorted(targets - packages):
                if target != importer:
                    found[Import(importer, target, file, line)] = None
    return tuple(found)


def graph(edges: Iterator[tuple[Node, Node]]) -> dict[Node, set[Node]]:
    """Return edges as a mapping from each node to its successors."""
    found: dict[Node, set[Node]] = defaultdict(set)
    for start, end in edges:
        if start != end:
            found[start].add(end)
    return dict(found)


def cycles(edges: Mapping[Node, Set[Node]]) -> list[set[Node]]:
    """Return the strongly connected components of more than one node (Tarjan)."""
    index: dict[Node, int] = {}
    low: dict[Node, int] = {}
    stack: list[Node] = []
    found: list[set[Node]] = []

    def visit(node: Node) -> None:
        index[node] = low[node] = len(index)
        stack.append(node)
        for successor in edges.get(node, ()):
            if successor not in index:
                visit(successor)
                low[node] = min(low[node], low[successor])
            elif successor in stack:
                low[node] = min(low[node], index[successor])
        if low[node] == index[node]:
            component: set[Node] = set()
            while node not in component:
                component.add(stack.pop())
            if len(component) > 1:
                found.append(component)

    for node in list(edges):
        if node not in index:
            visit(node)
    return found
