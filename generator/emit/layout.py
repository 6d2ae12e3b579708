"""Formatting of generated source: black, in parallel, each text once ever."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Mapping
from concurrent.futures import ProcessPoolExecutor
from importlib.metadata import version
from pathlib import Path

import black
from black.mode import TargetVersion
from platformdirs import user_cache_path

VERSION = version("black")


def format_all(sources: Mapping[str, str], cache: Path | None = None) -> dict[str, str]:
    """Return sources as black lays them out; stubs come as they shall be.

    Args:
        sources: Python source by path.
        cache: Where laid out texts are kept; the user's cache folder by default.
    """
    folder = cache or user_cache_path("iodize") / f"black-{VERSION}"
    done = {
        path: _without_gaps(text)
        for path, text in sources.items()
        if path.endswith(".pyi")
    }
    kept = {p: folder / _key(p, text) for p, text in sources.items() if p not in done}
    done |= {
        path: file.read_text("utf-8") for path, file in kept.items() if file.is_file()
    }
    missing = sorted(sources.keys() - done, key=lambda path: -len(sources[path]))
    if missing:
        folder.mkdir(parents=True, exist_ok=True)
        texts = [sources[path] for path in missing]
        with ProcessPoolExecutor() as pool:
            laid_out = pool.map(_format, missing, texts)
            for path, text in zip(missing, laid_out, strict=True):
                _keep(kept[path], text)
                done[path] = text
    return {path: done[path] for path in sources}


def _without_gaps(text: str) -> str:
    """Return a stub without the blank lines that its templates leave at ends."""
    return re.sub(r"\n{3,}", "\n\n", text).rstrip() + "\n"


def _format(path: str, text: str) -> str:
    mode = black.Mode({TargetVersion.PY311})
    return black.format_str(text, mode=mode)


def _key(path: str, text: str) -> str:
    return hashlib.sha256((path[-4:] + text).encode()).hexdigest()


def _keep(file: Path, text: str) -> None:
    """Write a cached text whole or not at all: another run may read it now."""
    partial = file.with_name(f"{file.name}.{os.getpid()}")
    partial.write_text(text, "utf-8")
    partial.replace(file)
