"""Presentation states: their transformations replace those of the image."""

from __future__ import annotations

import numpy as np

from iodize.printing import Kind

from .conversion import HALF, kinds, printable, window_of
from .images import image, item, ramp, state


def test_presentation_state_replaces_the_transformations_of_the_image() -> None:
    """Its absent modality LUT is an identity: PS3.4 N.2.1.1."""
    made = image(
        ramp(), "MONOCHROME1", RescaleSlope=3, RescaleIntercept=5, WindowCenter=1
    )
    voi = item(WindowCenter=64, WindowWidth=128)
    found = printable(made, state(made, SoftcopyVOILUTSequence=[voi]))

    assert np.abs(found.pixels - window_of(ramp(), 64, 128) * 255).max() <= HALF


def test_presentation_state_inverts() -> None:
    made = image(ramp(dtype=np.uint8))
    found = printable(made, state(made, PresentationLUTShape="INVERSE"))

    assert (found.pixels == 255 - ramp()).all()


def test_presentation_lut_of_a_state_is_applied() -> None:
    made = image(ramp(dtype=np.uint8))
    applied = state(made)
    del applied.PresentationLUTShape
    table = (255 - np.arange(256)) * 16
    lut = item(LUTDescriptor=[256, 0, 12], LUTData=table.tolist())
    applied.PresentationLUTSequence = [lut]
    expected = (table / 4095)[ramp()] * 255

    assert np.abs(printable(made, applied).pixels - expected).max() <= HALF


def test_state_of_another_image_is_not_applied() -> None:
    made, other = image(ramp(dtype=np.uint8)), image(ramp())
    found = printable(made, state(other, PresentationLUTShape="INVERSE"))

    assert (found.pixels == ramp()).all()
    assert kinds(found) == [Kind.NOT_APPLIED]


def test_state_rotates_and_flips() -> None:
    made = image(ramp(dtype=np.uint8), PixelSpacing=[1, 2])
    turned = state(made, ImageRotation=90, ImageHorizontalFlip="Y")
    found = printable(made, turned)

    assert (found.pixels == np.rot90(ramp(), -1)[:, ::-1]).all()
    assert (found.aspect, found.width) == ((2, 1), 8)


def test_shutters_of_a_state_are_combined() -> None:
    made = image(np.full((20, 20), 100, np.uint8))
    shuttered = state(
        made,
        ShutterShape=["RECTANGULAR", "CIRCULAR", "POLYGONAL"],
        ShutterLeftVerticalEdge=3,
        ShutterRightVerticalEdge=18,
        ShutterUpperHorizontalEdge=5,
        ShutterLowerHorizontalEdge=20,
        CenterOfCircularShutter=[10, 10],
        RadiusOfCircularShutter=6,
        VerticesOfThePolygonalShutter=[1, 1, 1, 20, 20, 20, 20, 10],
        ShutterPresentationValue=0xFFFF,
    )
    pixels = printable(made, shuttered).pixels

    assert pixels[9, 9] == 100
    assert pixels[3, 9] == 255  # above the rectangle
    assert pixels[9, 16] == 255  # outside of the circle
    assert pixels[12, 4] == 255  # left of the polygon


def test_parts_of_a_state_that_are_not_applied_are_noted() -> None:
    made = image(ramp(dtype=np.uint8))
    area = item(
        DisplayedAreaTopLeftHandCorner=[1, 1], DisplayedAreaBottomRightHandCorner=[4, 4]
    )
    whole = item(
        DisplayedAreaTopLeftHandCorner=[1, 1],
        DisplayedAreaBottomRightHandCorner=[16, 8],
    )
    partial = state(
        made,
        DisplayedAreaSelectionSequence=[area],
        GraphicAnnotationSequence=[item(GraphicLayer="A")],
    )
    complete = state(made, DisplayedAreaSelectionSequence=[whole])

    assert [detail for _, detail in printable(made, partial).notes] == [
        "graphic annotations",
        "the displayed area",
    ]
    assert printable(made, complete).notes == ()
