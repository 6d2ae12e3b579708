"""A module is recognized by what no other module of the IOD has."""

from __future__ import annotations

from typing import Any

import pytest

from iodize.conditions import Truth, evaluate, parse
from iodize.conditions.plain import plain_view
from iodize.tables import editions
from iodize.validation.conditions.facts import Facts

GRAYSCALE = "1.2.840.10008.5.1.4.1.1.11.1"
"""Grayscale Softcopy Presentation State: has both modules of shutters."""

BITMAP = {
    "ShutterShape": "BITMAP",
    "ShutterOverlayGroup": 0x6000,
    "ShutterPresentationValue": 0,
}
CIRCLE = {
    "ShutterShape": "CIRCULAR",
    "CenterOfCircularShutter": [5, 5],
    "RadiusOfCircularShutter": 5,
    "ShutterPresentationValue": 0,
}


def in_use(module: str, dataset: dict[str, Any], sop_class_uid: str) -> Truth:
    view = plain_view(dataset, sop_class_uid=sop_class_uid)
    return evaluate(parse(f'module("{module}")'), view, Facts(editions.bundled(), {}))


@pytest.mark.parametrize(
    ("dataset", "display", "bitmap"),
    [
        ({}, False, False),
        (CIRCLE, True, False),
        (BITMAP, False, True),
        (CIRCLE | {"ShutterShape": ["BITMAP", "CIRCULAR"]}, True, True),
        ({"ShutterShape": "CIRCULAR"}, True, False),
        ({"ShutterShape": "BITMAP"}, False, True),
        ({"ShutterPresentationValue": 0}, False, False),
    ],
)
def test_modules_of_shutters_are_told_apart(
    dataset: dict[str, Any], display: Truth, bitmap: Truth
) -> None:
    assert in_use("DisplayShutter", dataset, GRAYSCALE) is display
    assert in_use("BitmapDisplayShutter", dataset, GRAYSCALE) is bitmap


def test_attributes_of_other_modules_do_not_show_the_use_of_a_module() -> None:
    edition = editions.bundled()
    found = []
    for uid, keyword in edition.sop_classes.items():
        definitions = [use.definition for use in edition.iod(keyword).module_uses]
        for module in definitions:
            others = [each for each in definitions if each is not module]
            common = {
                row.keyword: ""
                for other in others
                for row in other.attributes().values()
                if row.tag in module.attributes()
            }
            common.pop("SOPClassUID", None)  # every object has it
            if module.__name__ != "SOPCommon" and in_use(module.__name__, common, uid):
                found.append((keyword, module.__name__))

    assert found == []
