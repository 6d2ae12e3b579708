from iodize.generator.model import Iod, ItemCount, Range, ValueConstraint

from ..demo import Reading

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
    def test_a_sentence_names_the_modality(self, reading_2023a: Reading) -> None:
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

    def test_a_list_of_a_module_names_its_iods(self, reading_2023a: Reading) -> None:
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

    def test_what_depends_on_the_transfer_syntax_is_not_read(
        self, reading_2023a: Reading
    ) -> None:
        iod = reading_2023a.iod("Multi-frame True Color Secondary Capture Image")

        assert not [c for c in iod.constraints if c.path == ("(0028,0004)",)]

    def test_nearly_all_statements_are_understood(self, reading_2023a: Reading) -> None:
        report = reading_2023a.report

        assert report.values["constraint of an IOD"] >= 185
        assert report.values["list in a section"] >= 270
        assert report.values["item count"] >= 1750
        assert len(report.unread_values) <= 60
