"""The files of a snapshot to the model."""

from __future__ import annotations

from pathlib import Path
from typing import Any, cast

from lxml import etree

from ..model import Part, Standard
from . import schema
from .bundle import editions_in
from .codec import RefusedValueError, decode_fields
from .diagnosis import faults
from .errors import (
    EditionMismatchError,
    InvalidValueError,
    MalformedXmlError,
    MissingPartError,
    SchemaViolationError,
    UnknownSnapshotError,
    UnreadableFileError,
)
from .parts import CONTENT, LEADING, file_name, shape_of_part
from .shapes import Shape


def read(folder: Path) -> Standard:
    """Return the model of a snapshot, whose folder is named after the edition.

    Raises:
        UnknownSnapshotError: There is no such folder.
        SnapshotError: A file is missing or wrong; it says where, and what.
    """
    folder = folder.resolve()
    if not folder.is_dir():
        raise UnknownSnapshotError(folder.name, editions_in(folder.parent))
    leading = folder / file_name(LEADING)
    if not leading.exists():
        raise MissingPartError(leading, None, f"PS3.{LEADING} is missing")

    parts: dict[int, Part] = {}
    content: dict[str, Any] = {}
    for number in CONTENT:
        file = folder / file_name(number)
        if file.exists():
            fields = _read(file, number)
            parts[number] = Part(fields.pop("number"), fields.pop("edition"))
            content |= fields
    edition = parts[LEADING].edition
    if edition != folder.name:
        raise EditionMismatchError(leading, folder.name, edition)
    return Standard(edition=edition, parts=tuple(parts.values()), **content)


def _read(file: Path, number: int) -> dict[str, Any]:
    """Return what the root element of a part's file says, by the names of its shape."""
    root = _parse(file)
    shape = shape_of_part(number)
    if root.tag != shape.element:
        problem = f"the root is <{root.tag}>, not <{shape.element}>"
        raise SchemaViolationError(file, cast(int, root.sourceline), problem)
    relax_ng = schema.of_part(number)
    if not relax_ng.validate(root):
        raise SchemaViolationError(file, *_violation(root, shape, relax_ng.error_log))
    try:
        return decode_fields(root, shape)
    except RefusedValueError as error:
        raise InvalidValueError(file, error.line, error.problem) from error


def _violation(
    root: etree._Element, shape: Shape, log: etree._ListErrorLog
) -> tuple[int, str]:
    """Return the line and the words of what the schema refuses.

    The schema processor often knows neither the value nor the line; it is asked only
    where all names and values are right.
    """
    for fault in faults(root, shape):
        return fault.line, fault.problem
    entry = max(log, key=lambda entry: entry.line)
    return entry.line, entry.message


def _parse(file: Path) -> etree._Element:
    parser = etree.XMLParser(
        remove_comments=True, remove_pis=True, resolve_entities=False, no_network=True
    )
    try:
        root = etree.fromstring(file.read_bytes(), parser)
    except OSError as error:
        problem = error.strerror or type(error).__name__
        raise UnreadableFileError(file, None, problem) from error
    except etree.XMLSyntaxError as error:
        raise MalformedXmlError(
            file, error.lineno, error.msg.split(", line ")[0]
        ) from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise MalformedXmlError(file, 1, "a snapshot has no document type declaration")
    return root
