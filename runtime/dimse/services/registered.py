"""Registration of a SOP class: its name, its UID and the section that defines it."""

from __future__ import annotations

from typing import ClassVar


class Registered:
    """The facts of a SOP class that its attribute lists refer to."""

    name: ClassVar[str] = ""
    """The name registered in PS3.6."""
    uid: ClassVar[str] = ""
    section: ClassVar[str] = ""
    """Section of PS3.4 that defines it: "F.7"."""
    last_edition: ClassVar[str] = ""
    """The last edition of PS3.4 that had it: "2004"; empty if it is current."""
    source: ClassVar[str] = ""
    """The second sources of its attribute lists and statuses, separated by "; ".

    Empty if they are from the standard's text.
    """

    @classmethod
    def part(cls) -> str:
        """Return the part of the standard that defines it: "PS3.4", "PS3.4-2004"."""
        return f"PS3.4-{cls.last_edition}" if cls.last_edition else "PS3.4"

    @classmethod
    def reference(cls) -> str:
        """Return the section that defines it: "PS3.4 F.7", "PS3.4-2004 F.4"."""
        return f"{cls.part()} {cls.section}"
