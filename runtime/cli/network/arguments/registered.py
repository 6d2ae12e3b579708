"""Types of options: registered UIDs of PS3.6, or their keywords."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, Final

import click

from ....tables.editions import Edition, bundled
from .addresses import TextParameter


class RegisteredType(TextParameter):
    """A UID of one kind, or its keyword: JPEG2000Lossless."""

    def __init__(self, kind: str, uids: Callable[[Edition], Iterable[str]]) -> None:
        """Create a type.

        Args:
            kind: The name of the kind in messages.
            uids: Returns the UIDs of the kind.
        """
        self.name = kind
        self._uids = uids

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> str:
        """Return the UID of a text."""
        edition, text = bundled(), str(value)
        keywords = {
            registered.keyword: uid
            for uid in self._uids(edition)
            if (registered := edition.uid(uid)) is not None
        }
        plain = {keyword.lower(): keyword for keyword in keywords}
        if text not in keywords.values() and text.lower() not in plain:
            from difflib import get_close_matches  # only for errors

            similar = get_close_matches(text.lower(), plain, n=1)
            hint = f" Did you mean {plain[similar[0]]}?" if similar else ""
            self.fail(f"{text!r} is not a {self.name}.{hint}", param, ctx)
        return keywords[plain[text.lower()]] if text.lower() in plain else text


def _transfer_syntaxes(edition: Edition) -> Iterable[str]:
    for uid in edition.uids:
        registered = edition.uid(uid)
        if registered is not None and registered.type == "Transfer Syntax":
            yield uid


TRANSFER_SYNTAX: Final = RegisteredType("transfer syntax", _transfer_syntaxes)
STORAGE_SOP_CLASS: Final = RegisteredType(
    "storage SOP class", lambda edition: edition.sop_classes
)
