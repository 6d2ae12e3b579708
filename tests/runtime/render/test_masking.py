"""Masking of identifying values in every report format."""

import pytest

from iodize.findings.report import RENDERINGS, Report


@pytest.mark.parametrize("form", RENDERINGS)
def test_identifying_values_are_masked(form: str, report: Report) -> None:
    shown = report.render(form)

    assert "1990" not in shown
    assert "•••" in shown


@pytest.mark.parametrize("form", RENDERINGS)
def test_identifying_values_are_shown_on_request(form: str, report: Report) -> None:
    shown = report.render(form, show_values=True)

    assert "1990-01-05" in shown
    assert "•••" not in shown


def test_unknown_format_is_rejected(report: Report) -> None:
    with pytest.raises(ValueError, match="sarif"):
        report.render("yaml")
