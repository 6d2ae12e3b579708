"""Common values are valid for their attributes."""

from __future__ import annotations

import pytest

from iodize import example
from iodize.example import Customization
from iodize.example.natural import (
    LABELS,
    MODALITIES,
    PEOPLE_AND_PLACES,
    SERVICES,
    TREATMENTS,
)
from iodize.tables import editions

KEYWORDS = {keyword for _, _, keyword, *_ in editions.bundled().elements.values()}


def test_patient_is_the_same_in_all_examples() -> None:
    names = {str(example.build(iod).PatientName) for iod in ("CTImage", "RTPlan")}

    assert names == {"Doe^Jane"}


IN_SEQUENCES = {"CTDefinedProcedureProtocol", "XADefinedProcedureProtocol"}
"""IODs without Modality in the data set itself."""


@pytest.mark.parametrize(
    ("iod", "modality"),
    [
        (iod, modality)
        for entry, modality in MODALITIES.items()
        if (iod := entry.partition(".")[0]) not in IN_SEQUENCES
    ],
)
def test_modality_is_that_of_the_iod(iod: str, modality: str) -> None:
    custom = Customization(attributes=frozenset({"Modality"}))
    made = example.construct(iod, custom=custom)

    assert made.dataset.Modality == modality


def test_entries_are_for_attributes_of_the_dictionary() -> None:
    entries = {**PEOPLE_AND_PLACES, **TREATMENTS, **LABELS, **SERVICES}

    assert {entry.rpartition(".")[2] for entry in entries} <= KEYWORDS


def test_leaf_boundaries_are_one_more_than_leaf_pairs() -> None:
    plan = example.build("RTPlan")
    beam, *_ = plan.BeamSequence
    for device in beam.BeamLimitingDeviceSequence:
        boundaries = device.get("LeafPositionBoundaries")
        if boundaries is not None:
            assert len(boundaries) == device.NumberOfLeafJawPairs + 1
