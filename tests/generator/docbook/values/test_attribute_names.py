import pytest

from iodize.generator.docbook.values.attribute_names import caption_names, title_names


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Samples Per Pixel", "Samples per Pixel"),
        ("Modality Attribute", "Modality"),
        ("Bits Allocated, Bits Stored, and High Bit", "High Bit"),
        ("Image Type and Frame Type", "Frame Type"),
    ],
)
def test_title_matches_an_attribute(title: str, name: str) -> None:
    assert title_names(title, name)


@pytest.mark.parametrize(
    ("title", "name"),
    [("Modality LUT and Rescale Type", "Modality"), ("Image Type", "Type")],
)
def test_part_of_a_name_does_not_match(title: str, name: str) -> None:
    assert not title_names(title, name)


def test_a_caption_has_other_words_around_the_name() -> None:
    assert caption_names("MR-Specific Image Type and Frame Type Value 3", "Image Type")
    assert not caption_names("Data Typed", "Data Type")
