"""How stubs are laid out: as black does, but without reading six megabytes of Python."""

from __future__ import annotations

import re
import textwrap

WIDTH = 88
_SPACE = "\N{NO-BREAK SPACE}"


def declaration(name: str, type_: str, end: str, depth: int) -> str:
    """Return `NAME: TYPE END` on as many lines as it needs.

    Args:
        end: What follows the type: " = ...", ",".
        depth: How many levels it is indented.
    """
    indent = "    " * depth
    line = f"{indent}{name}: {type_}{end}"
    if len(line) <= WIDTH:
        return line
    inner = indent + "    "
    kept = re.sub(r'"[^"]*"', lambda text: text[0].replace(" ", _SPACE), type_)
    wrapped = textwrap.fill(
        kept,
        WIDTH,
        initial_indent=inner,
        subsequent_indent=inner,
        break_long_words=False,
        break_on_hyphens=False,
    )
    return f"{indent}{name}: (\n{wrapped.replace(_SPACE, ' ')}\n{indent}){end}"


def statement(start: str, names: list[str], end: str, depth: int) -> str:
    """Return a class or import statement, with a line for each name if it is long.

    Args:
        start: "class CTImage(".
        end: "):".
    """
    indent = "    " * depth
    line = f"{indent}{start}{', '.join(names)}{end}"
    if len(line) <= WIDTH:
        return line
    listed = "".join(f"{indent}    {name},\n" for name in names)
    return f"{indent}{start}\n{listed}{indent}{end}"


def imported(source: str, names: list[str]) -> str:
    """Return an import statement."""
    line = f"from {source} import {', '.join(names)}"
    if len(line) <= WIDTH:
        return line
    return statement(f"from {source} import (", names, ")", 0)


def note(text: str, depth: int) -> str:
    """Return a docstring whose lines are kept apart; long ones continue indented."""
    indent = "    " * depth
    first, *others = text.replace("\\", "\\\\").replace('"""', "'''").split("\n")
    if not others and len(indent) + len(first) + 6 <= WIDTH and first[-1:] != '"':
        return f'{indent}"""{first}"""'
    lines = textwrap.wrap(
        f'"""{first}', WIDTH, initial_indent=indent, subsequent_indent=indent
    )
    for line in others:
        lines += textwrap.wrap(
            line,
            WIDTH,
            initial_indent=indent,
            subsequent_indent=f"{indent}    ",
            break_long_words=False,
            break_on_hyphens="://" not in line,
        ) or [""]
    return "\n".join([*lines, f'{indent}"""'])
