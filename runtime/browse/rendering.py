"""Rendering pages with the templates."""

from __future__ import annotations

from collections.abc import Mapping
from importlib.resources import files
from typing import Any, Final

from jinja2 import Environment, PackageLoader, StrictUndefined

from ..tables.editions import Edition
from ..version import __version__
from .changes import Changes, PageChanges
from .page import Page

RESOURCES: Final = ("browse.css", "browse.js")
"""Files that every page uses, at the top of the folder."""


class Renderer:
    """Renders the pages of an edition."""

    def __init__(self, edition: Edition, compared: Changes | None) -> None:
        self._compared = compared
        self._environment = Environment(
            loader=PackageLoader(__package__),
            autoescape=True,
            trim_blocks=True,
            lstrip_blocks=True,
            undefined=StrictUndefined,
        )
        self._environment.globals.update(
            edition=edition.name,
            version=__version__,
            compared=compared and compared.edition,
        )

    def render(self, page: Page) -> str:
        """Return the HTML of a page."""
        compared = self._compared
        changes = PageChanges(page) if compared is None else compared.of(page)
        content: Mapping[str, Any] = {
            **page.content,
            "page": page,
            "changes": changes,
            "root": "../" * page.address.count("/"),
        }
        template = self._environment.get_template(f"{page.template}.html.jinja")
        return template.render(content)


def resources() -> Mapping[str, str]:
    """Return the style sheet and the script, by file name."""
    folder = files(__package__)
    return {name: folder.joinpath(name).read_text("utf-8") for name in RESOURCES}
