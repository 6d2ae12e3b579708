"""Editions with the content of the demo standard, under other names."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Final

PARTS: Final = (3, 4, 6, 7)


def write(
    demo: Path,
    folder: Path,
    edition: str,
    changes: Mapping[str, str] | None = None,
) -> Path:
    """Write the parts of an edition into a folder.

    Args:
        demo: The demo standard.
        changes: Texts of the parts to be replaced.
    """
    folder.mkdir(parents=True, exist_ok=True)
    for number in PARTS:
        text = (demo / f"part{number:02}.xml").read_text("utf-8")
        for old, new in {"2020a": edition, **(changes or {})}.items():
            text = text.replace(old, new)
        (folder / f"part{number:02}.xml").write_text(text, "utf-8")
    return folder


def publish(demo: Path, root: Path, edition: str, name: str | None = None) -> None:
    """Write an edition as the site of the standard has it, below a folder."""
    parts = write(demo, root / "source", edition)
    for number in PARTS:
        stem = f"part{number:02}"
        file = root / (name or edition) / "source" / "docbook" / stem / f"{stem}.xml"
        file.parent.mkdir(parents=True, exist_ok=True)
        (parts / f"{stem}.xml").replace(file)
