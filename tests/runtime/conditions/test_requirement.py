"""From the truth of conditions to what is asked."""

import pytest

from iodize.conditions import Otherwise, Requirement, Truth, Verdict, parse
from iodize.conditions.expressions import Used
from iodize.conditions.plain import plain_view


class Facts:
    def fact(self, reason: str) -> Truth:
        return {"yes": True, "no": False}.get(reason)

    def telling(self, used: Used) -> frozenset[str]:
        return frozenset()


YES, NO, UNSURE = (parse(f'unknown("{word}")') for word in ("yes", "no", "?"))


def verdict(requirement: Requirement, always: bool = False) -> Verdict:
    return requirement.verdict(plain_view({}), Facts(), always)


@pytest.mark.parametrize("otherwise", Otherwise)
def test_a_condition_that_holds_requires(otherwise: Otherwise) -> None:
    assert verdict(Requirement(YES, otherwise=otherwise)) is Verdict.REQUIRED


@pytest.mark.parametrize("otherwise", Otherwise)
def test_an_unknown_condition_says_nothing(otherwise: Otherwise) -> None:
    assert verdict(Requirement(UNSURE, otherwise=otherwise)) is Verdict.UNKNOWN


def test_where_it_fails_the_row_says_what_holds() -> None:
    assert verdict(Requirement(NO, otherwise=Otherwise.MAY)) is Verdict.NOT_REQUIRED
    assert verdict(Requirement(NO, otherwise=Otherwise.SHALL_NOT)) is Verdict.FORBIDDEN


def test_silence_forbids() -> None:
    assert verdict(Requirement(NO)) is Verdict.FORBIDDEN


def test_a_permission_holds_only_under_its_condition() -> None:
    assert verdict(Requirement(NO, permitted=YES)) is Verdict.NOT_REQUIRED
    assert verdict(Requirement(NO, permitted=NO)) is Verdict.FORBIDDEN
    assert verdict(Requirement(NO, permitted=UNSURE)) is Verdict.UNKNOWN


def test_a_prohibition_comes_first() -> None:
    assert verdict(Requirement(YES, forbidden=YES)) is Verdict.FORBIDDEN
    assert verdict(Requirement(YES, forbidden=UNSURE)) is Verdict.UNKNOWN


def test_a_mandatory_usage_is_required_unless_it_is_forbidden() -> None:
    assert verdict(Requirement(forbidden=NO), always=True) is Verdict.REQUIRED
    assert verdict(Requirement(forbidden=NO)) is Verdict.NOT_REQUIRED
