"""From the model to Python: names, views, templates, layout, in this order."""

from .files import render
from .layout import format_all

__all__ = ["format_all", "render"]
