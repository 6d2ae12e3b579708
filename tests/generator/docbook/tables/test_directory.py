from ...demo import Copy, Reading, name_of


def test_a_record_has_keys_and_lower_records(reading: Reading) -> None:
    records = {record.name: record for record in reading.standard.directory_records}

    patient = records["PATIENT"]
    assert (patient.section, patient.table) == ("F.5.1", "F.5-1")
    assert [name_of(row) for row in patient.content] == ["Patient ID", "Patient's Name"]
    assert patient.lower == ("IMAGE", "PRIVATE")


def test_root_has_an_empty_name_and_lower_records(reading: Reading) -> None:
    root, *_ = reading.standard.directory_records

    assert (root.name, root.table, root.content) == ("", None, ())
    assert root.lower == ("PATIENT", "PRIVATE")


def test_a_record_without_keys_is_noted(reading: Reading) -> None:
    assert (
        "PS3.3 Table F.4-1 row 4: PRIVATE: table of keys not found" in reading.notes()
    )


def test_last_record_does_not_have_lower_records(reading: Reading) -> None:
    assert reading.standard.directory_records[-1].lower == ()


def test_keys_are_neither_modules_nor_macros(reading: Reading) -> None:
    tables = (*reading.standard.modules, *reading.standard.macros)

    assert not [table for table in tables if table.table.startswith("F.5")]


def test_a_key_without_a_tag_is_reported(copy: Copy) -> None:
    copy.edit(
        3,
        "<para>Instance Number</para></td><td><para>(0020,0013)</para></td>"
        "<td><para>1</para></td>",
        "<para>Instance Number</para></td><td><para>none</para></td>"
        "<td><para>1</para></td>",
    )

    assert copy.read().problems() == ["PS3.3 Table F.5-2 row 1: not a tag: 'none'"]
