"""The `repr` of an object: its class and its first values."""

from __future__ import annotations

from pydicom.dataset import Dataset

from iodize.iods import CTImage
from iodize.macros import Code
from iodize.modules import OverlayPlane


def test_values_follow_the_order_of_their_tags() -> None:
    code = Code("T-D1100", "SRT", "Head")

    assert repr(code) == (
        "Code(CodeValue='T-D1100', CodingSchemeDesignator='SRT', CodeMeaning='Head')"
    )


def test_further_values_are_counted(ct: CTImage) -> None:
    text = repr(ct)

    assert text.startswith("CTImage(")
    assert text.endswith(" more)")
    assert text.count("=") == 8


def test_bytes_and_items_are_counted() -> None:
    overlay = OverlayPlane.from_dataset(Dataset())
    overlay.OverlayData = bytes(5)
    image = CTImage.from_dataset(Dataset())
    image.ProcedureCodeSequence = [Code("a", "b", "c")]

    assert repr(overlay) == "OverlayPlane(OverlayData=<5 bytes>)"
    assert repr(image) == "CTImage(ProcedureCodeSequence=<1 item>)"


def test_invalid_value_is_described_by_its_error() -> None:
    dataset = Dataset()
    dataset.add_new(0x00280010, "US", [1, 2])

    assert "Rows=InvalidValueError" in repr(CTImage.from_dataset(dataset))
