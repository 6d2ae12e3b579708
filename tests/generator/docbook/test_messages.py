from iodize.generator.model import MessageField

from ..demo import Copy, Reading


def test_a_message_has_its_fields_in_order(reading: Reading) -> None:
    store, _ = reading.standard.messages

    assert (store.name, store.table) == ("C-STORE-RQ", "9.3-1")
    assert [field.name for field in store.fields] == [
        "Command Group Length",
        "Affected SOP Class UID",
        "Command Field",
        "Command Data Set Type",
    ]


def test_a_field_may_have_a_fixed_value(reading: Reading) -> None:
    store, report = reading.standard.messages

    assert store.fields[2] == MessageField(
        "(0000,0100)", "Command Field", "US", "1", 0x0001
    )
    assert report.fields[1].value == 0x8100


def test_a_value_under_a_condition_is_not_fixed(reading: Reading) -> None:
    """Nor is a value that a field must not have."""
    store, report = reading.standard.messages

    assert store.fields[3].value is None
    assert report.fields[2].value is None


def test_a_row_without_a_tag_is_the_data_set(reading: Reading) -> None:
    store, report = reading.standard.messages

    assert (store.data_set, report.data_set) == ("Data Set", None)


def test_hyphens_that_do_not_break_are_hyphens(reading: Reading) -> None:
    assert reading.standard.messages[1].name == "N-EVENT-REPORT-RSP"


def test_a_field_with_an_unknown_tag_is_reported(copy: Copy) -> None:
    copy.edit(
        7,
        "<para>Affected SOP Class UID</para></td><td><para>(0000,0002)</para></td>",
        "<para>Affected SOP Class UID</para></td><td><para>(0008,0002)</para></td>",
    )
    reading = copy.read()

    assert reading.problems() == ["PS3.7 Table 9.3-1 row 2: no tag: '(0008,0002)'"]
    assert len(reading.standard.messages[0].fields) == 3


def test_a_caption_that_names_no_message_is_reported(copy: Copy) -> None:
    copy.edit(7, "C-STORE-RQ Message Fields", "Some Message Fields")

    assert copy.read().problems() == [
        "PS3.7 Table 9.3-1: caption 'Some Message Fields' names no message"
    ]
