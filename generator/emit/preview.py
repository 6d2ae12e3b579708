"""The package that is being generated, loaded before it is written."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from importlib import import_module, invalidate_caches
from pathlib import Path
from tempfile import TemporaryDirectory
from types import ModuleType

from iodize.tables import editions
from iodize.tables.descriptions import Definition

from ..importing import UnimportablePackageError, failure_of

PREVIEW = "iodize_preview"
"""Package name under which the sources are loaded."""


def is_made(cls: type) -> bool:
    """Whether a class is one of the loaded package."""
    return issubclass(cls, Definition) and cls.__module__.startswith(PREVIEW)


@contextmanager
def loaded(sources: Mapping[str, str]) -> Iterator[dict[str, ModuleType]]:
    """Load the modules of a package before it is written; yields them by path.

    Raises:
        UnimportablePackageError: A module cannot be imported, or fails when used in the
            `with` block.
    """
    with TemporaryDirectory() as folder:
        for path, source in sources.items():
            file = Path(folder, PREVIEW, path)
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(source, "utf-8")
        sys.path.insert(0, folder)
        invalidate_caches()
        writes_none, sys.dont_write_bytecode = sys.dont_write_bytecode, True
        try:
            yield {path: import_module(_dotted(path)) for path in sources}
        except Exception as error:
            failure = failure_of(error, Path(folder, PREVIEW))
            if failure is None:
                raise
            raise UnimportablePackageError(*failure) from error
        finally:
            sys.dont_write_bytecode = writes_none
            sys.path.remove(folder)
            editions.forget(PREVIEW)
            for name in [name for name in sys.modules if name.startswith(PREVIEW)]:
                del sys.modules[name]


def _dotted(path: str) -> str:
    return f"{PREVIEW}.{path.removesuffix('.py').replace('/', '.')}"
