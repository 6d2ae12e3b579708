"""Emission of Python source from the model: names, views, templates, layout."""

from .files import render
from .layout import format_all

__all__ = ["format_all", "render"]
