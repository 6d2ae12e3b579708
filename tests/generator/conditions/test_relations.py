"""Conditions about other parts of the object, decided on built objects.

The conditions are those of the bundled edition; each is true, false and unknown on some
object.
"""

from typing import Any

import pytest

from iodize.conditions import Truth, Verdict, evaluate, parse
from iodize.conditions.plain import PlainView, plain_view
from iodize.generator.conditions import Vocabulary
from iodize.generator.conditions.lookup import Lookup
from iodize.generator.conditions.own import owned
from iodize.generator.conditions.references import of_devices
from iodize.generator.conditions.requirements import read_requirement
from iodize.tables import editions
from iodize.tables.descriptions import Attribute, Definition
from iodize.validation.conditions.facts import Facts

EDITION = editions.bundled()
FACTS = Facts(EDITION, {})


def condition(folder: str, table: str, path: str) -> str:
    """Return the condition of an attribute in a table, by the keywords of its path."""
    definition: type[Definition] | None = getattr(EDITION.part(folder), table)
    found: Attribute | None = None
    for keyword in path.split("."):
        assert definition is not None
        named = {each.keyword: each for each in definition.attributes().values()}
        found = named[keyword]
        definition = found.item
    assert found is not None
    assert found.when is not None
    return found.when.forbidden or found.when.required or ""


def holds(text: str, view: PlainView) -> Truth:
    return evaluate(parse(text), view, FACTS)


def innermost(dataset: dict[str, Any], path: str) -> PlainView:
    """Return the view of the last item of a path: "BeamSequence.1"."""
    view = plain_view(dataset)
    steps = path.split(".")
    for sequence, number in zip(steps[::2], steps[1::2], strict=True):
        found = view.get(sequence)
        assert found is not None
        view = found.items[int(number) - 1]
    return view


ION = "IonBeamSequence.IonControlPointSequence"


@pytest.mark.parametrize(
    ("kind", "reference", "expected"),
    [
        ("PARTIAL_STANDARD", 7, True),
        ("STANDARD", 7, False),
        ("PARTIAL_STANDARD", 8, None),
    ],
)
def test_wedge_of_the_number_decides(
    kind: str, reference: int, expected: Truth
) -> None:
    text = condition(
        "modules", "RTIonBeams", f"{ION}.IonWedgePositionSequence.WedgeThinEdgePosition"
    )
    point = {"IonWedgePositionSequence": [{"ReferencedWedgeNumber": reference}]}
    beam = {
        "IonWedgeSequence": [
            {"WedgeNumber": 6, "WedgeType": "PARTIAL_MOTORIZ"},
            {"WedgeNumber": 7, "WedgeType": kind},
        ],
        "IonControlPointSequence": [point],
    }
    path = "IonBeamSequence.1.IonControlPointSequence.1.IonWedgePositionSequence.1"

    assert holds(text, innermost({"IonBeamSequence": [beam]}, path)) is expected


@pytest.mark.parametrize(
    ("kind", "reference", "expected"),
    [("WHL_MODWEIGHTS", 2, True), ("FIXED", 2, False), ("FIXED", 3, None)],
)
def test_recorded_modulator_of_the_number_decides(
    kind: str, reference: int, expected: Truth
) -> None:
    settings = "RangeModulatorSettingsSequence"
    points = "IonControlPointDeliverySequence"
    text = condition(
        "modules",
        "RTIonBeamsSessionRecord",
        f"TreatmentSessionIonBeamSequence.{points}.{settings}"
        ".RangeModulatorGatingStopValue",
    )
    recorded = {"ReferencedRangeModulatorNumber": 2, "RangeModulatorType": kind}
    beam = {
        "RecordedRangeModulatorSequence": [recorded],
        points: [{settings: [{"ReferencedRangeModulatorNumber": reference}]}],
    }
    path = f"TreatmentSessionIonBeamSequence.1.{points}.1.{settings}.1"
    top = {"TreatmentSessionIonBeamSequence": [beam]}

    assert holds(text, innermost(top, path)) is expected


LEAVES = {"CodeValue": "130331", "CodingSchemeDesignator": "DCM"}
CIRCLE = {"CodeValue": "130332", "CodingSchemeDesignator": "DCM"}


@pytest.mark.parametrize(
    ("code", "mode", "number", "reference", "expected"),
    [
        (LEAVES, "VARIABLE", 1, 2, True),
        (LEAVES, "BINARY", 1, 2, False),
        (CIRCLE, "VARIABLE", 1, 2, False),
        (LEAVES, "VARIABLE", 2, 2, None),  # only a change requires the positions again
        (LEAVES, "BINARY", 2, 2, False),
        (LEAVES, "VARIABLE", 1, 3, None),
    ],
)
def test_beam_limiting_device_of_the_index_decides(
    code: dict[str, str], mode: str, number: int, reference: int, expected: Truth
) -> None:
    text = condition(
        "modules",
        "CArmPhotonElectronBeam",
        "CArmPhotonElectronControlPointSequence.RTBeamLimitingDeviceOpeningSequence"
        ".ParallelRTBeamDelimiterPositions",
    )
    device = {
        "DeviceIndex": 2,
        "DeviceTypeCodeSequence": [code],
        "ParallelRTBeamDelimiterDeviceSequence": [
            {"ParallelRTBeamDelimiterOpeningMode": mode}
        ],
    }
    other = {"DeviceIndex": 1, "DeviceTypeCodeSequence": [CIRCLE]}
    opening = [{"ReferencedDeviceIndex": 1}, {"ReferencedDeviceIndex": reference}]
    point = {"RTBeamLimitingDeviceOpeningSequence": opening}
    top = {
        "RTBeamLimitingDeviceDefinitionSequence": [other, device],
        "CArmPhotonElectronControlPointSequence": [point, point],
    }
    path = (
        f"CArmPhotonElectronControlPointSequence.{number}"
        ".RTBeamLimitingDeviceOpeningSequence.2"
    )

    assert holds(text, innermost(top, path)) is expected


@pytest.mark.parametrize(
    ("slots", "reference", "expected"),
    [([{}], 1, True), ([], 1, False), ([{}], 2, None), ([{}], "", False)],
)
def test_accessory_holder_of_the_index_decides(
    slots: list[dict[str, Any]], reference: int | str, expected: Truth
) -> None:
    text = condition(
        "macros", "RTAccessoryDeviceIdentification", "RTAccessoryHolderSlotID"
    )
    holder = {"DeviceIndex": 1, "RTAccessoryHolderSlotSequence": slots}
    top = {"RTAccessoryHolderDefinitionSequence": [holder]}
    item = {"ReferencedRTAccessoryHolderDeviceIndex": reference}

    assert holds(text, plain_view(item, [top], ["WedgeDefinitionSequence"])) is expected


@pytest.mark.parametrize(
    ("route", "number", "expected"),
    [("47625008", 2, True), ("26643006", 2, False), ("47625008", 3, None)],
)
def test_contrast_agent_of_the_number_decides(
    route: str, number: int, expected: Truth
) -> None:
    text = condition(
        "functional_groups",
        "ContrastBolusUsage",
        "ContrastBolusUsageSequence.ContrastBolusAgentPhase",
    )
    agent = {
        "ContrastBolusAgentNumber": 2,
        "ContrastBolusAdministrationRouteSequence": [
            {"CodeValue": route, "CodingSchemeDesignator": "SCT"}
        ],
    }
    parents = [{}, {"ContrastBolusAgentSequence": [agent]}]
    path = ["SharedFunctionalGroupsSequence", "ContrastBolusUsageSequence"]
    view = plain_view({"ContrastBolusAgentNumber": number}, parents, path)

    assert holds(text, view) is expected


@pytest.mark.parametrize(
    ("representations", "expected"),
    [(["UC", "DS"], False), (["FD", "DS"], None), ([], None)],
)
def test_a_text_in_a_column_excludes_common_units(
    representations: list[str], expected: Truth
) -> None:
    text = condition(
        "macros",
        "TableContentItem",
        "TabulatedValuesSequence.TableColumnDefinitionSequence.MeasurementUnitsCodeSequence",
    )
    cells = [
        {"TableColumnNumber": 1, "SelectorAttributeVR": each}
        for each in representations
    ]
    cells.append({"TableColumnNumber": 2, "SelectorAttributeVR": "UC"})
    table = {
        "CellValuesSequence": cells,
        "TableColumnDefinitionSequence": [{"TableColumnNumber": 1}],
    }
    path = "TabulatedValuesSequence.1.TableColumnDefinitionSequence.1"

    assert (
        holds(text, innermost({"TabulatedValuesSequence": [table]}, path)) is expected
    )


def test_units_of_a_row_are_not_those_of_its_cells() -> None:
    text = condition(
        "macros",
        "TableContentItem",
        "TabulatedValuesSequence.CellValuesSequence.MeasurementUnitsCodeSequence",
    )
    cell: dict[str, Any] = {"TableRowNumber": 1, "SelectorAttributeVR": "DS"}
    row = {"TableRowNumber": 1, "MeasurementUnitsCodeSequence": [{}]}

    def decided(row: dict[str, Any], cell: dict[str, Any]) -> Truth:
        table = {"TableRowDefinitionSequence": [row], "CellValuesSequence": [cell]}
        top = {"TabulatedValuesSequence": [table]}
        path = "TabulatedValuesSequence.1.CellValuesSequence.1"
        return holds(text, innermost(top, path))

    assert decided(row, cell) is False
    assert decided({"TableRowNumber": 1}, cell) is None
    assert decided({"TableRowNumber": 1}, cell | {"SelectorAttributeVR": "UC"}) is False


@pytest.mark.parametrize(
    ("times", "expected"), [([1.5, 2.5], True), ([1.5, 1.5], False), ([], False)]
)
def test_values_of_all_energies_are_compared(
    times: list[float], expected: Truth
) -> None:
    text = condition("modules", "CTImage", "ExposureTime")
    exposures = [{"ExposureTimeInms": each} for each in times]
    top = {"MultienergyCTAcquisitionSequence": [{"CTExposureSequence": exposures}]}

    assert holds(text, plain_view(top)) is expected


def test_this_attribute_is_the_one_with_the_condition() -> None:
    spots = "MultienergyCTAcquisitionSequence.CTXRayDetailsSequence.FocalSpots"

    assert condition("modules", "CTImage", "FocalSpots") == f"differs({spots})"
    assert str(owned(parse("differs(A.own)"), "KVP", "(0018,0060)")) == "differs(A.KVP)"
    assert str(owned(parse('A == "own"'), "KVP", "(0018,0060)")) == 'A == "00180060"'
    assert str(owned(parse("not differs(A.own)"))) == 'not unknown("own-value")'
    assert str(owned(parse('A == "own"'))) == 'unknown("own-value")'


@pytest.mark.parametrize(
    ("syntax", "expected"),
    [
        ("1.2.840.10008.1.2.4.94", True),
        ("1.2.840.10008.1.2.1", False),
        (None, None),
    ],
)
def test_transfer_syntax_decides_where_it_is_known(
    syntax: str | None, expected: Truth
) -> None:
    text = condition("modules", "ImagePixel", "PixelDataProviderURL")
    dataset = {} if syntax is None else {"TransferSyntaxUID": syntax}

    assert holds(text, plain_view(dataset)) is expected


@pytest.mark.parametrize("keyword", ["UserContentLabel", "UserContentLongLabel"])
def test_key_of_a_directory_record_depends_on_the_object(keyword: str) -> None:
    record = EDITION.directory_records["RADIOTHERAPY"]
    named = {each.keyword: each for each in record.attributes().values()}
    when = named[keyword].when
    assert when is not None

    assert when.required == 'unknown("other-object")'


@pytest.mark.parametrize(
    ("laterality", "right", "left"),
    [("R", True, False), ("L", False, True), ("B", True, True), ("", None, None)],
)
def test_laterality_tells_the_measured_eye(
    laterality: str, right: Truth, left: Truth
) -> None:
    view = plain_view({"MeasurementLaterality": laterality})
    sides = {"RightEye": right, "LeftEye": left}

    for side, expected in sides.items():
        keyword = f"Keratometry{side}Sequence"
        assert (
            holds(condition("modules", "KeratometryMeasurements", keyword), view)
            is expected
        )


@pytest.mark.parametrize(
    ("laterality", "together", "right", "left"),
    [
        ("R", False, True, False),
        ("L", False, False, True),
        ("B", False, True, True),
        ("B", True, None, None),
        ("", False, None, None),
    ],
)
def test_both_eyes_together_need_not_be_measured_apart(
    laterality: str, together: bool, right: Truth, left: Truth
) -> None:
    dataset: dict[str, Any] = {"MeasurementLaterality": laterality}
    if together:
        dataset["VisualAcuityBothEyesOpenSequence"] = [{}]
    view = plain_view(dataset)

    for side, expected in {"Right": right, "Left": left}.items():
        keyword = f"VisualAcuity{side}EyeSequence"
        text = condition("modules", "VisualAcuityMeasurements", keyword)
        assert holds(text, view) is expected


@pytest.mark.parametrize(
    ("laterality", "right", "left"),
    [("R", True, False), ("L", False, True), ("B", None, None), ("", None, None)],
)
def test_both_eyes_may_be_measured_for_calculations_about_one(
    laterality: str, right: Truth, left: Truth
) -> None:
    view = plain_view({"MeasurementLaterality": laterality})

    for side, expected in {"Right": right, "Left": left}.items():
        keyword = f"IntraocularLensCalculations{side}EyeSequence"
        text = condition("modules", "IntraocularLensCalculations", keyword)
        assert holds(text, view) is expected


SCREENING = {"CodeValue": "360156006", "CodingSchemeDesignator": "SCT"}
PROTOCOL = "PerformedProtocolCodeSequence"


@pytest.mark.parametrize(
    ("modifier", "expected"),
    [
        ({"ConceptCodeSequence": [SCREENING]}, True),
        ({"ConceptNameCodeSequence": [SCREENING]}, False),
        ({}, False),
    ],
)
def test_code_of_a_content_item_is_its_concept(
    modifier: dict[str, Any], expected: Truth
) -> None:
    module, keyword = "VisualFieldStaticPerimetryTestParameters", "ScreeningTestMode"
    text = condition("modules", module, f"{keyword}CodeSequence")
    context = {"ContentItemModifierSequence": [modifier]}
    view = plain_view({PROTOCOL: [{"ProtocolContextSequence": [context]}]})

    assert holds(text, view) is expected


def test_code_of_a_content_item_is_its_concept_in_a_text_of_a_user() -> None:
    lookup = Lookup(EDITION)
    words = (
        "Required if Content Item Modifier Sequence (0040,0441) contains an Item with the"
        ' value (130331, DCM, "Leaves").'
    )
    view = plain_view(
        {"ContentItemModifierSequence": [{"ConceptCodeSequence": [LEAVES]}]}
    )
    read = lookup.placed(read_requirement(words, lookup.vocabulary), view)

    assert read.verdict(view, FACTS) is Verdict.REQUIRED


WHOLE_SLIDE = "1.2.840.10008.5.1.4.1.1.77.1.6"
ECG = "1.2.840.10008.5.1.4.1.1.9.1.1"


def selected_from(**reference: object) -> PlainView:
    """Return the view of coordinates whose content item below refers to an object."""
    image = {"ReferencedSOPSequence": [reference]}
    top = {"ContentSequence": [{"ContentSequence": [image]}]}
    return innermost(top, "ContentSequence.1")


@pytest.mark.parametrize(
    ("uid", "expected"), [(WHOLE_SLIDE, True), ("1.2.840.10008.5.1.4.1.1.2", None)]
)
def test_image_of_coordinates_is_in_the_content_item_below(
    uid: str, expected: Truth
) -> None:
    text = condition("macros", "SpatialCoordinates", "PixelOriginInterpretation")

    assert holds(text, selected_from(ReferencedSOPClassUID=uid)) is expected


@pytest.mark.parametrize(
    ("channels", "forbidden"),
    [([1, 2], False), ([1, 2, 2, 1], None), ([], None)],
)
def test_one_channel_is_in_one_multiplex_group(
    channels: list[int], forbidden: Truth
) -> None:
    text = condition("macros", "TemporalCoordinates", "ReferencedSamplePositions")
    view = selected_from(ReferencedSOPClassUID=ECG, ReferencedWaveformChannels=channels)

    assert holds(text, view) is forbidden


@pytest.mark.parametrize(
    ("keyword", "around"),
    [
        ("FilterLowFrequency", "FilterLowFrequencyCharacteristicsSequence"),
        ("FilterHighFrequency", "FilterHighFrequencyCharacteristicsSequence"),
        ("NotchFilterFrequency", "NotchFilterCharacteristicsSequence"),
        ("NotchFilterBandwidth", "NotchFilterCharacteristicsSequence"),
    ],
)
def test_sequence_around_tells_the_filter(keyword: str, around: str) -> None:
    text = condition("macros", "WaveformFilterCharacteristics", keyword)

    assert holds(text, plain_view({}, [{}], [around])) is True
    assert holds(text, plain_view({}, [{}], ["OtherSequence"])) is False


@pytest.mark.parametrize(
    ("assignments", "expected"),
    [
        (["PRIMARY_PVALUES", "PRIMARY_SINGLE"], True),
        (["PRIMARY_PVALUES"], False),
        ([], False),
    ],
)
@pytest.mark.parametrize(
    "keyword",
    ["BlendingLUT1Sequence", "EnhancedPaletteColorLookupTableSequence", "ICCProfile"],
)
def test_one_item_with_another_value_is_sufficient(
    keyword: str, assignments: list[str], expected: Truth
) -> None:
    text = condition("modules", "EnhancedPaletteColorLookupTable", keyword)
    items = [{"DataPathAssignment": each} for each in assignments]

    assert holds(text, plain_view({"DataFrameAssignmentSequence": items})) is expected


Z = 5.0


@pytest.mark.parametrize(
    ("group", "kind", "expected"),
    [
        ({"PointCoordinatesData": [0.0, 1.0, Z, 2.0, 3.0, Z]}, "3D", True),
        ({"DoublePointCoordinatesData": [0.0, 1.0, Z, 2.0, 3.0, Z]}, "3D", True),
        ({"PointCoordinatesData": [0.0, 1.0, Z, 2.0, 3.0, 7.0]}, "3D", False),
        ({"PointCoordinatesData": [0.0, 1.0, Z, 2.0, 3.0, Z]}, "2D", False),
        ({"PointCoordinatesData": [0.0, 1.0, 2.0, 3.0]}, "3D", None),
        (
            {
                "CommonZCoordinateValue": Z,
                "PointCoordinatesData": [0.0, 1.0, 2.0, 3.0],
            },
            "3D",
            True,
        ),
    ],
)
def test_points_of_one_plane_have_a_common_coordinate(
    group: dict[str, Any], kind: str, expected: Truth
) -> None:
    text = condition(
        "modules",
        "MicroscopyBulkSimpleAnnotations",
        "AnnotationGroupSequence.CommonZCoordinateValue",
    )
    top = {"AnnotationCoordinateType": kind, "AnnotationGroupSequence": [group]}

    assert holds(text, innermost(top, "AnnotationGroupSequence.1")) is expected


@pytest.mark.parametrize(
    ("pointer", "expected"),
    [
        ("00209056", True),  # Stack ID
        ("00200032", True),  # Image Position (Patient), in the groups of the object
        ("00181250", None),  # Receive Coil Name, in groups and in modules
        ("00080060", False),  # Modality
    ],
)
def test_dimension_is_an_attribute_of_a_functional_group(
    pointer: str, expected: Truth
) -> None:
    text = condition(
        "modules",
        "MultiFrameDimension",
        "DimensionIndexSequence.FunctionalGroupPointer",
    )
    frame = {"PlanePositionSequence": [{"ImagePositionPatient": [0.0, 0.0, 0.0]}]}
    top = {
        "DimensionIndexSequence": [{"DimensionIndexPointer": pointer}],
        "PerFrameFunctionalGroupsSequence": [frame],
    }

    assert holds(text, innermost(top, "DimensionIndexSequence.1")) is expected


@pytest.mark.parametrize(
    ("selector", "keyword", "expected"),
    [
        ({"SelectorAttribute": "00080060"}, "SelectorValueNumber", True),
        ({"SelectorAttribute": "00081140"}, "SelectorValueNumber", False),
        ({"SelectorAttribute": "00191010"}, "SelectorValueNumber", None),
        ({"SelectorAttribute": "300A00C0"}, "SelectorSequencePointer", True),
        ({}, "SelectorSequencePointer", True),
        ({"SelectorAttribute": "00100010"}, "SelectorSequencePointer", None),
        ({}, "SelectorAttribute", True),
        ({"SelectorSequencePointer": "300A00B0"}, "SelectorAttribute", None),
    ],
)
def test_selected_attribute_decides(
    selector: dict[str, Any], keyword: str, expected: Truth
) -> None:
    text = condition("macros", "SelectorAttribute", keyword)

    assert holds(text, plain_view(selector)) is expected


def test_isocenter_belongs_to_the_first_control_point() -> None:
    path = "BeamSequence.ControlPointSequence.IsocenterPosition"
    text = condition("modules", "RTBeams", path)
    top: dict[str, Any] = {"BeamSequence": [{"ControlPointSequence": [{}, {}]}]}

    first, second = (
        innermost(top, f"BeamSequence.1.ControlPointSequence.{number}")
        for number in (1, 2)
    )
    assert holds(text, first) is True
    assert holds(text, second) is None


def test_frame_time_alone_is_not_a_dimension() -> None:
    text = condition("modules", "XRayImage", "FrameDimensionPointer")

    def forbidden(*pointers: str) -> Truth:
        return holds(text, plain_view({"FrameDimensionPointer": [*pointers]}))

    assert forbidden("00181063") is True
    assert forbidden("00181065") is True
    assert forbidden("00181063", "00181511") is False
    assert forbidden("00181511") is False


def test_slabs_of_another_aperture_have_the_accessory_code() -> None:
    path = "IonBeamSequence.IonBlockSequence.AccessoryCode"
    text = condition("modules", "RTIonBeams", path)

    def forbidden(own: dict[str, Any], other: dict[str, Any]) -> Truth:
        top = {"IonBeamSequence": [{"IonBlockSequence": [own, other]}]}
        return holds(text, innermost(top, "IonBeamSequence.1.IonBlockSequence.1"))

    aperture: dict[str, Any] = {"BlockType": "APERTURE"}
    slabs: dict[str, Any] = {"BlockSlabSequence": [{}]}
    shielding = {"BlockType": "SHIELDING"}
    assert forbidden(shielding | slabs, shielding) is True
    assert forbidden(aperture, aperture | slabs) is True
    assert forbidden(aperture, shielding | slabs) is False
    assert forbidden(shielding, aperture | slabs) is False


@pytest.mark.parametrize(
    ("folder", "table", "path", "formal"),
    [
        (
            "functional_groups",
            "CardiacSynchronization",
            "CardiacSynchronizationSequence.NominalPercentageOfCardiacPhase",
            'top.DimensionIndexSequence.DimensionIndexPointer == "00209241"',
        ),
        (
            "modules",
            "XAXRFPresentationStateMask",
            "MaskSubtractionSequence.ReferencedImageSequence",
            "count(top.ReferencedSeriesSequence) > 1"
            " or count(top.ReferencedSeriesSequence.ReferencedImageSequence) > 1",
        ),
        (
            "modules",
            "PerformedCTReconstruction",
            "ReconstructionProtocolElementSequence.ReferencedSOPClassUID",
            "not valued(top.AcquisitionProtocolElementSequence)"
            ' or unknown("other-object")',
        ),
        (
            "modules",
            "EnhancedRTImage",
            "RadiationDosimeterUnitSequence",
            "valued(StartCumulativeMeterset) or valued(StopCumulativeMeterset)"
            " or valued(frame.StartCumulativeMeterset)"
            " or valued(frame.StopCumulativeMeterset)",
        ),
        (
            "modules",
            "RTEnhancedPrescription",
            "DosimetricObjectiveSequence",
            "valued(everywhere.ReferencedDosimetricObjectivesSequence)",
        ),
        (
            "modules",
            "RTPatientPositionAcquisitionDevice",
            "EquipmentFrameOfReferenceUID",
            "present(everywhere.ImageToEquipmentMappingMatrix)"
            " or present(everywhere.DevicePositionToEquipmentMappingMatrix)",
        ),
        (
            "modules",
            "RTBeams",
            "BeamSequence.ReferencedDoseReferenceSequence"
            ".BeamDoseVerificationControlPointSequence.ReferencedControlPointIndex",
            "CumulativeMetersetWeight == up.ControlPointSequence.CumulativeMetersetWeight"
            ' or unknown("relations")',
        ),
        (
            "modules",
            "RTBeams",
            "BeamSequence.ControlPointSequence.ReferencedDoseSequence",
            'unknown("other-object")',
        ),
    ],
)
def test_condition_reads_the_named_place(
    folder: str, table: str, path: str, formal: str
) -> None:
    assert condition(folder, table, path) == formal


POINTS = "Control Point Sequence (300A,0111)"


@pytest.mark.parametrize(
    ("words", "formal"),
    [
        ("first Item of Segment Control Point Sequence", "first()"),
        (
            f"the first Item of the including control point Sequence (either {POINTS} or"
            f" {POINTS})",
            "first()",
        ),
        (
            "Overlay Data contains multiple frames",
            "repeated.NumberOfFramesInOverlay > 1",
        ),
        (
            "KVP (0018,0060) is a relative path reference URI",
            "relative(near.KVP)",
        ),
        (
            "the referenced SOP Instance has the SOP Class UID"
            ' "1.2.840.10008.5.1.4.1.1.481.5"',
            'near.ReferencedSOPClassUID == "1.2.840.10008.5.1.4.1.1.481.5"',
        ),
        (
            "KVP (0018,0060) of the thing referenced by Rows (0028,0010) is 120",
            'unknown("other-object")',
        ),
    ],
)
def test_a_phrase_becomes_formal(
    vocabulary: Vocabulary, words: str, formal: str
) -> None:
    assert str(read_requirement(f"Required if {words}.", vocabulary).required) == formal


@pytest.mark.parametrize(
    ("words", "dataset", "top", "expected"),
    [
        (
            "Wedge Type (300A,00D3) of the thing referenced by"
            " Referenced Wedge Number (300C,00C0) is STANDARD",
            {"ReferencedWedgeNumber": 2},
            {"RecordedWedgeSequence": [{"WedgeNumber": 2, "WedgeType": "STANDARD"}]},
            Verdict.REQUIRED,
        ),
        (
            "Absolute Dosimetric Objective Flag (3010,0073) is NO",
            {"ReferencedDosimetricObjectiveUID": "1.2"},
            {
                "DosimetricObjectiveSequence": [
                    {"DosimetricObjectiveUID": "1.2"},
                    {
                        "DosimetricObjectiveUID": "1.3",
                        "AbsoluteDosimetricObjectiveFlag": "NO",
                    },
                ]
            },
            Verdict.FORBIDDEN,
        ),
        (
            "the corresponding Attribute, KVP (0018,0060), is present in Multi-energy CT"
            " Acquisition Sequence (0018,9362) and is not the same in all Items",
            {
                "MultienergyCTAcquisitionSequence": [
                    {"CTXRayDetailsSequence": [{"KVP": 80.0}, {"KVP": 140.0}]}
                ]
            },
            {},
            Verdict.REQUIRED,
        ),
        ("used as a dimension index", {}, {}, Verdict.UNKNOWN),
    ],
)
def test_a_text_without_a_table_finds_the_items(
    vocabulary: Vocabulary,
    words: str,
    dataset: dict[str, Any],
    top: dict[str, Any],
    expected: Verdict,
) -> None:
    view = plain_view(dataset, [top] if top else [], ["XSequence"] if top else [])
    read = read_requirement(f"Required if {words}.", vocabulary)

    assert Lookup(EDITION).placed(read, view).verdict(view, FACTS) is expected


@pytest.mark.parametrize(
    ("flag", "reference", "expected"),
    [("NO", "1.2", True), ("YES", "1.2", False), ("NO", "1.4", None)],
)
def test_objective_of_the_uid_decides(
    flag: str, reference: str, expected: Truth
) -> None:
    path = "RTPrescriptionSequence.ReferencedDosimetricObjectivesSequence"
    text = condition(
        "modules", "RTEnhancedPrescription", f"{path}.DosimetricObjectiveWeight"
    )
    objective = {
        "DosimetricObjectiveUID": "1.2",
        "AbsoluteDosimetricObjectiveFlag": flag,
    }
    weighted = {"ReferencedDosimetricObjectiveUID": reference}
    prescription = {"ReferencedDosimetricObjectivesSequence": [weighted]}
    top = {
        "DosimetricObjectiveSequence": [objective],
        "RTPrescriptionSequence": [prescription],
    }
    items = "RTPrescriptionSequence.1.ReferencedDosimetricObjectivesSequence.1"

    assert holds(text, innermost(top, items)) is expected


def test_devices_are_looked_up_only_in_control_points() -> None:
    text = 'coded(near.DeviceTypeCodeSequence, ("130332", "DCM"))'

    assert str(of_devices(parse(text))) == text
    assert "referenced(" in str(
        of_devices(parse(f"{text} and first(ControlPointSequence)"))
    )


WAVEFORM = "1.2.840.10008.5.1.4.1.1.9.1.1"
IMAGE = "1.2.840.10008.5.1.4.1.1.2"


@pytest.mark.parametrize(
    ("below", "expected"),
    [
        ({"ReferencedSOPSequence": [{"ReferencedSOPClassUID": WAVEFORM}]}, True),
        ({"ReferencedSOPSequence": [{"ReferencedSOPClassUID": IMAGE}]}, False),
        ({"ReferencedContentItemIdentifier": [1, 2]}, None),
    ],
)
def test_waveform_of_a_content_item_may_be_referenced(
    below: dict[str, Any], expected: Truth
) -> None:
    row = EDITION.part("macros").TemporalCoordinates.ReferencedSamplePositions
    view = plain_view({"ValueType": "TCOORD", "ContentSequence": [below]})
    assert holds(row.when.required, view) is expected


@pytest.mark.parametrize(
    ("colors", "icon", "expected"),
    [
        ("COLOR", "MONOCHROME2", False),
        ("COLOR", "PALETTE COLOR", True),
        ("MONOCHROME", "PALETTE COLOR", True),
    ],
)
def test_pixel_presentation_of_an_image_is_not_that_of_its_icon(
    colors: str, icon: str, expected: Truth
) -> None:
    text = condition(
        "macros", "ImagePixelDescription", "RedPaletteColorLookupTableData"
    )
    image = {
        "PixelPresentation": colors,
        "PhotometricInterpretation": "MONOCHROME2",
        "IconImageSequence": [{"PhotometricInterpretation": icon}],
    }
    assert holds(text, innermost(image, "IconImageSequence.1")) is expected
    assert holds(text, plain_view(image)) is (colors == "COLOR")


@pytest.mark.parametrize(
    ("images", "expected"),
    [([{"ReferencedSOPInstanceUID": "1.2"}], True), ([], None), (None, False)],
)
def test_evidence_is_required_of_references_to_images(
    images: list[Any] | None, expected: Truth
) -> None:
    text = condition("modules", "XRay3DImage", "ReferencedImageEvidenceSequence")
    frame = {} if images is None else {"ReferencedImageSequence": images}
    dataset = {"PerFrameFunctionalGroupsSequence": [frame]}
    assert holds(text, plain_view(dataset)) is expected


@pytest.mark.parametrize(
    ("studies", "expected"),
    [(["1.2"], False), (["1.2", "1.2"], False), (["1.2", "1.3"], True)],
)
def test_identical_documents_are_those_of_several_studies(
    studies: list[str], expected: Truth
) -> None:
    text = condition("modules", "KeyObjectDocument", "IdenticalDocumentsSequence")
    evidence = [{"StudyInstanceUID": study} for study in studies]
    dataset = {"CurrentRequestedProcedureEvidenceSequence": evidence}
    assert holds(text, plain_view(dataset)) is expected
