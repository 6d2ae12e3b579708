"""Scopes are bound by the tables: here, by those of the embedded edition."""

import pytest

from iodize.conditions import Unknown, parse
from iodize.generator.conditions.scopes import Level, Surroundings, bound
from iodize.generator.model import Attribute
from iodize.tables import editions
from iodize.tables.descriptions import Definition

EDITION = editions.bundled()


def required(folder: str, name: str, keyword: str) -> str:
    """Return the condition of an attribute, anywhere in a table."""
    tables = {d.__name__: d for d in EDITION.definitions(folder)}
    waiting: list[type[Definition]] = [tables[name]]
    while waiting:
        for attribute in waiting.pop().attributes().values():
            if attribute.keyword == keyword and attribute.when is not None:
                return attribute.when.required or ""
            if attribute.item is not None:
                waiting.append(attribute.item)
    raise LookupError(keyword)


@pytest.mark.parametrize(
    ("folder", "table", "keyword", "formal"),
    [
        pytest.param(
            "macros",
            "Code",
            "ContextGroupVersion",
            "present(ContextIdentifier)",
            id="in the same item",
        ),
        pytest.param(
            "modules",
            "RTDose",
            "ReferencedPlanOverviewIndex",
            "present(up.PlanOverviewSequence)",
            id="in an enclosing item",
        ),
        pytest.param(
            "functional_groups",
            "MRModifier",
            "InversionTimes",
            'frame.FrameType[1] == "ORIGINAL" and InversionRecovery == "YES"',
            id="in another functional group of the frame",
        ),
        pytest.param(
            "functional_groups",
            "MRModifier",
            "Spoiling",
            'frame.FrameType[1] == "ORIGINAL"'
            ' and top.EchoPulseSequence in ("GRADIENT", "BOTH")',
            id="at the top level",
        ),
    ],
)
def test_place_has_the_scope_of_its_table(
    folder: str, table: str, keyword: str, formal: str
) -> None:
    assert required(folder, table, keyword) == formal


def usage(iod: str, module: str) -> str:
    """Return the condition of the usage of a module or functional group."""
    definition = EDITION.iod(iod)
    for use in (*definition.module_uses, *definition.functional_group_uses):
        if use.definition.__name__ == module and use.when is not None:
            return use.when.required or ""
    raise LookupError(module)


@pytest.mark.parametrize(
    ("folder", "table", "keyword", "formal"),
    [
        pytest.param(
            "macros",
            "IOLOphthalmicAxialLength",
            "OphthalmicUltrasoundMethodCodeSequence",
            'unknown("other-object")',
            id="of a measurement that is another object",
        ),
        pytest.param(
            "macros",
            "RTPatientPositionScopeWithLegacySupport",
            "BeamSequence",
            'unknown("other-object")',
            id="of a plan beside the number of its beams",
        ),
        pytest.param(
            "modules",
            "XRay3DAngiographicAcquisition",
            "PositionOfIsocenterProjection",
            'unknown("other-object") and unknown("contributing-consistent")',
            id="of a functional group that the IOD lacks",
        ),
    ],
)
def test_attribute_that_no_object_with_the_table_has_is_unknown(
    folder: str, table: str, keyword: str, formal: str
) -> None:
    assert required(folder, table, keyword) == formal


def test_attribute_in_several_branches_is_searched_in_all() -> None:
    """The items of the module itself do not show that it is required."""
    formal = usage("PlanarMPRVolumetricPresentationState", "GraphicLayer")

    assert formal == (
        "present(VolumetricAnnotationSequence.GraphicLayer)"
        " or present(VolumetricPresentationInputAnnotationSequence.GraphicLayer)"
        " or present(GraphicAnnotationSequence.GraphicLayer)"
    )


def test_scope_covers_iods_with_the_attribute_in_frames_and_at_the_top() -> None:
    """VL Whole Slide Microscopy has Volumetric Properties at the top level."""
    formal = required("functional_groups", "PixelMeasures", "PixelSpacing")

    assert 'not near.VolumetricProperties in ("DISTORTED", "SAMPLED")' in formal


def test_absent_attribute_that_is_optional_is_not_a_value() -> None:
    formal = usage("VLWholeSlideMicroscopyImage", "PlanePositionSlide")

    absent = "not present(top.DimensionOrganizationType)"
    assert formal == f'{absent} or not top.DimensionOrganizationType == "TILED_FULL"'


def test_absent_attribute_that_is_mandatory_is_undecided() -> None:
    """So is an attribute that the condition is about: Rescale Type."""
    algorithm = required("modules", "SegmentationImage", "SegmentAlgorithmName")
    assert algorithm == 'not SegmentAlgorithmType == "MANUAL"'
    rescale = required("modules", "CTImage", "RescaleType")
    assert 'not RescaleType == "HU"' in rescale
    assert "not present" not in rescale


def test_item_of_another_branch_is_unknown() -> None:
    """An item does not determine which item of a sequence beside its own is meant."""
    beams = (Attribute("(300A,00C0)", "Beam Number"),)
    below = Level({"BeamSequence": beams, "DoseSequence": ()})
    around = Surroundings((Level({}), below), outside=frozenset())

    formal = bound(
        parse("present(near.BeamNumber)"), around, lambda _: Level({"BeamNumber": ()})
    )

    assert formal == Unknown("other-object")


def test_items_of_a_sequence_have_the_attributes_of_all_its_modules() -> None:
    """The Mask Module describes the items further."""
    formal = required("modules", "PresentationStateMask", "ContrastFrameAveraging")

    assert formal == "count(MaskFrameNumbers) > 1"
