"""Formatting of generated source with black, in parallel, with a cache."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from concurrent.futures import ProcessPoolExecutor
from importlib.metadata import version
from pathlib import Path

import black
from black.mode import TargetVersion

from iodize.atomic import write_text
from iodize.editions.cache import root

from .wrapping import wrapped

VERSION = version("black")


def format_all(sources: Mapping[str, str], cache: Path | None = None) -> dict[str, str]:
    """Format Python source with black, then wrap it.

    Stubs and data are already formatted.

    Args:
        sources: Texts by path.
        cache: Folder of formatted texts; default: a folder in the cache of iodize.
    """
    folder = cache or root() / f"black-{VERSION}"
    done = {
        path: _without_gaps(text) if path.endswith(".pyi") else text
        for path, text in sources.items()
        if not path.endswith(".py")
    }
    kept = {p: folder / _key(text) for p, text in sources.items() if p not in done}
    done |= {
        path: file.read_text("utf-8") for path, file in kept.items() if file.is_file()
    }
    missing = sorted(sources.keys() - done, key=lambda path: -len(sources[path]))
    if missing:
        folder.mkdir(parents=True, exist_ok=True)
        texts = [sources[path] for path in missing]
        with ProcessPoolExecutor() as pool:
            laid_out = pool.map(_format, texts)
            for path, text in zip(missing, laid_out, strict=True):
                write_text(kept[path], text)
                done[path] = text
    return {
        path: wrapped(done[path]) if path.endswith(".py") else done[path]
        for path in sources
    }


def _without_gaps(text: str) -> str:
    """Remove extra blank lines that templates leave in a stub."""
    return re.sub(r"\n{3,}", "\n\n", text).rstrip() + "\n"


def _format(text: str) -> str:
    mode = black.Mode({TargetVersion.PY311})
    return black.format_str(text, mode=mode)


def _key(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
