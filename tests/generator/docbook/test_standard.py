"""Whole editions: the demo standard, and the real ones with the counts they must meet."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from iodize.generator.conditions.audit import Verdict
from iodize.generator.docbook import MalformedXmlError
from iodize.generator.docbook.xml.book import Book
from iodize.generator.model import IodKind, Part, Usage

from ..demo import Copy, Reading, read


class TestDemo:
    def test_everything_is_understood(self, reading: Reading) -> None:
        assert reading.problems() == []

    def test_the_parts_are_recorded(self, reading: Reading) -> None:
        assert reading.standard.edition == "2020a"
        assert reading.standard.parts == tuple(Part(n, "2020a") for n in (3, 4, 6, 7))

    def test_every_table_is_counted(self, reading: Reading) -> None:
        assert reading.report.tables[3, "composite IODs"] == 5
        assert reading.report.rows[3, "composite IODs"] == 30
        assert reading.report.tables[6, "data elements"] == 4
        assert sum(reading.report.unread.values()) == 1

    def test_an_include_of_an_unknown_table_stays_in_the_model(
        self, copy: Copy
    ) -> None:
        copy.edit(
            3, '<table frame="box" label="C.17-7"', '<table frame="box" label="C.17-77"'
        )
        copy.edit(3, 'linkend="table_C.17-7"', 'linkend="table_C.17-99"')

        assert copy.read().include("C.17-5", "C.17-99").condition is not None

    def test_a_part_may_be_left_out(self, copy: Copy) -> None:
        copy.file(4).unlink()
        copy.file(7).unlink()
        standard = copy.read(without={4, 7}).standard

        assert [part.number for part in standard.parts] == [3, 6]
        assert (standard.sop_classes, standard.messages) == ((), ())
        assert len(standard.iods) == 8


class Test2023a:
    """The counts of edition 2023a."""

    def test_everything_is_understood(self, reading_2023a: Reading) -> None:
        assert reading_2023a.problems() == []

    def test_parts(self, reading_2023a: Reading) -> None:
        assert [(p.number, p.edition) for p in reading_2023a.standard.parts] == [
            (3, "2023a"),
            (4, "2023a"),
            (6, "2023a"),
            (7, "2023a"),
        ]

    def test_iods(self, reading_2023a: Reading) -> None:
        kinds = Counter(iod.kind for iod in reading_2023a.standard.iods)

        assert kinds == {
            IodKind.COMPOSITE: 165,
            IodKind.NORMALIZED: 17,
            IodKind.DIRECTORY: 1,
        }

    def test_module_rows(self, reading_2023a: Reading) -> None:
        """Of the composite IODs, and the two of the basic directory, Table F.3-1."""
        uses = [
            use
            for iod in reading_2023a.standard.iods
            if iod.kind is not IodKind.NORMALIZED
            for use in iod.modules
        ]

        assert len(uses) == 3127
        assert Counter(use.usage for use in uses) == {
            Usage.MANDATORY: 1693,
            Usage.USER_OPTION: 1146,
            Usage.CONDITIONAL: 288,
        }
        assert {use.table for use in uses if use.condition} - {None}
        assert all(use.condition for use in uses if use.usage is Usage.CONDITIONAL)

    def test_functional_groups(self, reading_2023a: Reading) -> None:
        """Distinct tables: Enhanced MR Color has none of its own, and refers to A.36-2."""
        tables = {
            iod.functional_groups_table: iod.functional_groups
            for iod in reading_2023a.standard.iods
            if iod.functional_groups_table
        }
        uses = [use for table in tables.values() for use in table]

        assert len(tables) == 28
        assert len(uses) == 398
        assert Counter(use.usage for use in uses) == {
            Usage.MANDATORY: 146,
            Usage.USER_OPTION: 97,
            Usage.CONDITIONAL: 155,
        }
        color = reading_2023a.iod("Enhanced MR Color Image")
        assert color.functional_groups_table == "A.36-2"
        assert {use.table for use in uses if use.table is None} == set()

    def test_attribute_tables(self, reading_2023a: Reading, part03_2023a: Book) -> None:
        """Counted by their columns in the part, then by what became of them."""
        columns = Counter(
            tuple(column.lower() for column in table.columns)
            for table in part03_2023a.tables
        )
        typed = ("attribute name", "tag", "type")
        untyped = ("attribute name", "tag")
        # 1 of the 640 is headed "Attribute name", 4 of the 47 as well.
        assert columns[*typed, "attribute description"] == 639 + 1
        assert columns[*typed, "description"] == 7
        assert columns[*untyped, "attribute description"] == 43 + 4
        assert columns["key", "tag", "type", "attribute description"] == 31

        # 3 are examples of PS3.3 5.4; 2 of the rest are keys of directory records that
        # are headed "Attribute Name": they are read with the other 31.
        tables = reading_2023a.report.tables
        assert tables[3, "attribute tables with types"] == 639 + 1 + 7 - 3 - 2
        assert tables[3, "attribute tables without types"] == 43 + 4
        assert tables[3, "directory record keys"] == 31 + 2

    def test_every_attribute_table_is_a_module_a_macro_or_keys(
        self, reading_2023a: Reading
    ) -> None:
        standard = reading_2023a.standard
        keys = {r.table for r in standard.directory_records if r.table}

        assert len(standard.modules) + len(standard.macros) == 642 + 47
        assert len(keys) == 33

    def test_other_tables(self, reading_2023a: Reading) -> None:
        standard = reading_2023a.standard

        assert len(standard.content_constraints) == 22
        assert len(standard.value_tables) == 37
        assert len(standard.directory_records) == 35

    def test_registries(self, reading_2023a: Reading) -> None:
        standard = reading_2023a.standard

        assert len(standard.elements) == 5081
        assert len(standard.uids) == 443
        assert len(standard.frames_of_reference) == 28
        assert len(standard.context_groups) == 1368
        assert len(standard.templates) == 24

    def test_sop_classes(self, reading_2023a: Reading) -> None:
        """Every storage SOP class leads to its IOD."""
        sop_classes = reading_2023a.standard.sop_classes

        assert Counter(c.table for c in sop_classes) == {
            "B.5-1": 160,
            "GG.3-1": 9,
            "I.4-1": 1,
            "KK.1-2": 1,
        }
        assert [c.uid for c in sop_classes if c.iod is None] == []

    def test_messages(self, reading_2023a: Reading) -> None:
        messages = reading_2023a.standard.messages

        assert len(messages) == 25
        assert len(reading_2023a.standard.command_elements) == 46
        assert all(
            any(f.name == "Command Field" and f.value is not None for f in m.fields)
            for m in messages
        )

    def test_every_condition_is_audited(self, reading_2023a: Reading) -> None:
        report = reading_2023a.report

        assert [each.place for each in report.unaudited] == []
        assert report.verdicts[Verdict.RIGHT] > 0.95 * report.verdicts.total()

    def test_probable_errata(self, reading_2023a: Reading) -> None:
        """Seven names that the dictionary does not have, and two references."""
        notes = reading_2023a.report.notes

        assert len([note for note in notes if "PS3.6 calls" in note.reason]) == 7
        nested = [note for note in notes if "nested in the first row" in note.reason]
        assert [note.table for note in nested] == ["F.7.2-1c", "F.7.2-1e"]
        unplaced = [note for note in notes if "no scope" in note.reason]
        assert len(notes) - len(unplaced) == 11

    def test_the_module_that_lacks_its_dash_is_conditional(
        self, reading_2023a: Reading
    ) -> None:
        uses = {
            use.module: use
            for iod in reading_2023a.standard.iods
            if iod.table == "A.80.2.3-1"
            for use in iod.modules
        }

        assert uses["Graphic Layer"].usage is Usage.CONDITIONAL


class TestOtherEditions:
    def test_2022d_is_understood_by_the_same_readers(
        self, reading_2022d: Reading
    ) -> None:
        standard = reading_2022d.standard

        assert reading_2022d.problems() == []
        assert standard.edition == "2022d"
        assert (len(standard.elements), len(standard.uids)) == (5023, 440)
        assert [c.uid for c in standard.sop_classes if c.iod is None] == []
        assert len(standard.iods) > 150

    def test_parts_4_and_7_of_2013_are_understood(self, real_docbook: Path) -> None:
        reading = read(
            real_docbook,
            "2023a",
            {n: real_docbook / "2013" / f"part{n:02}.xml" for n in (4, 7)},
        )

        assert reading.problems() == []
        assert [p.edition for p in reading.standard.parts] == [
            "2023a",
            "2013",
            "2023a",
            "2013",
        ]
        assert len(reading.standard.messages) == 25
        assert len(reading.standard.command_elements) == 46
        assert (
            len([c for c in reading.standard.sop_classes if c.table == "B.5-1"]) > 100
        )

    def test_part_6_of_2013_is_malformed(self, real_docbook: Path) -> None:
        file = real_docbook / "2013" / "part06.xml"

        with pytest.raises(MalformedXmlError) as caught:
            read(real_docbook, "2023a", {6: file, 7: file})

        assert caught.value.line == 84747
        assert str(caught.value).startswith(f"{file}:84747:")
        assert "download the part again" in caught.value.hint
