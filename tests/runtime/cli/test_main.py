"""The command line: help, error messages and exit statuses."""

import os
import subprocess
import sys
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

import iodize
from iodize.cli import COMMANDS, Entry, cli
from iodize.errors import IodizeError
from iodize.tables import editions


class LostError(IodizeError):
    hint = "look under the table"

    def __str__(self) -> str:
        return "the tag is lost"


@click.command()
@click.argument("what")
def fail(what: str) -> None:
    """Fail in the given way."""
    match what:
        case "known":
            raise LostError
        case "unexpected":
            raise ZeroDivisionError("a / b")
        case "interrupted":
            raise KeyboardInterrupt
        case "import":
            import lxml.etree  # noqa: F401
        case "file":
            Path("/nowhere/to/be/found").read_bytes()
        case "one":
            click.get_current_context().exit(1)


@pytest.fixture(autouse=True)
def failing_command(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "failing_command", sys.modules[__name__])
    monkeypatch.setitem(COMMANDS, "fail", Entry("failing_command:fail", "Fail"))
    monkeypatch.delenv("IODIZE_TRACEBACK", raising=False)


def run(*arguments: str) -> Result:
    return CliRunner().invoke(cli, arguments)


def started(*arguments: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "-m", "iodize", *arguments],
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def test_help_lists_commands_without_importing_them() -> None:
    code = (
        "import sys\n"
        "from iodize.cli import main\n"
        "sys.argv = ['iodize', '--help']\n"
        "try: main()\n"
        "finally: print([name for name in sys.modules if name.startswith("
        "('iodize.cli.', 'iodize.gen', 'iodize.show', 'rich', 'pydicom'))])\n"
    )
    found = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    ).stdout

    for command in ("validate", "show", "export", "generate"):
        assert f"\n  {command} " in found
    assert found.splitlines()[-1] == "['iodize.cli.failures']"


def test_version_option_prints_iodize_and_the_bundled_edition() -> None:
    done = started("--version")

    assert done.returncode == 0
    assert iodize.__version__ in done.stdout
    assert editions.bundled().name in done.stdout


def test_expected_error_is_printed_with_a_hint() -> None:
    result = run("fail", "known")

    assert result.exit_code == 2
    assert result.stderr == "error: the tag is lost\n  help: look under the table\n"
    assert result.stdout == ""


def test_unexpected_error_shows_a_traceback_only_on_request(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    quiet = run("fail", "unexpected")
    monkeypatch.setenv("IODIZE_TRACEBACK", "1")
    loud = run("fail", "unexpected")

    assert quiet.exit_code == loud.exit_code == 2
    assert "ZeroDivisionError: a / b" in quiet.stderr
    assert "report this" in quiet.stderr
    assert "Traceback" not in quiet.stderr
    assert "Traceback" in loud.stderr


def test_operating_system_error_names_the_file() -> None:
    result = run("fail", "file")

    assert result.exit_code == 2
    assert "error: /nowhere/to/be/found: No such file" in result.stderr


def test_keyboard_interrupt_exits_130() -> None:
    result = run("fail", "interrupted")

    assert result.exit_code == 130
    assert result.output == ""


def test_exit_status_of_a_command_is_kept() -> None:
    assert run("fail", "one").exit_code == 1


def test_missing_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "lxml", None)
    monkeypatch.delitem(sys.modules, "lxml.etree", raising=False)

    result = run("fail", "import")

    assert result.exit_code == 2
    assert "needs lxml" in result.stderr
    assert 'pip install "iodize[generator]"' in result.stderr


@pytest.mark.parametrize(
    "arguments", [("shwo",), ("--colour",), ("show",), ("show", "x", "--kind", "tag")]
)
def test_usage_error_exits_2(arguments: tuple[str, ...]) -> None:
    assert run(*arguments).exit_code == 2


@pytest.mark.parametrize(
    ("arguments", "similar"),
    [(["valdate", "x"], "validate"), (["mpps", "strat"], "start")],
)
def test_unknown_command_suggests_a_similar_one(
    arguments: list[str], similar: str
) -> None:
    result = run(*arguments)

    assert result.exit_code == 2
    assert f"Did you mean '{similar}'?" in result.stderr


def test_unknown_command_without_a_similar_one_is_reported() -> None:
    result = run("xyzzy")

    assert result.exit_code == 2
    assert "No such command 'xyzzy'" in result.stderr
    assert "Did you mean" not in result.stderr


def test_unknown_edition_lists_the_known_ones() -> None:
    result = run("show", "patient", "--edition", "1993")

    assert result.exit_code == 2
    assert editions.bundled().name in result.stderr


@pytest.mark.parametrize("package", ["no_such_package", "json", "", "a..b", "../x"])
def test_package_that_is_not_an_edition_is_refused(package: str) -> None:
    result = run("show", "patient", "--definitions", package)

    assert result.exit_code == 2
    assert "report this" not in result.stderr


def test_edition_excludes_definitions() -> None:
    result = run("show", "patient", "--edition", "x", "--definitions", "y")

    assert result.exit_code == 2
    assert "Use either --edition or --definitions" in result.stderr


def test_closed_pipe_ends_without_a_message() -> None:
    reader, writer = os.pipe()
    os.close(reader)
    done = subprocess.run(
        [sys.executable, "-m", "iodize", "show", "ct-image"],
        stdout=writer,
        stderr=subprocess.PIPE,
        check=False,
    )
    os.close(writer)

    assert done.stderr == b""
    assert done.returncode == 141
