from iodize.generator.model import Value

from ...demo import Copy, Reading


def test_a_table_may_list_defined_terms(reading: Reading) -> None:
    terms, _ = reading.standard.value_tables

    assert (terms.table, terms.section, terms.name, terms.enumerated) == (
        "C.7-12",
        "C.7.6.3.1",
        "Image Type Value 3",
        False,
    )


def test_headings_and_repeated_terms_are_not_values(reading: Reading) -> None:
    terms, _ = reading.standard.value_tables

    assert terms.values == (Value("HILLS", "ups and downs"), Value("ROADS"))


def test_a_table_may_list_enumerated_values(reading: Reading) -> None:
    _, colors = reading.standard.value_tables

    assert colors.enumerated
    assert colors.values == (Value("RED", "warm"), Value("BLUE", "cold"))


def test_caption_takes_precedence_over_the_heading(copy: Copy) -> None:
    copy.edit(3, "Colors of a Demo", "Defined Terms for the Colors of a Demo")
    _, colors = copy.read().standard.value_tables

    assert not colors.enumerated
