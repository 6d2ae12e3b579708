"""The JSON Schema of an export, generated from the types of its records."""

from __future__ import annotations

from collections.abc import Iterator
from types import UnionType
from typing import (
    Annotated,
    Any,
    Literal,
    NotRequired,
    Union,
    get_args,
    get_origin,
    get_type_hints,
    is_typeddict,
)

from .records import FILES, SCHEMA_VERSION

DRAFT = "https://json-schema.org/draft/2020-12/schema"

NAMES = {
    str: "string",
    int: "integer",
    bool: "boolean",
    type(None): "null",
}
"""Names of Python's types in JSON Schema."""


def json_schema() -> dict[str, Any]:
    """Return a JSON Schema with a definition of each file in `$defs`, by file name."""
    records = {
        found.__name__: found for top in FILES.values() for found in all_records(top)
    }
    return {
        "$schema": DRAFT,
        "title": f"iodize export, schema {SCHEMA_VERSION}",
        "$defs": {
            **{
                file: (
                    {"type": "array", "items": _reference(record)}
                    if file != "edition.json"
                    else _reference(record)
                )
                for file, record in FILES.items()
            },
            **{name: _record_schema(record) for name, record in records.items()},
        },
    }


def all_records(record: type) -> Iterator[type]:
    """Yield a record and the records in its fields."""
    yield record
    for hint in get_type_hints(record).values():
        for part in [hint, *get_args(hint)]:
            if is_typeddict(part):
                yield from all_records(part)


def fields(record: type) -> Iterator[tuple[str, Any, bool, str]]:
    """Yield the name of each field, its type, whether it is required, and its meaning."""
    for name, hint in get_type_hints(record, include_extras=True).items():
        optional = get_origin(hint) is NotRequired
        if optional:
            (hint,) = get_args(hint)
        meaning = ""
        if get_origin(hint) is Annotated:
            hint, meaning = get_args(hint)[:2]
        yield name, hint, not optional, meaning


def _record_schema(record: type) -> dict[str, Any]:
    known = list(fields(record))
    return {
        "description": record.__doc__,
        "type": "object",
        "properties": {
            name: ({"description": meaning} if meaning else {}) | _schema(hint)
            for name, hint, _, meaning in known
        },
        "required": [name for name, _, required, _ in known if required],
        "additionalProperties": False,
    }


def _reference(record: type) -> dict[str, Any]:
    return {"$ref": f"#/$defs/{record.__name__}"}


def _schema(hint: Any) -> dict[str, Any]:
    origin, arguments = get_origin(hint), get_args(hint)
    if origin is Annotated:
        return {"description": arguments[1]} | _schema(arguments[0])
    if origin is Literal:
        return {"enum": list(arguments)}
    if origin in (Union, UnionType):
        return {"anyOf": [_schema(argument) for argument in arguments]}
    if origin is list:
        return {"type": "array", "items": _schema(arguments[0])}
    if origin is dict:
        values = arguments[1]
        allowed = True if values is Any else _schema(values)
        return {"type": "object", "additionalProperties": allowed}
    return _reference(hint) if is_typeddict(hint) else {"type": NAMES[hint]}
