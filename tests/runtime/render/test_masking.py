"""What tells who somebody is stays out of every rendering, unless it is asked for."""

import pytest

from iodize.report import RENDERINGS, Report


@pytest.mark.parametrize("form", RENDERINGS)
def test_identifying_values_are_masked(form: str, report: Report) -> None:
    shown = report.render(form)

    assert "1990" not in shown
    assert "•••" in shown


@pytest.mark.parametrize("form", RENDERINGS)
def test_they_are_shown_if_asked_for(form: str, report: Report) -> None:
    shown = report.render(form, show_values=True)

    assert "1990-01-05" in shown
    assert "•••" not in shown


def test_only_known_forms_are_rendered(report: Report) -> None:
    with pytest.raises(ValueError, match="sarif"):
        report.render("yaml")
