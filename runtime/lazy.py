"""Packages whose files are loaded when a class of theirs is first used."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from importlib import import_module
from typing import Any


def lazy(package: str, files: Mapping[str, str]) -> Callable[[str], Any]:
    """Return a module-level `__getattr__`.

    Args:
        package: The `__name__` of the package.
        files: The file of each class, without suffix.
    """

    def load(name: str) -> Any:
        if name not in files:
            raise AttributeError(f"module {package!r} has no attribute {name!r}")
        found = getattr(import_module(f"{package}.{files[name]}"), name)
        setattr(sys.modules[package], name, found)
        return found

    return load


def forward(package: str) -> Callable[[str], Any]:
    """Return a module-level `__getattr__` that finds the names of another package."""

    def load(name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return getattr(import_module(package), name)

    return load
