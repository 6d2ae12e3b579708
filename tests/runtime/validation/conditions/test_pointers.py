"""The kinds of attributes to which pointers refer, from the definitions of an edition."""

import pytest
from pydicom.dataset import Dataset

from iodize.conditions import Truth, compiled, parse
from iodize.tables import editions
from iodize.tables.sites import TOP, sites
from iodize.validation.conditions.facts import Facts
from iodize.validation.views import ItemView, Names


@pytest.fixture(scope="module")
def facts() -> Facts:
    return Facts(editions.bundled(), {})


@pytest.mark.parametrize(
    ("tag", "kind", "expected"),
    [
        ("00081140", "sequence", True),  # Referenced Image Sequence
        ("00080060", "sequence", False),  # Modality
        ("00540220", "code-sequence", True),  # View Code Sequence
        ("00082218", "code-sequence", True),  # Anatomic Region Sequence
        ("00081140", "code-sequence", False),
        ("00080060", "code-sequence", False),
        ("00082240", "code-sequence", None),  # Transducer Position Sequence, retired
        ("00209056", "grouped", True),  # Stack ID
        ("00080060", "grouped", False),
        ("00200032", "grouped", None),  # Image Position (Patient)
        ("300A00C0", "nested", True),  # Beam Number
        ("00020010", "nested", None),  # Transfer Syntax UID, in no module
        ("00100010", "nested", None),  # Patient's Name
        ("00280010", "nested", None),  # Rows
        ("00201209", "nested", None),
        ("00191010", "sequence", None),
        ("not a tag", "sequence", None),
    ],
)
def test_kind_of_a_tag(facts: Facts, tag: str, kind: str, expected: Truth) -> None:
    assert facts.points(tag, kind) is expected


def test_keyword_of_a_tag(facts: Facts) -> None:
    assert facts.keyword("00080060") == "Modality"
    assert facts.keyword("00191010") == ""


def test_sites_of_attributes_of_nested_items() -> None:
    beams = editions.bundled().part("modules").RTBeams

    found = sites([(beams, TOP)])

    assert found["BeamSequence"] == {TOP}
    assert found["GantryAngle"] == {"ControlPointSequence"}


def test_every_overlay_of_a_data_set_is_read(facts: Facts) -> None:
    test = compiled(parse("repeated.NumberOfFramesInOverlay > 1"))
    names = Names(editions.bundled())

    def holds(frames: dict[int, int]) -> Truth:
        dataset = Dataset()
        for group, number in frames.items():
            dataset.add_new((group, 0x0015), "IS", number)
        elements = {int(element.tag): element for element in dataset}
        return test(ItemView(elements, None, "", None, None, names), facts)

    assert holds({0x6000: 1, 0x6002: 8}) is True
    assert holds({0x6004: 8}) is True
    assert holds({0x6000: 1}) is False
    assert holds({}) is False
