"""A customization is empty unless parts or values are given."""

from __future__ import annotations

from iodize import example
from iodize.example import Customization
from iodize.example.customization import MINIMAL


def test_empty_customization_gives_the_minimal_object() -> None:
    assert Customization() == MINIMAL
    made = example.construct("CTImage", custom=MINIMAL)

    assert made.dataset == example.build("CTImage")


def test_customization_does_not_change_other_examples() -> None:
    before = example.build("CTImage")
    example.construct("CTImage", custom=Customization(values={"KVP": "80"}))

    assert example.build("CTImage") == before
