"""Optional modules and functional groups of an instance."""

from __future__ import annotations

import pytest
from pydicom import dcmread
from pydicom.data import get_testdata_file

from iodize.iods import (
    CTImage,
    EnhancedMRImage,
)
from iodize.modules import (
    ContrastBolus,
    OverlayPlane,
    Patient,
)

from .conftest import CT


class TestOptionalModules:
    def test_module_is_none_until_it_is_set(self, ct: CTImage) -> None:
        assert ct.contrast_bolus is None

        ct.contrast_bolus = ContrastBolus(ContrastBolusAgent="Iodine")

        assert ct.contrast_bolus is not None
        assert ct.contrast_bolus.ContrastBolusAgent == "Iodine"
        assert ct.to_dataset().ContrastBolusAgent == "Iodine"

    def test_instance_and_module_share_values(self, ct: CTImage) -> None:
        bolus = ContrastBolus(ContrastBolusAgent="Iodine")
        ct.contrast_bolus = bolus

        bolus.ContrastBolusVolume = 3.5

        assert ct.to_dataset().ContrastBolusVolume == 3.5
        assert set(bolus.to_dataset().dir()) == {
            "ContrastBolusAgent",
            "ContrastBolusVolume",
        }

    def test_none_removes_a_module(self, ct: CTImage) -> None:
        ct.contrast_bolus = ContrastBolus(ContrastBolusAgent="Iodine")

        ct.contrast_bolus = None

        assert "ContrastBolusAgent" not in ct.to_dataset()

    def test_module_is_accepted_as_an_argument(self) -> None:
        ct = CTImage(**CT, contrast_bolus=ContrastBolus(ContrastBolusAgent="Iodine"))

        assert ct.contrast_bolus is not None

    def test_another_module_is_refused(self, ct: CTImage) -> None:
        with pytest.raises(TypeError, match="contrast_bolus must be ContrastBolus"):
            ct.contrast_bolus = Patient()  # type: ignore[assignment]

    def test_overlay_planes_are_a_list_with_one_group_each(self, ct: CTImage) -> None:
        def plane(columns: int) -> OverlayPlane:
            return OverlayPlane(
                OverlayRows=8,
                OverlayColumns=columns,
                OverlayType="G",
                OverlayOrigin=[1, 1],
                OverlayBitsAllocated=1,
                OverlayBitPosition=0,
                OverlayData=bytes(columns),
            )

        ct.overlay_plane = [plane(8), plane(16)]
        dataset = ct.to_dataset()

        assert (dataset[0x60000011].value, dataset[0x60020011].value) == (8, 16)
        read = CTImage.from_dataset(dataset).overlay_plane
        assert read is not None
        assert [one.OverlayColumns for one in read] == [8, 16]


def test_functional_groups_have_the_macros_that_the_iod_lists() -> None:
    groups = EnhancedMRImage.FunctionalGroups()

    assert groups.FrameContentSequence is None
    with pytest.raises(AttributeError):
        groups.CTExposureSequence = []  # type: ignore[attr-defined]


def test_optional_module_is_found_in_a_data_set() -> None:
    dataset = dcmread(str(get_testdata_file("CT_small.dcm")))
    dataset.ContrastBolusAgent = "Iodine"

    ct = CTImage.from_dataset(dataset)

    assert isinstance(ct.contrast_bolus, ContrastBolus)
    assert ct.contrast_bolus.ContrastBolusAgent == "Iodine"
