"""The tables of docs/export.md, generated from the types of the records.

`python -m iodize.export.documentation docs/export.md` updates them.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from types import UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin, is_typeddict

from ..atomic import write_text
from .records import FILES
from .schema import NAMES, all_records, fields

BEGIN = "<!-- printed by python -m iodize.export.documentation: begin -->\n"
END = "<!-- printed by python -m iodize.export.documentation: end -->\n"


def markdown() -> str:
    """Return a page with a table for each record; records of files come first."""
    files: dict[type, list[str]] = {}
    for file, record in FILES.items():
        files.setdefault(record, []).append(f"`{file}`")
    inner = dict.fromkeys(found for top in files for found in all_records(top))
    return "\n".join(
        [
            *(_section(", ".join(names), record) for record, names in files.items()),
            *(_section(r.__name__, r) for r in inner if r not in files),
        ]
    )


def updated(page: str) -> str:
    """Return a page of documentation with new tables between the markers."""
    before, _, rest = page.partition(BEGIN)
    _, _, after = rest.partition(END)
    return f"{before}{BEGIN}\n{markdown()}\n{END}{after}"


def _section(title: str, record: type) -> str:
    rows = "".join(
        f"| `{name}`{'' if required else ' (optional)'} | {_type(hint)} | {meaning} |\n"
        for name, hint, required, meaning in fields(record)
    )
    return (
        f"## {title}\n\n{record.__doc__}\n\n"
        f"| field | JSON | meaning |\n|---|---|---|\n{rows}"
    )


def _type(hint: Any) -> str:
    """Return the description of a type for the documentation."""
    origin, arguments = get_origin(hint), get_args(hint)
    if origin is Annotated:
        return _type(arguments[0])
    if origin is Literal:
        return " or ".join(f"`{json.dumps(value)}`" for value in arguments)
    if origin in (Union, UnionType):
        return " or ".join(map(_type, arguments))
    if origin is list:
        return f"list of {_type(arguments[0])}"
    if origin is dict:
        return "object"
    if is_typeddict(hint):
        return f"[{hint.__name__}](#{hint.__name__.lower()})"
    return NAMES[hint]


if __name__ == "__main__":
    path = Path(sys.argv[1])
    write_text(path, updated(path.read_text("utf-8")))
