"""Formatting of stubs: similar to black, without parsing megabytes of Python."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterable, Iterator

from .layout import import_of
from .wrapping import WIDTH, filled

_SPACE = "\N{NO-BREAK SPACE}"


def declaration(name: str, type_: str, depth: int, end: str = "") -> str:
    """Format `NAME: TYPE`, on several lines if it is long.

    Args:
        depth: Levels of indentation.
        end: Text after the declaration: a comma in a signature.
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


def constructor(arguments: Iterable[str], depth: int) -> str:
    """Format the signature of `__init__`, with as many parameters on a line as fit.

    Args:
        arguments: "*", "Rows: int", "PatientComments: str | None = ...".
    """
    indent = "    " * depth
    inner = f"{indent}    "
    lines = _argument_lines(["self", *arguments], WIDTH - len(inner))
    text = "\n".join(f"{inner}{line}" for line in lines)
    return f"{indent}def __init__(\n{text}\n{indent}) -> None: ..."


def _argument_lines(arguments: Iterable[str], width: int) -> Iterator[str]:
    """Yield lines of parameters; a long type is indented below the name."""
    waiting: list[str] = []
    for argument in arguments:
        if len(argument) < width:
            waiting.append(argument)
            continue
        yield from filled(waiting, width)
        waiting = []
        name, _, type_ = argument.partition(": ")
        yield f"{name}:"
        parts = re.split(r',(?= )(?=(?:[^"]*"[^"]*")*[^"]*$) ', type_)
        yield from (f"    {line}" for line in filled(parts, width - 4))
    yield from filled(waiting, width)


def statement(start: str, names: list[str], end: str, depth: int) -> str:
    """Format a class or import statement, with a line for each name if it is long.

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
    """Format an import statement."""
    line = import_of(source, names)
    if len(line) <= WIDTH:
        return line
    lines = "".join(f"    {line}\n" for line in filled(names, WIDTH - 4))
    return f"from {source} import (\n{lines})"


def note(text: str, depth: int) -> str:
    """Format a docstring; continuation lines are indented.

    Lines are not broken at a NO-BREAK SPACE, which becomes a space.
    """
    indent = "    " * depth
    first, *others = text.replace("\\", "\\\\").replace('"""', "'''").split("\n")
    if not others:
        if len(indent) + len(first) + 6 <= WIDTH and first[-1:] != '"':
            return f'{indent}"""{first.replace(_SPACE, " ")}"""'
        summary, semicolon, reference = first.rpartition("; ")
        if semicolon:
            first, others = f"{summary}.", ["", reference]
    lines = textwrap.wrap(
        f'"""{first}', WIDTH, initial_indent=indent, subsequent_indent=indent
    )
    for line in others:
        whole = line.rstrip(" ")
        if whole and len(indent) + len(whole) <= WIDTH:
            lines.append(f"{indent}{whole}")
            continue
        lines += textwrap.wrap(
            line,
            WIDTH,
            initial_indent=indent,
            subsequent_indent=f"{indent}    ",
            break_long_words=False,
            break_on_hyphens="://" not in line,
        ) or [""]
    return "\n".join([*lines, f'{indent}"""']).replace(_SPACE, " ")
