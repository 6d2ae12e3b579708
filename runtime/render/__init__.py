"""Report formats: text and HTML for people; JSON, SARIF, JUnit and CSV for programs."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from ..findings.finding import Severity
    from ..findings.report import Report


def render(report: Report, form: str, lowest: Severity, explain: bool) -> str:
    """Return a report in one of the forms of `RENDERINGS`; only its module is loaded."""
    module = import_module(f".{form}", __package__)
    return cast(str, module.render(report, lowest, explain))
