"""Data lengths of overlays, lookup tables, curves and waveforms."""

from collections.abc import Callable

import pytest
from pydicom import Dataset, FileDataset, dcmread
from pydicom.data import get_testdata_file
from pydicom.uid import UID

from iodize.validation.engine.engine import Validator
from tests.mutation.objects import built

from .objects import item, secondary_capture

Codes = Callable[[Dataset], list[tuple[str, str]]]


def with_overlay(length: int, **values: object) -> FileDataset:
    image = secondary_capture()
    image.add_new(0x60020010, "US", 3)
    image.add_new(0x60020011, "US", 5)
    image.add_new(0x60020040, "CS", "G")
    image.add_new(0x60020050, "SS", [1, 1])
    image.add_new(0x60020100, "US", 1)
    image.add_new(0x60020102, "US", 0)
    image.add_new(0x60023000, "OW", bytes(length))
    return image


def test_overlay_must_have_a_bit_for_each_pixel(structure: Codes) -> None:
    assert structure(with_overlay(2)) == []
    assert structure(with_overlay(16)) == [("overlay-length", "(6002,3000)")]


def test_frames_of_overlay_are_packed(structure: Codes) -> None:
    image = with_overlay(4)
    image.add_new(0x60020015, "IS", 2)
    assert structure(image) == []

    image[0x60020015].value = 3
    assert structure(image) == [("overlay-length", "(6002,3000)")]


COLORS = ("Red", "Green", "Blue")


def with_palette(
    entries: int = 256, bits: int = 8, length: int = 256, first: int = 0
) -> FileDataset:
    image = secondary_capture()
    image.PhotometricInterpretation = "PALETTE COLOR"
    for color in COLORS:
        descriptor = [entries, first, bits]
        image.update(item(**{f"{color}PaletteColorLookupTableDescriptor": descriptor}))
        image.update(item(**{f"{color}PaletteColorLookupTableData": bytes(length)}))
    for element in image.group_dataset(0x0028):
        if element.VR == "US or SS":
            element.VR = "US"
    return image


@pytest.mark.parametrize(
    ("entries", "bits", "length"),
    [(256, 8, 256), (255, 8, 256), (256, 16, 512), (0, 16, 131072)],
)
def test_palette_that_matches_its_descriptor_has_no_finding(
    structure: Codes, entries: int, bits: int, length: int
) -> None:
    assert structure(with_palette(entries, bits, length)) == []


def test_padded_entries_are_reported(structure: Codes) -> None:
    found = structure(with_palette(256, 8, 512))

    paths = [f"{color}PaletteColorLookupTableData" for color in COLORS]
    assert found == [("lut-padded", path) for path in paths]


def test_palette_of_wrong_length_is_reported(structure: Codes) -> None:
    image = with_palette()
    image.GreenPaletteColorLookupTableData = bytes(128)

    path = "GreenPaletteColorLookupTableData"
    assert structure(image) == [("lut-length", path)]


def test_different_palette_descriptors_are_reported(structure: Codes) -> None:
    image = with_palette()
    image.BluePaletteColorLookupTableDescriptor = [128, 0, 8]
    image.BluePaletteColorLookupTableData = bytes(128)
    image["BluePaletteColorLookupTableDescriptor"].VR = "US"

    path = "BluePaletteColorLookupTableDescriptor"
    assert structure(image) == [("lut-descriptor", path)]


def test_palette_entries_must_have_8_or_16_bits(structure: Codes) -> None:
    findings = structure(with_palette(256, 12, 512))

    assert findings == [
        ("lut-descriptor", f"{color}PaletteColorLookupTableDescriptor")
        for color in COLORS
    ]


@pytest.mark.parametrize(
    ("sop_class", "bits"),
    [
        ("1.2.840.10008.5.1.4.1.1.11.3", 16),  # Pseudo-Color Presentation State
        ("1.2.840.10008.5.1.4.1.1.6.1", 16),  # Ultrasound Image
        ("1.2.840.10008.5.1.4.1.1.4.1", 16),  # Enhanced MR Image
        ("1.2.840.10008.5.1.4.39.1", 8),  # Color Palette
    ],
)
def test_palette_module_determines_the_bits_of_an_entry(
    structure: Codes, sop_class: str, bits: int
) -> None:
    def faults(bits: int) -> set[tuple[str, str]]:
        image = with_palette(256, bits, 256 * bits // 8)
        image.SOPClassUID = sop_class
        image.file_meta.MediaStorageSOPClassUID = UID(sop_class)
        return {each for each in structure(image) if each[0].startswith("lut-")}

    assert faults(bits) == set()
    assert faults(24 - bits) == {
        ("lut-descriptor", f"{color}PaletteColorLookupTableDescriptor")
        for color in COLORS
    }


def test_palettes_must_map_the_same_first_value(structure: Codes) -> None:
    image = with_palette(first=1)
    image["BluePaletteColorLookupTableDescriptor"].value = [256, 0, 8]

    path = "BluePaletteColorLookupTableDescriptor"
    assert structure(image) == [("lut-descriptor", path)]


@pytest.mark.parametrize(
    ("descriptor", "faults"),
    [([256, 0, 8], 0), ([256, 0, 16], 1), ([128, 0, 8], 1), ([256, 1, 8], 1)],
)
def test_palette_of_opacity_has_8_bits_and_the_entries_of_the_colors(
    structure: Codes, descriptor: list[int], faults: int
) -> None:
    image = with_palette()
    image.add_new(0x00281104, "US", descriptor)

    path = "AlphaPaletteColorLookupTableDescriptor"
    assert structure(image) == [("lut-descriptor", path)] * faults


def test_lookup_table_of_wrong_length_in_item_is_reported(structure: Codes) -> None:
    image = secondary_capture()
    table = item(LUTDescriptor=[4, 0, 16], ModalityLUTType="HU")
    table["LUTDescriptor"].VR = "US"
    table.add_new(0x00283006, "OW", bytes(8))
    image.ModalityLUTSequence = [table]
    assert structure(image) == []

    table["LUTData"].value = bytes(6)
    assert structure(image) == [("lut-length", "ModalityLUTSequence[0].LUTData")]


def test_length_of_waveform_data_must_match_channels_and_samples(
    structure: Codes,
) -> None:
    ecg = dcmread(str(get_testdata_file("waveform_ecg.dcm", download=False)))
    assert structure(ecg) == []

    ecg.WaveformSequence[1].WaveformData = ecg.WaveformSequence[1].WaveformData[:-2]
    assert structure(ecg) == [("waveform-length", "WaveformSequence[1].WaveformData")]


def with_curve(length: int) -> FileDataset:
    image = secondary_capture()
    image.add_new(0x50000005, "US", 2)
    image.add_new(0x50000010, "US", 3)
    image.add_new(0x50000103, "US", 1)
    image.add_new(0x50003000, "OW", bytes(length))
    return image


def test_curve_must_have_a_value_for_each_point_and_dimension(structure: Codes) -> None:
    assert structure(with_curve(12)) == []
    assert structure(with_curve(10)) == [("curve-length", "(5000,3000)")]


def test_curve_may_omit_the_values_of_a_dimension(structure: Codes) -> None:
    image = with_curve(6)
    image.add_new(0x50000110, "US", [0, 1])

    assert structure(image) == []


SEGMENTS = {
    "discrete": [0, 2, 5, 6],
    "linear after discrete": [0, 1, 5, 1, 1, 9],
    "indirect to the first": [0, 1, 5, 2, 1, 0, 0],
}


@pytest.mark.parametrize("words", SEGMENTS.values(), ids=[*SEGMENTS])
def test_segments_that_expand_to_the_entries_have_no_finding(
    structure: Codes, words: list[int]
) -> None:
    assert structure(with_segments(words)) == []


NO_SEGMENTS = {
    "too few entries": [0, 1, 5],
    "too many": [0, 3, 5, 6, 7],
    "truncated": [0, 2, 5],
    "unknown opcode": [3, 2, 5, 6],
    "indirect to a missing segment": [0, 1, 5, 2, 1, 4, 0],
}


@pytest.mark.parametrize("words", NO_SEGMENTS.values(), ids=[*NO_SEGMENTS])
def test_invalid_segments_are_reported(structure: Codes, words: list[int]) -> None:
    path = "SegmentedRedPaletteColorLookupTableData"
    assert structure(with_segments(words)) == [("palette-segments", path)]


def with_segments(words: list[int]) -> FileDataset:
    image = secondary_capture()
    image.RedPaletteColorLookupTableDescriptor = [2, 0, 16]
    value = b"".join(word.to_bytes(2, "little") for word in words)
    image.SegmentedRedPaletteColorLookupTableData = value
    return image


@pytest.mark.parametrize(
    ("descriptor", "wrong"),
    [([2, 0, 12], False), ([2, 1, 12], True), ([2, 0, 7], True)],
)
def test_presentation_lut_must_map_from_zero_to_at_least_8_bits(
    structure: Codes, descriptor: list[int], wrong: bool
) -> None:
    image = secondary_capture()
    table = item(LUTDescriptor=descriptor)
    table.add_new(0x00283006, "OW", bytes(4))
    image.PresentationLUTSequence = [table]

    path = "PresentationLUTSequence[0].LUTDescriptor"
    assert structure(image) == ([("lut-descriptor", path)] if wrong else [])


@pytest.mark.parametrize(
    ("bits", "interpretation", "wrong"),
    [
        (16, "SS", False),
        (8, "MB", False),
        (8, "SS", True),
        (12, "", True),
        (0, "", True),
    ],
)
def test_bits_allocated_of_waveform_must_match_interpretation(
    structure: Codes, bits: int, interpretation: str, wrong: bool
) -> None:
    image = secondary_capture()
    group = item(WaveformBitsAllocated=bits)
    if interpretation:
        group.WaveformSampleInterpretation = interpretation
    image.WaveformSequence = [group]

    path = "WaveformSequence[0].WaveformBitsAllocated"
    assert structure(image) == ([("waveform-bits", path)] if wrong else [])


def test_odd_length_of_waveform_in_memory_is_counted_with_padding(
    structure: Codes,
) -> None:
    image = secondary_capture()
    group = item(
        NumberOfWaveformChannels=1, NumberOfWaveformSamples=3, WaveformBitsAllocated=8
    )
    group.add_new(0x54001010, "OB", bytes(3))
    image.WaveformSequence = [group]

    assert structure(image) == []


def test_waveform_without_samples_is_reported(structure: Codes) -> None:
    image = secondary_capture()
    group = item(
        NumberOfWaveformChannels=1, NumberOfWaveformSamples=0, WaveformBitsAllocated=8
    )
    group.add_new(0x54001010, "OB", bytes(4))
    image.WaveformSequence = [group]

    path = "WaveformSequence[0].NumberOfWaveformSamples"
    assert structure(image) == [("waveform-length", path)]


def test_overlay_of_presentation_state_has_a_layer(validator: Validator) -> None:
    def missing(state: Dataset) -> list[str]:
        findings = validator.check(state).findings
        return [f.path for f in findings if f.code == "type2c-missing"]

    state = built("1.2.840.10008.5.1.4.1.1.11.1").dataset
    before = missing(state)
    for element in with_overlay(2).group_dataset(0x6002):
        state.add(element)
    assert missing(state) == [*before, "(6002,1001)"]

    state.add_new(0x60021001, "CS", "")
    assert missing(state) == before
    del state[0x60021001]
    state.ShutterOverlayGroup = 0x6002
    assert missing(state) == before


def with_alpha(descriptor: list[int]) -> Dataset:
    image = with_palette()
    image.AlphaPaletteColorLookupTableDescriptor = descriptor
    image["AlphaPaletteColorLookupTableDescriptor"].VR = "US"
    image.add_new("AlphaPaletteColorLookupTableData", "OW", bytes(256))
    return image


@pytest.mark.parametrize(
    ("descriptor", "good"),
    [([256, 0, 8], True), ([256, 0, 16], False), ([256, 1, 8], False)],
)
def test_alpha_palette_has_8_bits_and_the_input_of_the_others(
    structure: Codes, descriptor: list[int], good: bool
) -> None:
    wrong = [("lut-descriptor", "AlphaPaletteColorLookupTableDescriptor")]
    assert structure(with_alpha(descriptor)) == ([] if good else wrong)


def test_palettes_have_the_same_first_input_value(structure: Codes) -> None:
    image = with_palette()
    image.GreenPaletteColorLookupTableDescriptor = [256, 1, 8]
    image["GreenPaletteColorLookupTableDescriptor"].VR = "US"

    path = "GreenPaletteColorLookupTableDescriptor"
    assert structure(image) == [("lut-descriptor", path)]


COLORS = ("Red", "Green", "Blue")


@pytest.mark.parametrize(
    ("uid", "bits", "good"),
    [
        ("1.2.840.10008.5.1.4.39.1", 8, True),
        ("1.2.840.10008.5.1.4.39.1", 16, False),
        ("1.2.840.10008.5.1.4.1.1.11.3", 16, True),
        ("1.2.840.10008.5.1.4.1.1.11.3", 8, False),
    ],
)
def test_bits_of_palettes_depend_on_the_object(
    structure: Codes, uid: str, bits: int, good: bool
) -> None:
    thing = built(uid).dataset
    for color in COLORS:
        name = f"{color}PaletteColorLookupTable"
        thing.add_new(f"{name}Descriptor", "US", [256, 0, bits])
        thing.add_new(f"{name}Data", "OW", bytes(32 * bits))

    found = {code for code, _ in structure(thing)}
    assert found == (set() if good else {"lut-descriptor"})


@pytest.mark.parametrize(
    ("iod", "bits", "good"),
    [
        ("1.2.840.10008.5.1.4.1.1.1", 8, True),
        ("1.2.840.10008.5.1.4.1.1.1", 16, True),
        ("1.2.840.10008.5.1.4.1.1.1", 12, False),
        ("1.2.840.10008.5.1.4.1.1.1.1", 12, True),
        ("1.2.840.10008.5.1.4.1.1.1.1", 8, False),
    ],
)
def test_bits_of_a_voi_lut_depend_on_the_module(
    structure: Codes, iod: str, bits: int, good: bool
) -> None:
    image = built(iod).dataset
    image.pop("WindowCenter", None)
    image.pop("WindowWidth", None)
    table = item()
    table.add_new("LUTDescriptor", "US", [2, 0, bits])
    table.add_new("LUTData", "OW", bytes(4 if bits > 8 else 2))
    image.VOILUTSequence = [table]

    path = "VOILUTSequence[0].LUTDescriptor"
    assert structure(image) == ([] if good else [("lut-descriptor", path)])


@pytest.mark.parametrize(("bits", "good"), [(7, False), (8, True), (12, True)])
def test_voi_lut_of_a_presentation_state_has_8_to_16_bits(
    structure: Codes, bits: int, good: bool
) -> None:
    state = built("1.2.840.10008.5.1.4.1.1.11.1").dataset
    table = item()
    table.add_new("LUTDescriptor", "US", [2, 0, bits])
    table.add_new("LUTData", "OW", bytes(4 if bits > 8 else 2))
    state.SoftcopyVOILUTSequence = [item(VOILUTSequence=[table])]

    path = "SoftcopyVOILUTSequence[0].VOILUTSequence[0].LUTDescriptor"
    assert structure(state) == ([] if good else [("lut-descriptor", path)])


def with_plane(image: Dataset, **values: object) -> Dataset:
    """Return an image with an overlay of its size in group 6000."""
    rows, columns = image.Rows, image.Columns
    image.add_new(0x60000010, "US", rows)
    image.add_new(0x60000011, "US", columns)
    image.add_new(0x60000040, "CS", values.get("kind", "G"))
    image.add_new(0x60000050, "SS", values.get("origin", [1, 1]))
    image.add_new(0x60000100, "US", 1)
    image.add_new(0x60000102, "US", 0)
    image.add_new(0x60003000, "OW", bytes((rows * columns + 15) // 16 * 2))
    return image


@pytest.mark.parametrize(("origin", "good"), [(1, True), (2, True), (3, False)])
def test_frames_of_an_overlay_are_frames_of_the_image(
    structure: Codes, origin: int, good: bool
) -> None:
    image = with_plane(built("1.2.840.10008.5.1.4.1.1.3.1").dataset)
    image.add_new(0x60000015, "IS", 1)
    image.add_new(0x60000051, "US", origin)

    assert image.NumberOfFrames == 2
    found = [code for code, _ in structure(image) if code == "overlay-frames"]
    assert found == ([] if good else ["overlay-frames"])


@pytest.mark.parametrize(
    ("values", "good"),
    [({}, True), ({"kind": "R"}, False), ({"origin": [2, 1]}, False)],
)
def test_overlay_of_a_bitmap_shutter_covers_the_image(
    structure: Codes, values: dict[str, object], good: bool
) -> None:
    image = with_plane(secondary_capture(), **values)
    image.ShutterOverlayGroup = 0x6000

    found = [code for code, _ in structure(image) if code == "value-relation"]
    assert found == ([] if good else ["value-relation"])


@pytest.mark.parametrize("good", [True, False])
def test_overlay_of_an_active_area_has_a_subtype(
    validator: Validator, good: bool
) -> None:
    image = with_plane(built("1.2.840.10008.5.1.4.1.1.6.1").dataset, kind="R")
    image.SequenceOfUltrasoundRegions = [item(ActiveImageAreaOverlayGroup=0x6000)]
    if good:
        image.add_new(0x60000045, "LO", "ACTIVE 2D/BMODE IMAGE AREA")

    found = [
        one.code
        for one in validator.check(image).findings
        if one.tag == 0x60000045 and one.code == "type1c-missing"
    ]
    assert found == ([] if good else ["type1c-missing"])


@pytest.mark.parametrize(
    ("channels", "good"), [([1, 1, 1, 2], True), ([1, 1, 2, 1], False)]
)
def test_positions_of_samples_are_those_of_one_group(
    structure: Codes, channels: list[int], good: bool
) -> None:
    waveform = built("1.2.840.10008.5.1.4.1.1.9.1.1").dataset
    waveform.WaveformAnnotationSequence = [
        item(ReferencedWaveformChannels=channels, ReferencedSamplePositions=[1])
    ]

    assert ("value-relation" in dict(structure(waveform))) is not good


@pytest.mark.parametrize(
    ("channels", "good"), [([1, 1, 1, 2], True), ([1, 1, 2, 1], False)]
)
def test_temporal_coordinates_are_in_one_group(
    structure: Codes, channels: list[int], good: bool
) -> None:
    report = built("1.2.840.10008.5.1.4.1.1.88.33").dataset
    selected = item(
        RelationshipType="SELECTED FROM",
        ValueType="WAVEFORM",
        ReferencedSOPSequence=[item(ReferencedWaveformChannels=channels)],
    )
    report.ContentSequence[0].ContentSequence = [
        item(
            RelationshipType="INFERRED FROM",
            ValueType="TCOORD",
            ReferencedSamplePositions=[1],
            ContentSequence=[selected],
        )
    ]

    assert ("value-relation" in dict(structure(report))) is not good
