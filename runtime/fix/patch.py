"""Repairing one file: the changed elements, and the repaired bytes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from io import BytesIO
from itertools import groupby
from typing import Final, NamedTuple

from pydicom import dcmread
from pydicom.dataset import Dataset, FileDataset

from ..encoding.readings import Element
from ..encoding.value_forms import TEXT, printable
from ..findings import codes
from ..findings.finding import FILE_META, Finding, format_tag
from ..findings.masking import MASK, identifies
from ..findings.paths import parse
from ..validation.engine.engine import Validator
from .repairs import Repair, repair_of

UNSAFE: Final = frozenset(
    code.name
    for code in (
        codes.DEFLATE_BROKEN,
        codes.DEFLATE_LIMIT,
        codes.DELIMITER_MISPLACED,
        codes.DUPLICATE_ELEMENT,
        codes.FILE_EMPTY,
        codes.FILE_UNREADABLE,
        codes.FRAGMENTS_BROKEN,
        codes.META_MISSING,
        codes.NESTED_TOO_DEEP,
        codes.NOT_CHECKED,
        codes.NOT_DICOM,
        codes.NO_DATA_SET,
        codes.SEQUENCE_BROKEN,
        codes.TRAILING_BYTES,
        codes.TRANSFER_SYNTAX_DIFFERS,
        codes.TRUNCATED,
        codes.UNDECODABLE,
        codes.VR_MIXED,
        codes.VR_UNKNOWN,
    )
)
"""Codes of findings with which a file is not rewritten, because data could be lost."""


class Change(NamedTuple):
    """One element, before and after its repair."""

    finding: Finding
    repair: Repair
    before: Element | None
    """None if it was absent."""
    after: Element | None
    """None if it was removed."""


class Patch(NamedTuple):
    """The changes of one file."""

    path: str
    changes: tuple[Change, ...]
    data: bytes
    """The repaired file; empty if nothing was changed."""
    refused: str = ""
    """The reason if nothing was changed although a repair applies."""


def repair_file(path: str, validator: Validator) -> Patch:
    """Apply all repairs to one file, in memory.

    The result is validated. If it has findings that the file did not have, no repair is
    applied. pydicom may emit warnings about the file, which the findings include.
    """
    findings = validator.check(path).findings
    applicable = [(one, repair) for one in findings if (repair := repair_of(one))]
    if not applicable:
        return Patch(path, (), b"")
    if unsafe := sorted({one.code for one in findings} & UNSAFE):
        return Patch(path, (), b"", f"not repaired, because of {', '.join(unsafe)}")
    file = BytesIO()
    try:
        dataset = dcmread(path, force=True)
        changes = tuple(_apply(dataset, applicable, validator))
        dataset.save_as(file, enforce_file_format=False)
    except Exception:
        # pydicom raises errors of many types for data that it cannot decode.
        return Patch(path, (), b"", "not repaired: the file cannot be decoded")
    if not changes:
        return Patch(path, (), b"")
    file.seek(0)
    known = Counter((one.code, one.path) for one in findings)
    again = Counter((one.code, one.path) for one in validator.check(file).findings)
    if worse := sorted(again - known):
        code, where = worse[0]
        return Patch(path, (), b"", f"not repaired: {where} would be {code}")
    return Patch(path, changes, file.getvalue())


def _apply(
    dataset: FileDataset,
    applicable: Iterable[tuple[Finding, Repair]],
    validator: Validator,
) -> Iterator[Change]:
    for finding, repair in applicable:
        item = enclosing(dataset, finding.path)
        tag = finding.tag
        if item is None or tag is None:
            continue
        before = item.get_item(tag) if tag in item else None
        if repair.apply(item, tag, validator.edition, dataset):
            after = item.get_item(tag) if tag in item else None
            yield Change(finding, repair, before, after)


def enclosing(dataset: Dataset, path: str) -> Dataset | None:
    """Return the data set or item that contains the element of a finding's path.

    None if it does not exist or a sequence of the path cannot be decoded.
    """
    try:
        *sequences, _ = parse(path)
    except ValueError:
        return None
    for step in sequences:
        if step.name == FILE_META:
            return getattr(dataset, "file_meta", None)
        try:
            dataset = dataset[step.key].value[step.item or 0]
        except (LookupError, TypeError, ValueError):
            return None
    return dataset


def render(patch: Patch, show_values: bool = False) -> Iterator[str]:
    """Yield the lines of a patch, in the form of a unified diff.

    Args:
        show_values: Whether to show values that may identify a person.
    """
    if patch.refused:
        yield f"# {patch.path}: {patch.refused}"
    if not patch.changes:
        return
    yield f"--- {patch.path}"
    yield f"+++ {patch.path} (repaired)"
    for place, changes in groupby(patch.changes, key=lambda one: _place(one.finding)):
        yield f"@@ {place or 'data set'} @@"
        for change in changes:
            yield from _lines(change, show_values)


def _lines(change: Change, show_values: bool) -> Iterator[str]:
    finding, repair, before, after = change
    hidden = identifies(finding) and not show_values
    if repair.rewrites:
        yield f" {finding.path}  # {repair.name}"
        return
    if before is not None:
        mark = "" if after is not None else f"  # {repair.name}"
        yield f"-{_element(before, finding, hidden)}{mark}"
    if after is not None:
        yield f"+{_element(after, finding, hidden)}  # {repair.name}"


def _place(finding: Finding) -> str:
    return finding.path.rpartition(".")[0]


def _element(element: Element, finding: Finding, hidden: bool) -> str:
    """Return an element as text: "(0018,0060) DS []  KVP"."""
    value = element.value
    vr = element.VR or finding.vr
    if isinstance(value, bytes) and (hidden or vr not in TEXT):
        shown = f"{MASK} {len(value)} bytes" if hidden else f"{len(value)} bytes"
    elif isinstance(value, bytes):
        shown = "".join(
            chr(one) if 32 <= one < 127 else f"\\x{one:02x}" for one in value[:64]
        )
    else:
        shown = printable(str(value or "").encode("utf-8", "replace"))
        shown = MASK if hidden and shown else shown
    name = f"  {finding.keyword}" if finding.keyword else ""
    return f"{format_tag(int(element.tag))} {vr} [{shown}]{name}"
