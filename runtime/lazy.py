"""Packages whose files are loaded when a class of theirs is first used."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Mapping
from importlib import import_module
from typing import Any


def lazy(package: str, files: Mapping[str, str]) -> Callable[[str], Any]:
    """Return a module-level `__getattr__`, and let `dir` tell what is not loaded yet.

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

    _list(package, lambda: files)
    return load


def forward(module: str, package: str) -> Callable[[str], Any]:
    """Return a module-level `__getattr__` that finds the names of another package.

    Args:
        module: The `__name__` of the module, whose `dir` tells them as well.
    """

    def load(name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return getattr(import_module(package), name)

    _list(module, lambda: dir(import_module(package)))
    return load


def _list(module: str, names: Callable[[], Iterable[str]]) -> None:
    """Let `dir` tell more names of a module, from which completion suggests."""
    found = vars(sys.modules[module])
    found["__dir__"] = lambda: [*{**found, **dict.fromkeys(names())}]
