"""Values that a text ties to another attribute."""

import pytest
from pydicom import Dataset

from iodize import example
from iodize.conditions import parse
from iodize.rules.tied_values import TIED_VALUES
from iodize.tables import editions
from iodize.validation.engine.engine import Validator

CT = "CTImage"
ORIGINAL = ["ORIGINAL", "PRIMARY", "AXIAL"]
LOCALIZER = ["ORIGINAL", "PRIMARY", "LOCALIZER"]
DERIVED = ["DERIVED", "SECONDARY", "MPR"]


def wrong(validator: Validator, image: Dataset, keyword: str) -> list[str]:
    return [
        finding.message
        for finding in validator.check(image).findings
        if finding.code == "value-not-enumerated" and finding.path.endswith(keyword)
    ]


def image(iod: str, **values: object) -> Dataset:
    dataset = example.build(iod)
    for keyword, value in values.items():
        setattr(dataset, keyword, value)
    return dataset


@pytest.mark.parametrize(
    ("photometric", "shape", "good"),
    [
        ("MONOCHROME1", "INVERSE", True),
        ("MONOCHROME1", "IDENTITY", False),
        ("MONOCHROME2", "IDENTITY", True),
        ("MONOCHROME2", "INVERSE", False),
    ],
)
@pytest.mark.parametrize(
    "iod", ["DigitalXRayImage", "EnhancedXAImage", "SecondaryCaptureImage", "CTImage"]
)
def test_shape_of_the_presentation_lut_depends_on_the_photometric_interpretation(
    validator: Validator, iod: str, photometric: str, shape: str, good: bool
) -> None:
    thing = image(iod, PresentationLUTShape=shape)
    thing.PhotometricInterpretation = photometric

    messages = wrong(validator, thing, "PresentationLUTShape")
    assert len(messages) == (0 if good else 1)


def test_color_images_have_the_shape_identity(validator: Validator) -> None:
    thing = image("SecondaryCaptureImage", PhotometricInterpretation="RGB")
    thing.PresentationLUTShape = "IDENTITY"
    assert wrong(validator, thing, "PresentationLUTShape") == []

    thing.PresentationLUTShape = "INVERSE"
    assert len(wrong(validator, thing, "PresentationLUTShape")) == 1


@pytest.mark.parametrize(
    ("image_type", "units", "multienergy", "good"),
    [
        (ORIGINAL, "HU", "", True),
        (ORIGINAL, "US", "", False),
        (ORIGINAL, "US", "NO", False),
        (ORIGINAL, "MGML", "YES", True),
        (LOCALIZER, "US", "", True),
        (DERIVED, "US", "", True),
    ],
)
def test_original_ct_images_are_in_hounsfield_units(
    validator: Validator,
    image_type: list[str],
    units: str,
    multienergy: str,
    good: bool,
) -> None:
    thing = image(CT, ImageType=image_type, RescaleType=units)
    if multienergy:
        thing.MultienergyCTAcquisition = multienergy

    assert (wrong(validator, thing, "RescaleType") == []) is good


@pytest.mark.parametrize(
    ("flavor", "label", "good"),
    [
        ("LABEL", "YES", True),
        ("LABEL", "NO", False),
        ("OVERVIEW", "NO", False),
        ("THUMBNAIL", "YES", False),
        ("VOLUME", "NO", True),
        ("VOLUME", "YES", False),
    ],
)
def test_flavor_of_a_slide_image_tells_whether_it_shows_the_label(
    validator: Validator, flavor: str, label: str, good: bool
) -> None:
    thing = image("VLWholeSlideMicroscopyImage", SpecimenLabelInImage=label)
    thing.ImageType = ["ORIGINAL", "PRIMARY", flavor, "NONE"]

    assert (wrong(validator, thing, "SpecimenLabelInImage") == []) is good


@pytest.mark.parametrize(
    ("frames", "motion", "good"),
    [(1, "DYNAMIC", False), (1, "STATIC", True), (2, "DYNAMIC", True)],
)
def test_single_frame_is_not_in_motion(
    validator: Validator, frames: int, motion: str, good: bool
) -> None:
    thing = image("XRayAngiographicImage", PositionerMotion=motion)
    thing.NumberOfFrames = frames

    assert (wrong(validator, thing, "PositionerMotion") == []) is good


@pytest.mark.parametrize(
    ("radiation", "unit", "good"),
    [
        ("PHOTON", "MV", True),
        ("PHOTON", "MEV", False),
        ("ELECTRON", "MV", False),
        ("PROTON", "MEV", True),
    ],
)
def test_unit_of_the_energy_depends_on_the_radiation(
    validator: Validator, radiation: str, unit: str, good: bool
) -> None:
    point, beam = Dataset(), Dataset()
    point.NominalBeamEnergy = "6"
    point.NominalBeamEnergyUnit = unit
    beam.RadiationType = radiation
    beam.ControlPointDeliverySequence = [point]
    record = image("RTBeamsTreatmentRecord", TreatmentSessionBeamSequence=[beam])

    assert (wrong(validator, record, "NominalBeamEnergyUnit") == []) is good


@pytest.mark.parametrize(
    ("completion", "verification", "good"),
    [
        ("COMPLETE", "VERIFIED", True),
        ("PARTIAL", "UNVERIFIED", True),
        ("PARTIAL", "VERIFIED", False),
    ],
)
def test_only_complete_documents_are_verified(
    validator: Validator, completion: str, verification: str, good: bool
) -> None:
    document = image("BasicTextSR", CompletionFlag=completion)
    document.VerificationFlag = verification

    assert (wrong(validator, document, "VerificationFlag") == []) is good


@pytest.mark.parametrize(
    ("view", "partial", "good"),
    [
        ("399163009", "YES", False),
        ("399163009", "NO", True),
        ("399188001", "YES", True),
    ],
)
def test_magnified_view_is_not_partial(
    validator: Validator, view: str, partial: str, good: bool
) -> None:
    modifier, code = Dataset(), Dataset()
    modifier.CodeValue, modifier.CodingSchemeDesignator = view, "SCT"
    modifier.CodeMeaning = "A view"
    code.ViewModifierCodeSequence = [modifier]
    thing = image("DigitalMammographyXRayImage", ViewCodeSequence=[code])
    thing.PartialView = partial

    assert (wrong(validator, thing, "PartialView") == []) is good


@pytest.mark.parametrize(
    ("vr", "vm", "good"), [("SQ", 1, True), ("SQ", 2, False), ("LO", 2, True)]
)
def test_private_sequence_is_one_value(
    validator: Validator, vr: str, vm: int, good: bool
) -> None:
    described = Dataset()
    described.PrivateDataElementValueRepresentation = vr
    described.PrivateDataElementValueMultiplicity = vm
    characteristics = Dataset()
    characteristics.PrivateDataElementDefinitionSequence = [described]
    thing = image(CT, PrivateDataElementCharacteristicsSequence=[characteristics])

    messages = wrong(validator, thing, "PrivateDataElementValueMultiplicity")
    assert len(messages) == (0 if good else 1)


def test_rows_and_attributes_of_all_tied_values_exist() -> None:
    edition = editions.bundled()
    for (_, tag), lists in TIED_VALUES.items():
        assert edition.element(tag) is not None
        for terms in lists:
            assert terms.when is not None
            parse(terms.when)


@pytest.mark.parametrize(
    ("category", "vr", "value", "wrong_values"),
    [
        ("IMAGE_PLANE", "CS", "CORONAL", []),
        ("IMAGE_PLANE", "CS", "DIAGONAL", ["SelectorCSValue"]),
        ("IMAGE_PLANE", "LO", "CORONAL", ["SelectorAttributeVR"]),
        ("COLOR", "CS", "DIAGONAL", []),
    ],
)
def test_an_image_plane_is_filtered_by_a_code_string(
    validator: Validator, category: str, vr: str, value: str, wrong_values: list[str]
) -> None:
    protocol = example.build("HangingProtocol")
    operation = Dataset()
    operation.FilterByCategory = category
    operation.SelectorAttributeVR = vr
    operation.SelectorCSValue = value
    protocol.DisplaySetsSequence[0].FilterOperationsSequence = [operation]

    assert [
        keyword
        for keyword in ("SelectorAttributeVR", "SelectorCSValue")
        if wrong(validator, protocol, keyword)
    ] == wrong_values
