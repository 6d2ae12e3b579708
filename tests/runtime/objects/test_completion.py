"""New objects get the empty attributes that they require, and no others."""

from __future__ import annotations

import random
from typing import Any

import pytest
from pydicom.dataset import Dataset

from iodize import example
from iodize.definitions import Iod, NormalizedIod
from iodize.findings import codes
from iodize.iods import BasicFilmSession, CTImage, MRImage, RTPlan
from iodize.objects.completion import complete
from iodize.tables import editions
from iodize.validation.engine.engine import Validator

EDITION = editions.bundled()
VALIDATOR = Validator(EDITION)
ADDED = {codes.TYPE2_MISSING.name, codes.TYPE2C_MISSING.name}


def missing(dataset: Dataset) -> set[str]:
    """Return the paths of required attributes that may be empty, from a validation."""
    findings = VALIDATOR.check(dataset).findings
    return {finding.path for finding in findings if finding.code in ADDED}


def paths(dataset: Dataset, within: str = "") -> set[str]:
    """Return the paths of all attributes of a data set and its items."""
    result = set()
    for element in dataset:
        path = f"{within}{element.keyword}"
        result.add(path)
        for index, item in enumerate(element.value if element.VR == "SQ" else ()):
            result |= paths(item, f"{path}[{index}].")
    return result


def prune(dataset: Dataset, chance: float, source: random.Random) -> None:
    """Remove attributes at random, of items too, but not the SOP class."""
    for tag in list(dataset.keys()):
        element = dataset[tag]
        if element.keyword != "SOPClassUID" and source.random() < chance:
            del dataset[tag]
        for item in element.value if element.VR == "SQ" else ():
            prune(item, chance, source)


STORED: list[Any] = [
    pytest.param(EDITION.iod(keyword), uid, id=f"{keyword}-{uid}")
    for uid, keyword in EDITION.sop_classes.items()
    if not issubclass(EDITION.iod(keyword), NormalizedIod)
]


@pytest.mark.parametrize("chance", [0.05, 0.3])
@pytest.mark.parametrize(("iod", "uid"), STORED[::5])
def test_exactly_the_attributes_reported_by_a_validation_are_added(
    iod: type[Iod], uid: str, chance: float
) -> None:
    dataset = example.build(iod, uid, seed=3)
    prune(dataset, chance, random.Random(uid))
    before, lacking = paths(dataset), missing(dataset)

    complete(dataset, iod, EDITION)

    assert paths(dataset) - before == lacking


@pytest.mark.parametrize(
    ("status", "added"), [("APPROVED", True), ("UNAPPROVED", False)]
)
def test_attribute_of_type_2c_is_added_where_its_condition_holds(
    status: str, added: bool
) -> None:
    """Table C.8-52: Review Date depends on Approval Status."""
    dataset = example.build("RTPlan")
    dataset.ApprovalStatus = status
    dataset.pop("ReviewDate", None)

    complete(dataset, RTPlan, EDITION)

    assert ("ReviewDate" in dataset) is added


@pytest.mark.parametrize("present", [True, False])
def test_condition_of_an_item_is_evaluated_in_that_item(present: bool) -> None:
    """Table C.7-18: Device Diameter Units depend on Device Diameter."""
    with_diameter, without = Dataset(), Dataset()
    with_diameter.DeviceDiameter = 1.5
    dataset = example.build("CTImage")
    dataset.DeviceSequence = [without, with_diameter] if present else [without]

    complete(dataset, CTImage, EDITION)

    assert "DeviceDiameterUnits" not in without
    assert ("DeviceDiameterUnits" in with_diameter) is present


def test_added_attribute_has_no_value_and_the_vr_of_the_dictionary() -> None:
    dataset = example.build("CTImage")
    del dataset.KVP, dataset.StudyDate

    complete(dataset, CTImage, EDITION)

    assert (dataset["KVP"].VR, dataset["KVP"].is_empty) == ("DS", True)
    assert (dataset["StudyDate"].VR, dataset["StudyDate"].is_empty) == ("DA", True)


def test_attribute_of_type_1_is_not_added() -> None:
    dataset = example.build("CTImage")
    del dataset.Modality

    complete(dataset, CTImage, EDITION)

    assert "Modality" not in dataset


def test_conditions_are_evaluated_before_anything_is_added() -> None:
    """An attribute added without a value must not make another attribute required."""
    dataset = example.build("MRImage")
    prune(dataset, 0.5, random.Random(1))
    lacking = missing(dataset)

    complete(dataset, MRImage, EDITION)

    assert lacking <= paths(dataset)


def test_normalized_instance_is_not_changed() -> None:
    dataset = Dataset()
    dataset.SOPClassUID = "1.2.840.10008.5.1.1.1"

    complete(dataset, BasicFilmSession, EDITION)

    assert list(dataset.keys()) == [0x00080016]
