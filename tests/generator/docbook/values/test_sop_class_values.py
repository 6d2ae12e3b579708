import pytest

from iodize.generator.model import Iod

from ...demo import Reading

INTENT = ("(0008,0068)",)


def of(iod: Iod) -> dict[str, str]:
    """Return the intent that each SOP class of an IOD has."""
    (found,) = [each for each in iod.constraints if each.path == INTENT]
    return {
        terms.condition.required or "": terms.values[0].term
        for terms in found.terms
        if terms.condition is not None
    }


class Test2023a:
    @pytest.mark.parametrize(
        "name",
        [
            "Breast Projection X-Ray Image",
            "Digital Intra-Oral X-Ray Image",
            "Digital Mammography X-Ray Image",
            "Digital X-Ray Image",
            "Intravascular Optical Coherence Tomography Image",
        ],
    )
    def test_the_two_sop_classes_differ_in_their_intent(
        self, reading_2023a: Reading, name: str
    ) -> None:
        found = of(reading_2023a.iod(name))

        assert sorted(found.values()) == ["FOR PRESENTATION", "FOR PROCESSING"]

    def test_the_name_of_the_sop_class_ends_with_the_value(
        self, reading_2023a: Reading
    ) -> None:
        assert of(reading_2023a.iod("Digital X-Ray Image")) == {
            'SOPClassUID == "1.2.840.10008.5.1.4.1.1.1.1"': "FOR PRESENTATION",
            'SOPClassUID == "1.2.840.10008.5.1.4.1.1.1.1.1"': "FOR PROCESSING",
        }
