"""Changes that do not depend on tables of iodize: it reports the errors of dciodvfy.

Every attribute of the built objects is removed, and every code string is given a wrong
value, independent of the rules of iodize.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import pytest
from pydicom.dataelem import DataElement

from iodize.example import Construction
from iodize.findings.finding import Severity
from iodize.validation.engine.engine import Validator
from tests.mutation.faults import Edit, Fault, made
from tests.mutation.injection import UNTOUCHED, steps_to
from tests.mutation.objects import BUILT, built

from . import dciodvfy
from .differences import NOT_KNOWN

SHARE = 0.975
"""Share of the errors of dciodvfy that iodize must report; docs/peers.md lists the rest."""

NOTHING: frozenset[str] = frozenset()


@pytest.mark.slow
def test_what_dciodvfy_names_is_named(one_of: int, tmp_path: Path) -> None:
    if not dciodvfy.is_installed():
        if os.environ.get("IODIZE_TOOLS") == "required":
            pytest.fail("dciodvfy is missing: apt-get install dicom3tools")
        pytest.skip("dciodvfy is not installed: Debian package dicom3tools")
    pair = _Pair(tmp_path / "object.dcm")
    both = 0
    alone: list[str] = []
    for change in islice(_changes(pair), 0, None, one_of):
        peers, ours = pair.judge(*change)
        both += peers and ours
        if peers and not ours:
            alone.append(f"{change[0].iod.__name__}: {change[1]}")

    assert both > 1600 // one_of
    assert both >= SHARE * (both + len(alone)), alone


class _Pair:
    """Both validators, with their additional messages for a changed object."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._validator = Validator()

    def says(self, construction: Construction) -> tuple[set[str], set[str]]:
        """Return the errors of dciodvfy, and those of iodize, each behind its tag."""
        construction.dataset.save_as(self._path, enforce_file_format=True)
        return (
            {
                f"{each.tag} {each.text}"
                for each in dciodvfy.check(self._path)
                if each.severity == "Error"
            },
            {
                f"{each.tag} {each.path}"
                for each in self._validator.check(self._path).findings
                if each.severity is Severity.ERROR
            },
        )

    def judge(
        self, construction: Construction, fault: Fault, before: tuple[set[str], ...]
    ) -> tuple[bool, bool]:
        """Return whether each of the two objects to the attribute that was changed."""
        with made(construction.dataset, fault):
            after = self.says(construction)
        news = [now - then for now, then in zip(after, before, strict=True)]
        peers, ours = (
            any(each.startswith(f"{fault.tag} ") for each in new) for new in news
        )
        return peers, ours


def _changes(
    pair: _Pair,
) -> Iterator[tuple[Construction, Fault, tuple[set[str], ...]]]:
    """Yield one change of a kind for every row of a table that some object follows."""
    seen: set[tuple[object, ...]] = set()
    for uid in BUILT:
        one = built(uid)
        before = pair.says(one)
        if any(NOT_KNOWN in each for each in before[0]):
            continue
        for node in one.root.nodes():
            for asked in node.asked():
                if asked.tag not in node.dataset or asked.keyword in UNTOUCHED:
                    continue
                element = node.dataset[asked.tag]
                kinds: dict[str, DataElement | None] = {"removed": None}
                if element.VR == "CS" and element.value:
                    values = element.value if element.VM > 1 else [element.value]
                    wrong = ["WRONG_VALUE", *values[1:]]
                    kinds["wrong value"] = DataElement(asked.tag, "CS", wrong)
                for kind, changed in kinds.items():
                    key = (kind, *(row.owner for row in asked.rows), asked.keyword)
                    if key not in seen:
                        seen.add(key)
                        edit = Edit(steps_to(node), asked.tag, changed)
                        path = node.path(asked.keyword)
                        yield one, Fault(
                            kind, (edit,), NOTHING, asked.tag, path
                        ), before
