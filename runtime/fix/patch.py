"""The repairs of one file: what they change, and the repaired bytes."""

from __future__ import annotations

import re
import warnings
from collections import Counter
from collections.abc import Iterable, Iterator
from io import BytesIO
from itertools import groupby
from typing import Final, NamedTuple

from pydicom import dcmread
from pydicom.dataset import Dataset, FileDataset

from ..validation import codes
from ..validation.confidential import MASK, identifies
from ..validation.elements import Element
from ..validation.engine import Validator
from ..validation.findings import Finding, format_tag
from ..validation.values import TEXT, printable
from ..validation.walk import FILE_META
from .repairs import Repair, repair_of

UNSAFE: Final = frozenset(
    code.name
    for code in (
        codes.DEFLATE_BROKEN,
        codes.DUPLICATE_ELEMENT,
        codes.FILE_EMPTY,
        codes.FILE_UNREADABLE,
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
    )
)
"""Findings with which a file is not written anew: something might get lost."""

_STEP: Final = re.compile(
    r"(?:\((?P<group>[0-9A-F]{4}),(?P<element>[0-9A-F]{4})\)|(?P<keyword>\w+))"
    r"\[(?P<item>\d+)\]\."
)


class Change(NamedTuple):
    """One element, before and after its repair."""

    finding: Finding
    repair: Repair
    before: Element | None
    """None where it was absent."""
    after: Element | None


class Patch(NamedTuple):
    """What was done to one file."""

    path: str
    changes: tuple[Change, ...]
    data: bytes
    """The repaired file; empty where nothing was changed."""
    refused: str = ""
    """Why nothing was changed, although there was something to repair."""


def mend(path: str, validator: Validator) -> Patch:
    """Repair what can be repaired in one file, in memory.

    The result is checked again: a repair after which there are findings that were not
    there before is refused.
    """
    findings = validator.check(path).findings
    wanted = [(one, repair) for one in findings if (repair := repair_of(one))]
    if not wanted:
        return Patch(path, (), b"")
    if unsafe := sorted({one.code for one in findings} & UNSAFE):
        return Patch(path, (), b"", f"not repaired, because of {', '.join(unsafe)}")
    file = BytesIO()
    try:
        with warnings.catch_warnings(action="ignore"):  # the findings say it all
            dataset = dcmread(path, force=True)
            changes = tuple(_apply(dataset, wanted, validator))
            dataset.save_as(file, enforce_file_format=False)
    except Exception as error:
        # Whatever pydicom meets in what it cannot decode: ValueError, struct.error…
        return Patch(path, (), b"", f"not repaired: {type(error).__name__}")
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
    wanted: Iterable[tuple[Finding, Repair]],
    validator: Validator,
) -> Iterator[Change]:
    for finding, repair in wanted:
        item = enclosing(dataset, finding.path)
        tag = finding.tag
        if item is None or tag is None:
            continue
        before = item.get_item(tag) if tag in item else None
        if repair.apply(item, tag, validator.edition, dataset):
            after = item.get_item(tag) if tag in item else None
            yield Change(finding, repair, before, after)


def enclosing(dataset: Dataset, path: str) -> Dataset | None:
    """Return the data set or item that holds the element which a finding's path names.

    None where there is none, or the sequence cannot be read.
    """
    if path.startswith(f"{FILE_META}."):
        return getattr(dataset, "file_meta", None)
    for step in _STEP.finditer(path):
        try:
            sequence = dataset[
                step["keyword"] or int(step["group"] + step["element"], 16)
            ]
            dataset = sequence.value[int(step["item"])]
        except (LookupError, TypeError, ValueError):
            return None
    return dataset


def render(patch: Patch, show_values: bool = False) -> Iterator[str]:
    """Yield the lines of a patch, in the manner of a unified diff.

    Args:
        show_values: Whether values are shown that may tell who somebody is.
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
    """Return an element as a patch shows it: "(0018,0060) DS []  KVP"."""
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
