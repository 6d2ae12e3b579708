"""Packages that load the file of a class when the class is first used."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Mapping
from importlib import import_module
from typing import Any


def lazy(package: str, files: Mapping[str, str]) -> Callable[[str], Any]:
    """Return a module-level `__getattr__`, and make `dir` list the names not loaded yet.

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
    """Return a module-level `__getattr__` that returns the names of another package.

    Args:
        module: The `__name__` of the module; its `dir` and `__all__` are the package's.
        package: The other package, which has an `__all__`.
    """

    def load(name: str) -> Any:
        if name.startswith("__") and name != "__all__":
            raise AttributeError(name)
        return getattr(import_module(package), name)

    _list(module, lambda: import_module(package).__all__)
    return load


def _list(module: str, names: Callable[[], Iterable[str]]) -> None:
    """Add names to the `dir` of a module, which completion reads."""
    found = vars(sys.modules[module])
    found["__dir__"] = lambda: [*{**found, **dict.fromkeys(names())}]
