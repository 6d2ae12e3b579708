"""Formats of a comparison: text, Markdown and HTML for people, JSON for programs."""

from __future__ import annotations

from importlib import import_module
from typing import Final, cast

from ..comparison import Comparison

FORMS: Final = ("text", "json", "markdown", "html")
"""Each is a module of this package."""


def render(comparison: Comparison, form: str) -> str:
    """Return a comparison in one of the forms."""
    module = import_module(f".{form}", __package__)
    return cast(str, module.render(comparison))
