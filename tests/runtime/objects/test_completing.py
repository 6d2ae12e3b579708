"""New objects get the empty attributes that their values require."""

from __future__ import annotations

from typing import Literal

import pytest
from pydicom.dataset import Dataset

from iodize.iods import CTImage, RTPlan
from iodize.macros import Code
from iodize.modules import Approval, Device

from .conftest import CT
from .walking import rebuilt


def catheter() -> Device.DeviceItem:
    """Return a device whose diameter has no units."""
    item = Device.DeviceItem("A-04010", "SRT", "Catheter")
    item.DeviceDiameter = 1.5
    return item


def test_attribute_of_type_2_is_added_without_a_value() -> None:
    dataset = CTImage(**CT).to_dataset()

    assert dataset["PositionReferenceIndicator"].is_empty


@pytest.mark.parametrize(
    ("status", "added"), [("APPROVED", True), ("UNAPPROVED", False)]
)
def test_attribute_of_type_2c_is_added_where_its_condition_holds(
    status: Literal["APPROVED", "UNAPPROVED"], added: bool
) -> None:
    """Review Date: PS3.3 Table C.8-52, required unless the plan is unapproved."""
    plan = rebuilt(RTPlan.example()).replace(approval=None)
    approval = Approval.from_dataset(Dataset())
    approval.ApprovalStatus = status
    plan.approval = approval

    assert ("ReviewDate" in plan.to_dataset()) is added


def test_attribute_of_type_2c_is_added_to_an_item() -> None:
    """Device Diameter Units: PS3.3 Table C.7-18, required with Device Diameter."""
    ct = CTImage(**CT, device=Device(DeviceSequence=[catheter()]))

    assert ct.to_dataset().DeviceSequence[0]["DeviceDiameterUnits"].is_empty


def test_object_itself_is_not_changed() -> None:
    ct = CTImage(**CT, device=Device(DeviceSequence=[catheter()]))

    ct.to_dataset()

    assert ct.device is not None
    assert not ct.device.DeviceSequence[0]._has(0x00500017)


def test_object_that_was_read_is_not_completed() -> None:
    dataset = CTImage(**CT).to_dataset()
    del dataset.PositionReferenceIndicator

    assert CTImage.from_dataset(dataset).to_dataset() == dataset


def test_item_alone_is_not_completed() -> None:
    code = Code("a", "99X", "x").to_dataset()

    assert isinstance(code, Dataset)
    assert {each.keyword for each in code} == {
        "CodeValue",
        "CodingSchemeDesignator",
        "CodeMeaning",
    }
