"""The typed API of a generated package, read from its stubs."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import NamedTuple

from ..errors import IodizeError
from ..tables.editions import Edition


class MissingStubsError(IodizeError):
    """A package without stubs."""

    hint = "generate the package again with `iodize generate`"

    def __init__(self, package: str) -> None:
        super().__init__(package)
        self.package = package

    def __str__(self) -> str:
        return f"{self.package} has no stubs (*.pyi)"


class Argument(NamedTuple):
    """An argument of a class."""

    annotation: str
    required: bool


class ClassApi(NamedTuple):
    """The parts of a class that programs use."""

    arguments: dict[str, Argument]
    members: dict[str, str]
    """Types of attributes by name; those of base classes left out."""
    methods: dict[str, str]
    """Signatures by name."""


def stub_files(edition: Edition) -> dict[str, str]:
    """Return the texts of the stubs by name: "iods/ct_image".

    Raises:
        MissingStubsError: The package has no stubs.
    """
    found = dict(_stubs(files(edition.package), ""))
    if not found:
        raise MissingStubsError(edition.package)
    return found


def _stubs(folder: Traversable, prefix: str) -> Iterator[tuple[str, str]]:
    for entry in folder.iterdir():
        if entry.is_dir():
            yield from _stubs(entry, f"{prefix}{entry.name}/")
        elif entry.name.endswith(".pyi") and entry.name != "__init__.pyi":
            name = entry.name.removesuffix(".pyi")
            yield f"{prefix}{name}", entry.read_text("utf-8")


def classes(name: str, text: str) -> dict[str, ClassApi]:
    """Return the classes of a stub by name: "iods.CTImage", "modules.Device.DeviceItem".

    Args:
        name: Name of the stub: "iods/ct_image".
    """
    folder = name.partition("/")[0]
    return dict(_classes(ast.parse(text).body, folder))


def _classes(body: list[ast.stmt], prefix: str) -> Iterator[tuple[str, ClassApi]]:
    for statement in body:
        # The types of the arguments of copies repeat those of the constructor.
        if isinstance(statement, ast.ClassDef) and statement.name[0] != "_":
            name = f"{prefix}.{statement.name}"
            yield name, _class(statement)
            yield from _classes(statement.body, name)


def _class(node: ast.ClassDef) -> ClassApi:
    api = ClassApi({}, {}, {})
    for statement in node.body:
        match statement:
            case ast.AnnAssign(target=ast.Name(id=name), annotation=annotation):
                api.members[name] = ast.unparse(annotation)
            case ast.FunctionDef(name="__init__", args=arguments):
                # The last overload has all arguments by name.
                api.arguments.clear()
                api.arguments.update(_arguments(arguments))
            case ast.FunctionDef(name=name, args=arguments, returns=returns):
                result = f" -> {ast.unparse(returns)}" if returns else ""
                api.methods[name] = f"({ast.unparse(arguments)}){result}"
    return api


def _arguments(arguments: ast.arguments) -> Iterator[tuple[str, Argument]]:
    for each, default in zip(arguments.kwonlyargs, arguments.kw_defaults, strict=True):
        annotation = ast.unparse(each.annotation) if each.annotation else ""
        yield each.arg, Argument(annotation, default is None)


def accepts(wide: str, narrow: str) -> bool:
    """Return True if a type includes another one: `str | None` includes `Literal["A"]`."""
    one, other = (_alternatives(_expression(text)) for text in (wide, narrow))
    return all(_included(each, one) for each in other)


def _expression(text: str) -> ast.expr:
    return ast.parse(text, mode="eval").body


def _alternatives(node: ast.expr) -> list[ast.expr]:
    """Return the alternatives of a union; each value of a Literal is one."""
    match node:
        case ast.BinOp(left=left, op=ast.BitOr(), right=right):
            return [*_alternatives(left), *_alternatives(right)]
        case ast.Subscript(value=ast.Name(id="Literal"), slice=ast.Tuple(elts=values)):
            return [*values]
        case ast.Subscript(value=ast.Name(id="Literal"), slice=value):
            return [value]
        case ast.Name(id=name) if name.endswith("OrNone"):
            return [ast.Name(name.removesuffix("OrNone")), ast.Constant(None)]
    return [node]


def _included(node: ast.expr, alternatives: list[ast.expr]) -> bool:
    texts = [ast.unparse(each) for each in alternatives]
    if ast.unparse(node) in texts:
        return True
    match node:
        case ast.Constant(value=str()):
            return "str" in texts
        case ast.Constant(value=int()) | ast.UnaryOp():
            return "int" in texts
        case ast.Subscript(value=ast.Name(id="list"), slice=item):
            return any(
                accepts(ast.unparse(each.slice), ast.unparse(item))
                for each in alternatives
                if isinstance(each, ast.Subscript) and ast.unparse(each.value) == "list"
            )
    return False
