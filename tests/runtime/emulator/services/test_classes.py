"""SOP classes by name, and those that providers support."""

from __future__ import annotations

from iodize import services
from iodize.emulator.emulator import Emulator
from iodize.emulator.services.classes import provided, sop_class, storage_classes
from iodize.emulator.services.services import providers

from ..requests import CT_IMAGE, MPPS


def test_sop_class_is_found_by_its_name() -> None:
    assert sop_class("CTImageStorage") is services.CTImageStorage


def test_storage_classes_are_those_of_storage_and_non_patient_objects() -> None:
    classes = storage_classes()

    assert classes[CT_IMAGE] is services.CTImageStorage
    assert classes["1.2.840.10008.5.1.4.38.1"] is services.HangingProtocolStorage
    assert MPPS not in classes
    assert all(each.uid == uid for uid, each in classes.items())


def test_verification_is_always_provided(emulator: Emulator) -> None:
    assert list(provided([])) == ["1.2.840.10008.1.1"]


def test_storage_provider_provides_all_storage_classes(emulator: Emulator) -> None:
    found = provided(providers(emulator, ["storage", "mpps"]))

    assert storage_classes().items() <= found.items()
    assert MPPS in found
