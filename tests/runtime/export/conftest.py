import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from iodize.export import write
from iodize.tables import editions


@pytest.fixture(scope="session")
def exported(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with an export of the bundled edition."""
    folder = tmp_path_factory.mktemp("export")
    write(editions.bundled(), folder)
    return folder


@pytest.fixture(scope="session")
def contents(exported: Path) -> Mapping[str, Any]:
    """Return the parsed files of the export by their names."""
    return {path.name: json.loads(path.read_bytes()) for path in exported.iterdir()}
