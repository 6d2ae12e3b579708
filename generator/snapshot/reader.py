"""Reads the files of a snapshot into the model."""

from __future__ import annotations

from pathlib import Path
from typing import Any, cast

from lxml import etree

from ..model import Part, Standard
from . import schema
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

RETIRED = "retired"
"""The folder of the facts of retired services, beside those of the editions."""


def editions_in(root: Path) -> list[str]:
    """Return the names of the snapshots in a folder, oldest first."""
    folders = (file.parent.name for file in root.glob(f"*/{file_name(LEADING)}"))
    return sorted(name for name in folders if name != RETIRED)


def read(folder: Path) -> Standard:
    """Read the model from a snapshot, whose folder is named after the edition.

    Raises:
        UnknownSnapshotError: The folder does not exist.
        SnapshotError: A file is missing or not valid.
    """
    folder = folder.resolve()
    if not folder.is_dir():
        raise UnknownSnapshotError(folder.name, editions_in(folder.parent))
    standard = _read_parts(folder)
    if standard.edition != folder.name:
        leading = folder / file_name(LEADING)
        raise EditionMismatchError(leading, folder.name, standard.edition)
    return standard


def read_retired() -> Standard:
    """Read the facts of the services that newer editions no longer contain.

    Raises:
        SnapshotError: A file is missing or not valid.
    """
    return _read_parts(Path(__file__).parents[1] / RETIRED)


def _read_parts(folder: Path) -> Standard:
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
    return Standard(edition=edition, parts=tuple(parts.values()), **content)


def _read(file: Path, number: int) -> dict[str, Any]:
    """Return the content of the root element of a part's file, by the names of its shape."""
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
    """Return the line and a description of the first violation of the schema.

    The message of the schema processor often lacks the value and the line; it is used only
    if all names and values are valid.
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
        raise MalformedXmlError(
            file, 1, "a snapshot must not have a document type declaration"
        )
    return root
