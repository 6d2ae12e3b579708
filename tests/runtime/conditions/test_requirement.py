"""Verdicts of requirements, from the truth of their conditions."""

import pytest

from iodize.conditions import Otherwise, Requirement, Truth, Verdict, parse
from iodize.conditions.expressions import Expression, Unknown, Used
from iodize.conditions.plain import plain_view


class Facts:
    def fact(self, reason: str) -> Truth:
        return {"yes": True, "no": False}.get(reason)

    def keyword(self, tag: str) -> str:
        return ""

    def points(self, tag: str, kind: str) -> Truth:
        return None

    def use_of(self, used: Used, sop_class_uid: str) -> Expression:
        return Unknown("module")


YES, NO, UNSURE = (parse(f'unknown("{word}")') for word in ("yes", "no", "?"))


def verdict(requirement: Requirement, always: bool = False) -> Verdict:
    return requirement.verdict(plain_view({}), Facts(), always)


@pytest.mark.parametrize("otherwise", Otherwise)
def test_a_condition_that_holds_requires(otherwise: Otherwise) -> None:
    assert verdict(Requirement(YES, otherwise=otherwise)) is Verdict.REQUIRED


@pytest.mark.parametrize("otherwise", Otherwise)
def test_verdict_of_an_unknown_condition_is_unknown(otherwise: Otherwise) -> None:
    assert verdict(Requirement(UNSURE, otherwise=otherwise)) is Verdict.UNKNOWN


def test_verdict_of_an_unmet_condition_follows_from_the_row() -> None:
    assert verdict(Requirement(NO, otherwise=Otherwise.MAY)) is Verdict.NOT_REQUIRED
    assert verdict(Requirement(NO, otherwise=Otherwise.SHALL_NOT)) is Verdict.FORBIDDEN


def test_unspecified_requirement_forbids() -> None:
    assert verdict(Requirement(NO)) is Verdict.FORBIDDEN


def test_a_permission_holds_only_under_its_condition() -> None:
    assert verdict(Requirement(NO, permitted=YES)) is Verdict.NOT_REQUIRED
    assert verdict(Requirement(NO, permitted=NO)) is Verdict.FORBIDDEN
    assert verdict(Requirement(NO, permitted=UNSURE)) is Verdict.UNKNOWN


def test_prohibition_takes_precedence() -> None:
    assert verdict(Requirement(YES, forbidden=YES)) is Verdict.FORBIDDEN
    assert verdict(Requirement(YES, forbidden=UNSURE)) is Verdict.UNKNOWN


def test_unknown_prohibition_does_not_allow_what_the_row_forbids() -> None:
    assert verdict(Requirement(NO, forbidden=UNSURE)) is Verdict.FORBIDDEN
    may = Requirement(NO, forbidden=UNSURE, otherwise=Otherwise.MAY)
    assert verdict(may) is Verdict.UNKNOWN


def test_a_mandatory_usage_is_required_unless_it_is_forbidden() -> None:
    assert verdict(Requirement(forbidden=NO), always=True) is Verdict.REQUIRED
    assert verdict(Requirement(forbidden=NO)) is Verdict.NOT_REQUIRED
