"""A cache of editions for each test, and a server to fetch them from."""

import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import iodize.editions
from iodize.editions import generating
from iodize.editions.fetching import copy
from iodize.tables import editions

from .docbook import publish, write
from .server import Server, serving

PROXIES = ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "http_proxy", "https_proxy")


def forget_packages() -> None:
    """Forget the packages that were imported from a cache."""
    prefix = "iodize.editions.e2"
    for name in [name for name in sys.modules if name.startswith(prefix)]:
        del sys.modules[name]
        editions.forget(name)
        if name.count(".") == 2:
            vars(iodize.editions).pop(name.rpartition(".")[2], None)


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Return the folder of an empty cache."""
    folder = tmp_path / "cache"
    monkeypatch.setenv("IODIZE_CACHE", str(folder))
    for name in PROXIES:
        monkeypatch.delenv(name, raising=False)
    forget_packages()
    yield folder
    forget_packages()


@pytest.fixture
def server(tmp_path: Path, demo: Path) -> Iterator[Server]:
    """Return a server that has the editions 2021b and 2019a; the first one is current."""
    site = tmp_path / "site"
    publish(demo, site, "2021b")
    publish(demo, site, "2021b", "current")
    publish(demo, site, "2019a")
    with serving(site) as found:
        yield found


@pytest.fixture(scope="session")
def made(demo: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a cache in which 2021b is fetched and generated."""
    folder = tmp_path_factory.mktemp("made")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("IODIZE_CACHE", str(folder / "cache"))
        copy(write(demo, folder / "docbook", "2021b"))
        generating.generate("2021b")
    return folder / "cache"


@pytest.fixture
def generated(cache: Path, made: Path) -> Path:
    """Return the package of 2021b in a cache of its own."""
    shutil.copytree(made, cache, dirs_exist_ok=True)
    package = generating.generated("2021b")
    assert package is not None
    return package
