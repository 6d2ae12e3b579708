from ...demo import Copy, Reading


def test_every_storage_sop_class_has_its_iod(reading: Reading) -> None:
    assert {c.uid: c.iod for c in reading.standard.sop_classes} == {
        "1.2.3.4.1": "A.2-1",
        "1.2.3.4.2": "A.3-1",
        "1.2.3.4.3": "A.4-1",
        "1.2.3.4.4": "A.6-1",
        "1.2.3.4.5": "A.5-1",
        "1.2.3.4.9": "F.3-1",
    }


def test_sop_class_has_the_label_of_its_table(reading: Reading) -> None:
    assert [c.table for c in reading.standard.sop_classes] == [
        *["B.5-1"] * 4,
        "I.4-1",
        "GG.3-1",
    ]


def test_a_sop_class_may_narrow_its_iod(reading: Reading) -> None:
    plain, enhanced, *_ = reading.standard.sop_classes

    assert (plain.specialization, enhanced.specialization) == (None, "B.5.1.1")


def test_a_sop_class_without_an_iod_is_reported(copy: Copy) -> None:
    copy.edit(4, 'targetptr="sect_A.6"', 'targetptr="sect_A.66"')
    reading = copy.read()

    assert reading.problems() == [
        "PS3.4 Table B.5-1 row 4: 1.2.3.4.4: IOD not found in PS3.3 section A.66"
    ]
    assert reading.standard.sop_classes[3].iod is None
