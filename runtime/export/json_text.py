"""JSON text with one record per line, which is readable and easy to compare."""

from __future__ import annotations

import json
from typing import Any


def to_json(value: Any) -> str:
    """Return JSON in which each object of a list starts a new line."""
    return _text(value, "") + "\n"


def _text(value: Any, margin: str) -> str:
    match value:
        case dict() if any(map(_is_list_of_records, value.values())):
            members = (
                f"{json.dumps(key)}: {_text(member, margin)}"
                for key, member in value.items()
            )
            return "{" + ", ".join(members) + "}"
        case list() if _is_list_of_records(value):
            inner = margin + " "
            lines = ",\n".join(inner + _text(record, inner) for record in value)
            return f"[\n{lines}\n{margin}]"
        case _:
            return json.dumps(value, ensure_ascii=False)


def _is_list_of_records(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and isinstance(value[0], dict)
