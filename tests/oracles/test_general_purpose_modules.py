"""The modules of general purpose steps, compared with PS3.3-2008 in another project's XML."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ElementTree
from typing import Final

import pytest

from iodize import modules
from iodize.tables.descriptions import Definition

from ..docbook import folder
from .test_retired_services import Place, here

FILE: Final = folder() / "2008" / "gdcm-Part3.xml"

MODULES: Final = {
    "C.4.18": "GeneralPurposeScheduledProcedureStepRelationship",
    "C.4.19": "GeneralPurposeScheduledProcedureStepInformation",
    "C.4.20": "GeneralPurposePerformedProcedureStepRelationship",
    "C.4.21": "GeneralPurposePerformedProcedureStepInformation",
    "C.4.22": "GeneralPurposeResults",
}
"""The modules by section."""

LEFT: Final = {"(0038,0011)", "(0038,0061)", "(0040,A494)"}
"""Issuers that were retired after 2008, and Archive Requested, which the messages of the
definition files do not have."""

ADDED: Final = {"(0010,0024)", "(0008,0051)", "(0038,0014)", "(0038,0064)"} | {
    "(0040,0026)",
    "(0040,0027)",
}
"""Issuers that the editions after 2008 have added."""


def in_file(section: str) -> tuple[set[Place], set[Place]]:
    """Return the paths of a module, and those of the sequences that include a macro."""
    root = ElementTree.parse(FILE).getroot()
    (module,) = (each for each in root.iter("module") if each.get("ref") == section)
    found: set[Place] = set()
    including: set[Place] = set()
    path: list[str] = []
    for each in module:
        text = each.get("name") or each.get("ref") or ""
        (marks,) = re.findall(r"^>*", text)[:1]
        del path[len(marks) :]
        if each.tag == "include":
            including.add(tuple(path))
        elif each.tag == "entry":
            path.append(f"({each.get('group')},{each.get('element')})".upper())
            found.add(tuple(path))
    return found, including


@pytest.mark.skipif(not FILE.is_file(), reason=f"no {FILE}")
@pytest.mark.parametrize("section", MODULES)
def test_attributes_are_nested_as_in_2008(section: str) -> None:
    definition: type[Definition] = getattr(modules, MODULES[section])
    ours = set(here(definition))
    theirs, including = in_file(section)
    of_macros = {
        path
        for path in ours
        if any(path[: len(outer)] == outer and outer != path for outer in including)
    }

    assert theirs
    assert {path for path in theirs - ours if path[-1] not in LEFT} == set()
    further = {path for path in ours - theirs - of_macros if not ADDED & {*path}}
    assert further == set()
