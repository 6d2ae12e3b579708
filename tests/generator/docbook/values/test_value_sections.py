from pathlib import Path

import pytest

from iodize.generator.docbook.values.value_sections import SectionLists
from iodize.generator.model import Attribute, Terms

from ...demo import Reading
from ..fragments import book_of, listing, para, section

MOOD = "(0009,1001)"


def read(folder: Path, *sections: str, name: str = "Mood") -> list[Terms]:
    lists = SectionLists(book_of(folder, *sections))
    return [*lists.about("C.1", MOOD, name)]


def words(terms: Terms) -> list[str]:
    return [value.term for value in terms.values]


def test_list_is_assigned_by_the_title_of_the_section(tmp_path: Path) -> None:
    (terms,) = read(
        tmp_path, section("C.1", "Mood", listing("Enumerated Values:", "GOOD", "BAD"))
    )

    assert (terms.enumerated, words(terms)) == (True, ["GOOD", "BAD"])
    assert (terms.section, terms.number, terms.condition) == ("C.1", None, None)


def test_list_is_assigned_by_its_own_title(tmp_path: Path) -> None:
    content = (
        listing(f"Enumerated Values of Mood {MOOD}:", "GOOD"),
        listing("Enumerated Values of Age (0009,1002):", "OLD"),
    )

    (terms,) = read(tmp_path, section("C.1", "Mood and Age", *content))
    assert words(terms) == ["GOOD"]


def test_list_of_another_attribute_is_ignored(tmp_path: Path) -> None:
    assert not read(
        tmp_path, section("C.1", "Age", listing("Enumerated Values:", "OLD"))
    )


def test_list_after_a_sentence_about_the_attribute(tmp_path: Path) -> None:
    content = (
        para(f"The Mood {MOOD} Attribute describes the demo."),
        listing("Defined Terms:", "GOOD"),
    )

    (terms,) = read(tmp_path, section("C.1", "Feelings", *content))
    assert words(terms) == ["GOOD"]


def test_subsections_are_included(tmp_path: Path) -> None:
    inside = section("C.1.1", "Mood", listing("Defined Terms:", "GOOD"))

    (terms,) = read(tmp_path, section("C.1", "Attributes", inside))
    assert (terms.section, terms.enumerated) == ("C.1.1", False)


def test_number_of_the_value_is_in_the_paragraph_before(tmp_path: Path) -> None:
    content = (
        para("Value 1 shall identify the mood."),
        listing("Enumerated Values:", "GOOD"),
        para("Value 2 shall identify the age."),
        listing("Enumerated Values:", "OLD"),
    )

    found = read(tmp_path, section("C.1", "Mood", *content))
    assert [(terms.number, words(terms)) for terms in found] == [
        (1, ["GOOD"]),
        (2, ["OLD"]),
    ]


def test_indistinguishable_lists_are_not_read(tmp_path: Path) -> None:
    content = (
        listing("Enumerated Values:", "GOOD"),
        listing("Enumerated Values:", "OLD"),
    )

    assert not read(tmp_path, section("C.1", "Mood", *content))


def test_the_paragraph_before_may_restrict_the_list(tmp_path: Path) -> None:
    content = (para("If it rains:"), listing("Enumerated Values:", "BAD"))

    (terms,) = read(tmp_path, section("C.1", "Mood", *content))
    assert terms.condition is not None


def test_condition_on_the_presence_of_the_attribute_is_ignored(tmp_path: Path) -> None:
    before = para("This shall be present if it rains.")

    (terms,) = read(
        tmp_path, section("C.1", "Mood", before, listing("Enumerated Values:", "BAD"))
    )
    assert terms.condition is None


@pytest.mark.parametrize(
    "words",
    [
        "The mood determines if the sun is drawn:",
        "For a group, when some of it is sad, the value is the mood of the saddest.",
        "When it belongs to a group, this Attribute defines the mood of the group.",
    ],
)
def test_an_explanation_does_not_restrict_the_list(tmp_path: Path, words: str) -> None:
    content = (para(words), listing("Enumerated Values:", "GOOD", "BAD"))

    (terms,) = read(tmp_path, section("C.1", "Mood", *content))
    assert terms.condition is None


def test_bits_of_a_bit_field(tmp_path: Path) -> None:
    content = (
        listing("Enumerated Values for Bit 0 (lsb):", "0", "1"),
        listing("Enumerated Values for Bit 3-4 Weather:", "00", "01"),
    )

    found = read(tmp_path, section("C.1", "Mood", *content))
    assert [terms.bits for terms in found] == [(0,), (3, 4)]


def test_retired_terms_are_marked(tmp_path: Path) -> None:
    content = (
        listing("Defined Terms:", "GOOD"),
        listing("Retired Defined Terms:", "MERRY"),
    )

    found = read(tmp_path, section("C.1", "Mood", *content))
    assert [terms.retired for terms in found] == [False, True]


def test_a_list_continues_another_section(tmp_path: Path) -> None:
    more = para("Terms shall be those in Section C.2, plus the following:")

    found = read(
        tmp_path,
        section("C.1", "Mood", more, listing("Defined Terms:", "MERRY")),
        section("C.2", "Mood", listing("Defined Terms:", "GOOD")),
    )
    assert [words(terms) for terms in found] == [["MERRY"], ["GOOD"]]


def test_lists_without_an_attribute_are_reported(tmp_path: Path) -> None:
    lists = SectionLists(
        book_of(
            tmp_path,
            section("C.1", "Mood", listing("Defined Terms:", "GOOD")),
            section("C.2", "Age", listing("Defined Terms:", "OLD")),
            section("C.3", "Sums", listing("", "1")),
        )
    )
    assert [*lists.about("C.1", MOOD, "Mood")]

    assert [each.title for each in lists.untaken()] == ["Age"]
    assert lists.not_understood == [("C.3", "")]


class Test2023a:
    def test_the_flags_of_an_ultrasound_region(self, reading_2023a: Reading) -> None:
        sequence = reading_2023a.attribute("C.8-17", "Sequence of Ultrasound Regions")
        rows = [row for row in sequence.content if isinstance(row, Attribute)]
        (flags,) = [row for row in rows if row.name == "Region Flags"]

        assert [terms.bits for terms in flags.terms] == [(0,), (1,), (2,), (3, 4)]

    def test_the_image_type_of_an_enhanced_mr_image(
        self, reading_2023a: Reading
    ) -> None:
        terms = reading_2023a.attribute("C.8-79", "Image Type").terms
        tables = {(each.table, each.number, each.enumerated) for each in terms}

        assert {("C.8-127", 1, True), ("C.8-128", 2, True)} <= tables
        assert {("C.8-129", 3, False), ("C.8-80", 3, False)} <= tables

    @pytest.mark.parametrize(
        "table",
        [
            "C.8.19.2-1",  # XA and XRF
            "C.8.21.1-1",  # X-Ray 3D
            "C.8.22-3",  # PET
            "C.8.24.3-1",  # ultrasound volumes
            "C.8.27.2-1",  # intravascular OCT
            "C.8-102",  # MR spectroscopy
        ],
    )
    def test_types_that_extend_the_common_ones(
        self, reading_2023a: Reading, table: str
    ) -> None:
        row = reading_2023a.attribute(table, "Image Type")
        enumerated = {(t.number, t.table) for t in row.terms if t.enumerated}

        assert {(1, "C.8-127"), (2, "C.8-128")} <= enumerated

    def test_the_flavors_of_a_slide_have_no_heading(
        self, reading_2023a: Reading
    ) -> None:
        row = reading_2023a.attribute("C.8.12.4-1", "Image Type")

        assert [(t.number, words(t)[0]) for t in row.terms] == [
            (1, "ORIGINAL"),
            (2, "PRIMARY"),
            (3, "VOLUME"),
            (4, "NONE"),
        ]
        assert row.vm == "4"

    def test_the_terms_of_spectroscopy_are_its_own(
        self, reading_2023a: Reading
    ) -> None:
        row = reading_2023a.attribute("C.8-102", "Image Type")

        assert [words(t) for t in row.terms if t.number == 3] == [["SPECTROSCOPY"]]

    def test_mixed_is_not_a_frame_type(self, reading_2023a: Reading) -> None:
        path = ("Intravascular OCT Frame Type Sequence", "Frame Type")
        row = reading_2023a.attribute("C.8.27.6.1-1", *path)

        assert [words(t) for t in row.terms if t.number == 1] == [
            ["ORIGINAL", "DERIVED"]
        ]
