"""The library changes no state of the process: threads of a program share it."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
APPLICATION = ROOT / "runtime" / "cli"
"""The commands: a process of their own, whose state is theirs."""

CALLS = frozenset(
    {
        "warnings.catch_warnings",
        "warnings.filterwarnings",
        "warnings.resetwarnings",
        "warnings.simplefilter",
        "logging.basicConfig",
        "logging.disable",
        "gc.collect",
        "gc.disable",
        "gc.enable",
        "gc.freeze",
        "gc.set_threshold",
        "locale.setlocale",
        "os.chdir",
        "os.umask",
        "socket.setdefaulttimeout",
        "sys.setrecursionlimit",
    }
)
"""Functions that change the state of the process."""

SOURCES = sorted(
    file
    for folder in ("runtime", "generated")
    for file in (ROOT / folder).rglob("*.py")
    if not file.is_relative_to(APPLICATION)
)


def changes(source: str) -> list[str]:
    """Return the calls of a module that change the state of the process."""
    found = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call):
            name = ast.unparse(node.func)
            if name in CALLS or name.endswith(".setLevel"):
                found.append(name)
        elif isinstance(node, ast.Assign | ast.AugAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            names = [ast.unparse(target) for target in targets]
            found += [
                name
                for name in names
                if name.startswith(("pydicom.config.", "config.settings."))
                or name.endswith((".disabled", ".propagate"))
            ]
    return found


@pytest.mark.parametrize(
    "source",
    [
        "warnings.simplefilter('ignore')",
        "with warnings.catch_warnings(): pass",
        "gc.disable()",
        "logging.getLogger('pydicom').setLevel(1)",
        "logger.disabled = True",
        "pydicom.config.debug = True",
    ],
)
def test_change_of_the_process_is_noticed(source: str) -> None:
    assert changes(source)


@pytest.mark.source
def test_library_changes_no_state_of_the_process() -> None:
    found = {
        str(file.relative_to(ROOT)): names
        for file in SOURCES
        if (names := changes(file.read_text("utf-8")))
    }

    assert found == {}
