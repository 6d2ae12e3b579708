"""Differences of editions as answers."""

from __future__ import annotations

import pytest

from iodize.assistants import differences as module
from iodize.assistants.differences import UnknownKeywordError, differences
from iodize.compare.comparison import Comparison, compare
from iodize.tables import editions


@pytest.fixture
def same(monkeypatch: pytest.MonkeyPatch) -> None:
    """Both names are the bundled edition."""
    monkeypatch.setattr(module, "select_one", lambda name: editions.bundled())


@pytest.mark.usefixtures("same")
def test_edition_does_not_differ_from_itself() -> None:
    answer = differences("2023a", "2023a", iod="CTImage", attribute="PatientID")

    assert answer["number"] == 0
    assert (answer["changes"], answer["more_changes"]) == ([], 0)


@pytest.mark.usefixtures("same")
def test_unknown_keyword_is_answered_with_similar_ones() -> None:
    with pytest.raises(UnknownKeywordError) as caught:
        differences("2023a", "2023a", attribute="PatientIDD")

    assert "PatientID" in caught.value.similar


@pytest.mark.usefixtures("same")
def test_many_changes_are_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    real = compare(editions.bundled(), editions.bundled())
    change = object()

    def many(*given: object) -> Comparison:
        return real._replace(changes=(change,) * 100)  # type: ignore[arg-type]

    monkeypatch.setattr(module, "compare", many)
    monkeypatch.setattr(module, "change_data", lambda each: {})

    answer = differences("2022d", "2023a")

    assert (answer["number"], len(answer["changes"])) == (100, 60)
    assert answer["more_changes"] == 40
