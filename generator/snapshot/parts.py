"""Assignment of facts to parts of the standard: the layout of a snapshot."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from types import SimpleNamespace

import attrs

from ..model import Part, Standard
from .shapes import Shape, fields_of, shape_of_fields

CONTENT: Mapping[int, tuple[str, ...]] = {
    3: (
        "iods",
        "modules",
        "macros",
        "value_tables",
        "content_constraints",
        "directory_records",
    ),
    4: (
        "sop_classes",
        "service_tables",
        "status_tables",
        "services",
    ),
    6: ("elements", "uids", "frames_of_reference", "context_groups", "templates"),
    7: (
        "command_elements",
        "messages",
        "status_classes",
        "general_statuses",
        "service_statuses",
    ),
}
"""The fields of `Standard` in the file of each part, in the order of the file."""

LEADING = 3
"""PS3.3: required in every edition, and determines its name."""


def file_name(part: int) -> str:
    """Return the file name of a part: "part03.xml"."""
    return f"part{part:02}.xml"


@cache
def shape_of_part(number: int) -> Shape:
    """Return the shape of a part's root element: `<part number="3" edition="2023a">`."""
    fields = {field.name: field for field in fields_of(Standard)}
    content = [fields[name] for name in CONTENT[number]]
    shape = shape_of_fields("part", (*fields_of(Part), *content))
    attributes = [
        (
            attrs.evolve(attribute, pattern=re.compile(str(number)))
            if attribute.name == "number"
            else attribute
        )
        for attribute in shape.attributes
    ]
    return attrs.evolve(shape, attributes=tuple(attributes))


def content_of_part(standard: Standard, part: Part) -> SimpleNamespace:
    """Return the content of the root element of a part, by the names of its shape."""
    content = {name: getattr(standard, name) for name in CONTENT[part.number]}
    return SimpleNamespace(**attrs.asdict(part, recurse=False), **content)
