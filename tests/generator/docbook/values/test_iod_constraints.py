from iodize.generator.model import Iod, ItemCount, Range, ValueConstraint

from ...demo import Reading

FRAMES = ("(5200,9229)", "(5200,9230)")
WAVEFORMS = "(5400,0100)"


def constraint(iod: Iod, *path: str) -> ValueConstraint:
    (found,) = [each for each in iod.constraints if each.path == path]
    return found


def values(found: ValueConstraint) -> list[str]:
    (terms,) = found.terms
    assert terms.enumerated
    return [value.term for value in terms.values]


class Test2023a:
    def test_value_of_modality_is_read_from_a_sentence(
        self, reading_2023a: Reading
    ) -> None:
        found = constraint(reading_2023a.iod("VL Endoscopic Image"), "(0008,0060)")

        assert (values(found), found.section) == (["ES"], "A.32.1.4.1")

    def test_a_list_of_sentences(self, reading_2023a: Reading) -> None:
        """Each item of the list is a statement of its own."""
        iod = reading_2023a.iod("Multi-frame Grayscale Byte Secondary Capture Image")

        assert values(constraint(iod, "(0028,0100)")) == ["8"]
        assert values(constraint(iod, "(0028,0102)")) == ["7"]
        assert values(constraint(iod, "(0028,0004)")) == ["MONOCHROME2"]

    def test_a_list_of_values(self, reading_2023a: Reading) -> None:
        found = constraint(reading_2023a.iod("Encapsulated PDF"), "(0042,0012)")

        assert values(found) == ["application/pdf"]

    def test_list_of_a_module_applies_to_the_iods_of_its_title(
        self, reading_2023a: Reading
    ) -> None:
        for name, modality in {
            "RT Dose": "RTDOSE",
            "RT Ion Plan": "RTPLAN",
            "RT Treatment Summary Record": "RTRECORD",
        }.items():
            found = constraint(reading_2023a.iod(name), "(0008,0060)")
            assert values(found) == [modality]

    def test_attributes_of_items(self, reading_2023a: Reading) -> None:
        iod = reading_2023a.iod("12-Lead ECG")

        assert constraint(iod, WAVEFORMS).item_count == ItemCount(1, 5)
        assert constraint(iod, WAVEFORMS, "(003A,0005)").ranges == (
            Range(at_least="1", at_most="13"),
        )
        assert values(constraint(iod, WAVEFORMS, "(5400,1006)")) == ["SS"]

    def test_attributes_of_functional_groups(self, reading_2023a: Reading) -> None:
        """They may stand among the shared ones or among a frame's."""
        iod = reading_2023a.iod("Enhanced US Volume")

        for groups in FRAMES:
            found = constraint(iod, groups, "(0018,9806)", "(0008,9206)")
            assert values(found) == ["VOLUME"]

    def test_what_any_transfer_syntax_allows_is_allowed(
        self, reading_2023a: Reading
    ) -> None:
        iod = reading_2023a.iod("Enhanced MR Color Image")

        assert values(constraint(iod, "(0028,0004)")) == [
            "RGB",
            "YBR_ICT",
            "YBR_RCT",
            "YBR_PARTIAL_420",
            "YBR_FULL_422",
            "YBR_FULL",
        ]

    def test_semicolons_divide_statements(self, reading_2023a: Reading) -> None:
        iod = reading_2023a.iod("Ophthalmic Photography 16 Bit Image")

        assert values(constraint(iod, "(0028,0100)")) == ["16"]
        assert values(constraint(iod, "(0028,0101)")) == ["16"]
        assert values(constraint(iod, "(0028,0102)")) == ["15"]

    def test_value_depends_on_a_module(self, reading_2023a: Reading) -> None:
        found = constraint(reading_2023a.iod("Enhanced XA Image"), "(0018,1508)")

        (terms,) = found.terms
        assert values(found) == ["CARM"]
        assert terms.condition is not None
        assert terms.condition.required == 'module("XAXRFAcquisition")'

    def test_a_value_of_the_attributes_listed_after_it(
        self, reading_2023a: Reading
    ) -> None:
        iod = reading_2023a.iod("Volume Rendering Volumetric Presentation State")
        annotations, objects = "(0070,0001)", ("(0070,0008)", "(0070,0009)")

        found = constraint(iod, annotations, objects[1], "(0070,0005)")
        assert values(found) == ["DISPLAY"]
        found = constraint(iod, annotations, objects[0], "(0070,0003)")
        assert values(found) == ["DISPLAY"]

    def test_the_one_sequence_that_has_the_attribute(
        self, reading_2023a: Reading
    ) -> None:
        iod = reading_2023a.iod("Planar MPR Volumetric Presentation State")

        assert values(constraint(iod, "(0070,120A)", "(0070,1202)")) == ["VOLUME"]

    def test_repeated_statement_is_one_constraint(self, reading_2023a: Reading) -> None:
        """A section of the module states the same for this IOD as its own section."""
        found = constraint(reading_2023a.iod("Encapsulated CDA"), "(0042,0012)")

        assert (values(found), found.section) == (["text/XML"], "A.45.2.4")

    def test_nearly_all_statements_are_understood(self, reading_2023a: Reading) -> None:
        report = reading_2023a.report

        assert report.values["constraint of an IOD"] >= 185
        assert report.values["list in a section"] >= 270
        assert report.values["item count"] >= 1750
        assert report.unread_values == []

    def test_an_attribute_deep_in_the_functional_group_of_the_section(
        self, reading_2023a: Reading
    ) -> None:
        iod = reading_2023a.iod(
            "Ophthalmic Optical Coherence Tomography B-scan Volume Analysis"
        )

        for groups in FRAMES:
            path = (groups, "(0008,9124)", "(0008,2112)", "(0028,135A)")
            assert values(constraint(iod, *path)) == ["YES"]

    def test_additional_terms_in_the_section_of_a_module(
        self, reading_2023a: Reading
    ) -> None:
        iod = reading_2023a.iod("Breast Tomosynthesis Image")

        for way in ((), *((groups, "(0018,9504)") for groups in FRAMES)):
            (terms,) = constraint(iod, *way, "(0008,9207)").terms
            assert not terms.enumerated
            assert [value.term for value in terms.values] == ["TOMOSYNTHESIS"]
