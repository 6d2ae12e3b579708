from iodize.generator.docbook.values.left_out import (
    CHECKED,
    RELATION,
    TIED,
    reason_of_list,
)
from iodize.rules.tied_values import TIED_VALUES
from iodize.validation.structure.checks import CHECKS, ITEM_CHECKS

from ...demo import Reading

PER_FRAME = "Per-frame Functional Groups Sequence"
"""Compared with the frames while they are checked."""

ELSEWHERE = {
    0x00280102: 0x00280101,
    **dict.fromkeys((0x60000011, 0x60000040, 0x60000050), 0x00181623),
    **dict.fromkeys((0x60000100, 0x60000102), 0x00181623),
    0x00209165: 0x00209222,
    0x00660022: 0x00660016,
}
"""Attributes that the check of another attribute compares."""


def test_a_list_without_a_declared_reason_has_none() -> None:
    assert reason_of_list("Demo Description") is None


def test_the_number_of_a_section_is_no_part_of_its_title() -> None:
    assert reason_of_list("SIGMOID Function") == reason_of_list("Sigmoid function")


class Test2023a:
    def test_nothing_is_left_out_silently(self, reading_2023a: Reading) -> None:
        assert reading_2023a.report.unread_values == []

    def test_relations_have_a_check(self, reading_2023a: Reading) -> None:
        tags = {each.name: each.tag for each in reading_2023a.standard.elements}
        named = {
            where.partition("items of ")[2]
            for where, reason in reading_2023a.report.values_left_out
            if reason == RELATION
        }

        assert len(named) >= 5
        for name in named - {PER_FRAME}:
            assert int(tags[name][1:-1].replace(",", ""), 16) in ITEM_CHECKS

    def test_values_that_a_check_compares_have_a_check(
        self, reading_2023a: Reading
    ) -> None:
        named = {
            (where.partition(":")[0], where.partition("value of ")[2])
            for where, reason in reading_2023a.report.values_left_out
            if reason == CHECKED
        }

        assert len(named) >= 30
        for section, tag in named:
            number = int(tag[1:-1].replace("60xx", "6000").replace(",", ""), 16)
            seen_elsewhere = ELSEWHERE.get(number, number)
            assert {number, seen_elsewhere} & (
                CHECKS.keys() | ITEM_CHECKS.keys()
            ), f"{section}: {tag}"

    def test_tied_lists_have_a_check(self, reading_2023a: Reading) -> None:
        left_out = reading_2023a.report.values_left_out

        assert TIED in {reason for _, reason in left_out}
        assert ("C.23.4-2", 0x00720062) in TIED_VALUES
