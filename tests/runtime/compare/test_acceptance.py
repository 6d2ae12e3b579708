"""Types, usages and conditions are compared in every situation."""

from __future__ import annotations

import pytest

from iodize.compare.acceptance import NOT_LISTED, Requirement, effect
from iodize.compare.changes import Effect
from iodize.tables.descriptions import When, when

CT = when('Modality == "CT"')
CT_OR_MR = when('Modality in ("CT", "MR")')
CT_MAY = when('Modality == "CT"', otherwise="may")
CT_OR_MR_MAY = when('Modality in ("CT", "MR")', otherwise="may")


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (("1", None), ("2", None), Effect.LOOSER),
        (("2", None), ("3", None), Effect.LOOSER),
        (("3", None), ("1", None), Effect.STRICTER),
        (("1", None), ("1C", CT_MAY), Effect.LOOSER),
        (("1", None), ("1C", CT), Effect.EITHER),
        (("3", None), ("1C", CT), Effect.STRICTER),
        (("1C", CT), ("2C", CT), Effect.LOOSER),
        (("1C", CT), ("1C", CT), Effect.NEUTRAL),
        (("1C", CT_MAY), ("1C", CT_OR_MR_MAY), Effect.STRICTER),
        (("1C", CT), ("1C", CT_OR_MR), Effect.EITHER),
        (("1C", CT), ("1C", CT_MAY), Effect.LOOSER),
        (("M", None), ("U", None), Effect.LOOSER),
        (("U", None), ("C", CT_MAY), Effect.STRICTER),
        (("3", None), ("3", when(forbidden="present(Rows)")), Effect.STRICTER),
        (
            ("1C", when("present(Rows)")),
            ("1C", when("not not present(Rows)")),
            Effect.NEUTRAL,
        ),
        (
            ("1C", when("present(Rows) and present(Columns)", otherwise="may")),
            ("1C", when("present(Rows)", otherwise="may")),
            Effect.STRICTER,
        ),
        (
            ("1C", when("present(Rows)", otherwise="may")),
            ("1C", when("valued(Rows)", otherwise="may")),
            Effect.LOOSER,
        ),
        (
            ("1C", when("present(Rows)")),
            ("1C", when("present(Rows)", permitted="present(Columns)")),
            Effect.LOOSER,
        ),
    ],
)
def test_effect_follows_from_the_accepted_states(
    old: tuple[str, When | None], new: tuple[str, When | None], expected: Effect
) -> None:
    one, other = Requirement(*old), Requirement(*new)

    assert effect(one, other) is expected
    assert effect(other, one) is expected.mirrored


@pytest.mark.parametrize(
    ("type_", "expected"),
    [("1", Effect.STRICTER), ("2", Effect.STRICTER), ("3", Effect.NEUTRAL)],
)
def test_unlisted_attribute_may_have_been_an_extension(
    type_: str, expected: Effect
) -> None:
    assert effect(NOT_LISTED, Requirement(type_)) is expected


def test_effect_of_many_independent_parts_is_not_decided() -> None:
    parts = " and ".join(f"present(Attribute{n})" for n in range(12))
    old, new = Requirement("1C", when(parts)), Requirement("1C", when("present(Rows)"))

    assert effect(old, new) is Effect.EITHER
    assert effect(old, old) is Effect.NEUTRAL
