"""Sources of an edition, and errors of their parts."""

from __future__ import annotations

from pathlib import Path

import pytest

from iodize.generator import snapshot
from iodize.generator.docbook import EditionOfPartError, MissingPartError
from iodize.generator.report import Report
from iodize.generator.sources import from_docbook, from_snapshot

from .demo import Copy, Reading, read


@pytest.mark.parametrize("part", [3, 4, 6, 7])
def test_missing_part_is_reported(copy: Copy, part: int) -> None:
    copy.file(part).unlink()

    with pytest.raises(MissingPartError) as caught:
        copy.read()

    error = caught.value
    assert (error.number, error.place) == (part, copy.folder)
    assert f"PS3.{part} is missing" in str(error)
    assert f"part{part:02}.xml" not in str(error)
    assert f"--part {part}=FILE" in error.hint
    assert (f"--without {part}" in error.hint) is (part in (4, 7))


@pytest.mark.parametrize("part", [3, 6])
def test_required_parts_cannot_be_omitted(copy: Copy, part: int) -> None:
    copy.file(part).unlink()

    with pytest.raises(MissingPartError):
        copy.read(without={part})


def test_empty_folder_does_not_have_parts(tmp_path: Path) -> None:
    with pytest.raises(MissingPartError, match="found no parts"):
        read(tmp_path)


def test_a_named_file_that_is_not_there_is_missing(copy: Copy) -> None:
    with pytest.raises(MissingPartError, match=r"nowhere\.xml: PS3\.7 is missing"):
        copy.read(parts={7: copy.folder / "nowhere.xml"})


class TestAPartOfAnotherEdition:
    @pytest.fixture
    def mixed(self, copy: Copy) -> Copy:
        copy.edit(7, "DICOM PS3.7 2020a", "DICOM PS3.7 2019b")
        return copy

    def test_is_refused(self, mixed: Copy) -> None:
        with pytest.raises(EditionOfPartError) as caught:
            mixed.read()

        error = caught.value
        assert (error.edition, error.wanted_edition) == ("2019b", "2020a")
        assert (
            error.hint
            == f"to mix editions, give the file with --part 7={mixed.file(7)}"
        )

    def test_is_accepted_when_given_as_a_file(
        self, mixed: Copy, reading: Reading
    ) -> None:
        named = mixed.read(parts={7: mixed.file(7)})

        assert [p.edition for p in named.standard.parts] == ["2020a"] * 3 + ["2019b"]
        assert named.standard.messages == reading.standard.messages

    def test_is_listed_in_the_report(self, mixed: Copy) -> None:
        named = mixed.read(parts={7: mixed.file(7)})
        first, *_ = named.report.lines(named.standard, verbose=False)

        assert first == (
            "edition 2020a: PS3.3 2020a, PS3.4 2020a, PS3.6 2020a, PS3.7 2019b"
        )


def test_file_with_another_part_is_rejected(copy: Copy) -> None:
    with pytest.raises(EditionOfPartError) as caught:
        copy.read(parts={7: copy.file(4)})

    assert (caught.value.number, caught.value.wanted) == (4, 7)
    assert "contains PS3.4 of 2020a, not PS3.7 of 2020a" in str(caught.value)
    assert "--part 7=FILE" in caught.value.hint


def test_edition_that_differs_from_the_requested_one_is_rejected(copy: Copy) -> None:
    with pytest.raises(
        EditionOfPartError, match=r"PS3\.3 of 2020a, not PS3\.3 of 2021c"
    ):
        copy.read(edition="2021c")


def test_a_folder_may_hold_a_folder_for_each_edition(copy: Copy) -> None:
    copy.folder.rename(copy.folder.parent / "2020a")
    standard = from_docbook(copy.folder.parent, "2020a", {}, set(), Report())

    assert standard.edition == "2020a"


class TestSnapshots:
    @pytest.fixture
    def facts(self, reading: Reading, tmp_path: Path) -> Path:
        for edition in ("2020a", "2021a"):
            (tmp_path / edition).mkdir()
        snapshot.write(reading.standard, tmp_path / "2020a")
        (tmp_path / "2021a").rmdir()
        return tmp_path

    def test_the_newest_is_read_by_default(self, facts: Path, reading: Reading) -> None:
        assert from_snapshot(None, facts) == reading.standard

    def test_an_unknown_edition_lists_the_known_ones(self, facts: Path) -> None:
        with pytest.raises(snapshot.UnknownSnapshotError) as caught:
            from_snapshot("1999z", facts)

        assert str(caught.value) == "no snapshot of edition '1999z'; known: 2020a"
        assert "--from DIR" in caught.value.hint

    def test_no_snapshot_at_all_is_an_unknown_edition(self, tmp_path: Path) -> None:
        with pytest.raises(snapshot.UnknownSnapshotError, match="known: none"):
            from_snapshot(None, tmp_path)
