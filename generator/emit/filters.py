"""Filters of the templates, which format facts as Python source."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator, Mapping

from iodize.rules.paragraphs import shortened

from ..model import DataElement
from .layout import import_of
from .stub_layout import constructor, declaration, imported, note, statement
from .stubs import FileStub
from .types import NAMES
from .value_calls import quoted, tuple_of
from .views import ClassView, IodView

WIDTH = 88


def literal(value: object) -> str:
    """Format a tuple, mapping, string, bool or None as a Python literal."""
    if isinstance(value, str):
        return quoted(value)
    if isinstance(value, Mapping):
        pairs = (f"{literal(key)}: {literal(item)}" for key, item in value.items())
        return f"{{{', '.join(pairs)}}}"
    if isinstance(value, tuple):
        return tuple_of([literal(item) for item in value])
    return repr(value)


def rows(expressions: Iterable[str]) -> str:
    """Format a tuple in a class, with a line for each item if it has several."""
    listed = [*expressions]
    if len(listed) == 1:
        return tuple_of(listed)
    lines = "".join(f"        {expression},\n" for expression in listed)
    return f"(\n{lines}    )"


def docstring(text: str, depth: int) -> str:
    """Format a docstring, on several lines if it does not fit on one.

    Args:
        depth: Levels of indentation.
    """
    text = text.replace("\\", "\\\\").replace('"""', "'''")
    width = WIDTH - 4 * depth
    if len(text) + 6 <= width and not text.endswith('"'):
        return f'"""{text}"""'
    summary, dot, rest = text.partition(". ")
    if rest and len(summary) + 4 <= width:
        first, others = summary + dot.strip(), ["", *textwrap.wrap(rest, width)]
    else:
        first, *others = textwrap.wrap(text, width - 3)
        if not others:
            first, *others = textwrap.wrap(text, width - 6)
    return "\n".join([f'"""{first}', *others, '"""'])


STUB_IMPORTS = {
    "typing": {"Literal", "Self", "TypedDict", "Unpack", "overload"},
    "iodize.definitions": {
        "CompositeIod",
        "Definition",
        "DirectoryIod",
        "DirectoryRecord",
        "RecordKeysItem",
        "FunctionalGroup",
        "FunctionalGroupsItem",
        "Item",
        "Macro",
        "Module",
        "NormalizedIod",
    },
    "iodize.objects.typing": NAMES | {"InstanceOrDataset"},
}
"""Names that a stub may import, by module."""


def stub_imports(file: FileStub, root: str) -> str:
    """Return the import statements of a stub.

    Args:
        root: Relative path of the edition's package: "." or "..".
    """
    words = file.words()
    lines = [
        imported(source, sorted(names & words, key=sort_key))
        for source, names in STUB_IMPORTS.items()
        if names & words
    ]
    if places := sorted({"modules", "macros", "functional_groups"} & words):
        lines += ["", import_of(root, places)]
    return "\n".join(lines)


def arguments(view: ClassView | IodView) -> str:
    """Format the bases and keywords of a class statement."""
    keywords = [f"{name}={quoted(text)}" for name, text in view.keywords.items()]
    references = view.references if isinstance(view, ClassView) else {}
    named = [f"{name}={place}" for name, place in references.items()]
    return ", ".join([*view.bases, *named, *keywords])


def include_rows(view: ClassView) -> str:
    """Format the included macros, each with the keyword of the next row."""
    pairs = (f"{place}: {quoted(word)}" for place, word in view.include_rows.items())
    return f"{{{', '.join(pairs)}}}"


def iod_imports(iod: IodView) -> str:
    """Return the names that an IOD's file imports from `iodize.definitions`."""
    uses = [*iod.modules, *iod.functional_groups]
    functions = {use.function for use in uses} | iod.mentions
    if any(use.when for use in uses):
        functions.add("when")
    return ", ".join(sorted({iod.bases[-1], *functions}, key=sort_key))


def element_row(element: DataElement) -> str:
    """Format an element as a row of the dictionary."""
    vr = " or ".join(element.vr)
    return literal((vr, element.vm, element.keyword, element.name, element.remark))


def sort_key(name: str) -> tuple[bool, str]:
    """Sort key of imported names: classes, then functions."""
    return (not name[0].isupper(), name)


def table_imports(classes: list[ClassView], root: str) -> str:
    """Return the import statements of a file of attribute tables.

    Args:
        root: Relative path of the edition's package: "." or "..".
    """
    names: set[str] = set()
    packages: set[str] = set()
    for text in (text for view in classes for text in mentions(view)):
        if "." in text:
            packages.add(text.partition(".")[0])
        else:
            names.add(text)
    imports = import_of("iodize.definitions", sorted(names, key=sort_key))
    if packages:
        imports += f"\n\n{import_of(root, sorted(packages))}"
    return imports


def mentions(view: ClassView) -> Iterator[str]:
    """Yield the names and places that a class refers to."""
    yield from view.bases
    if view.record_type is not None:
        yield "modules.DirectoryInformation"
    if view.conditional_includes:
        yield from ("included", "when")
        for included in view.conditional_includes:
            yield included.removeprefix("included(").partition(",")[0]
    for member in view.members:
        if member.item is not None:
            yield from mentions(member.item)
        yield from member.mentions


FILTERS = {
    function.__name__: function
    for function in (
        quoted,
        tuple_of,
        rows,
        literal,
        docstring,
        constructor,
        declaration,
        imported,
        note,
        statement,
        stub_imports,
        arguments,
        include_rows,
        iod_imports,
        element_row,
        shortened,
    )
}
