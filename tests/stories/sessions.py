"""Executing the blocks of a page: Python, and commands with their output.

Commands are run by bash in a folder. Their output must match the lines below them, in which
a line "..." matches any lines, and "..." in a line any text. A command without output below
it must exit with 0. A command that ends in "&" runs until the end of the session.
"""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
import threading
import tomllib
from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import Any, Final, NamedTuple, Self

from .pages import Block

PORT: Final = "11112"
"""The port in the documentation, which is replaced by a free one."""
_PATIENCE: Final = 120
"""Seconds until a command must have ended, or have printed the expected output."""
_PIP: Final = re.compile(r"pip install (?:\.|'\.\[(?P<extras>[\w,]+)\]')")
_MAKE: Final = re.compile(r"make (?P<target>[\w-]+)")


class Command(NamedTuple):
    """A command and the output below it."""

    text: str
    output: tuple[str, ...]


def commands(block: Block) -> Iterator[Command]:
    """Yield the commands of a console block."""
    text, output = "", list[str]()
    for line in block.text.splitlines():
        if line.startswith("$ "):
            if text:
                yield Command(text, tuple(output))
            text, output = line.removeprefix("$ "), []
        else:
            output.append(line)
    yield Command(text, tuple(output))


class Session:
    """Executes blocks, with one folder and one Python namespace for all of them."""

    def __init__(
        self, folder: Path, root: Path, replaced: Mapping[str, str] | None = None
    ) -> None:
        """Create a session.

        Args:
            root: The folder with pyproject.toml and the Makefile.
            replaced: Texts to replace in all blocks, such as the addresses of systems.
        """
        self._folder = folder
        self._root = root
        with socket.create_server(("127.0.0.1", 0)) as server:
            self._replaced = {PORT: str(server.getsockname()[1])}
        self._replaced.update(replaced or {})
        self._namespace: dict[str, Any] = {"__name__": "page"}
        self._stack = ExitStack()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._stack.close()

    def execute(self, block: Block) -> None:
        """Execute a Python or console block; a block of text needs the network."""
        if block.language == "text":
            return
        for old, new in self._replaced.items():
            block = block._replace(text=block.text.replace(old, new))
        if block.language == "python":
            exec(compile(block.text, f"line {block.line}", "exec"), self._namespace)
            return
        assert block.language == "console", f"line {block.line}: {block.language}"
        for command in commands(block):
            self._run(command)

    def _run(self, command: Command) -> None:
        if pip := _PIP.fullmatch(command.text):
            # The wheel is built and installed by `make wheel-test`.
            assert {*(pip["extras"] or "").split(",")} - {""} <= self._extras()
        elif make := _MAKE.fullmatch(command.text.partition("#")[0].strip()):
            subprocess.run(["make", "-n", make["target"]], cwd=self._root, check=True)
        elif command.text.endswith("&"):
            self._start(command)
        else:
            done = subprocess.run(
                self._shell(command.text),
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                text=True,
                check=False,
                timeout=_PATIENCE,
                cwd=self._folder,
                env=self._environment(),
            )
            if command.output:
                assert _matches(command.output, done.stdout), (command, done.stdout)
            else:
                assert done.returncode == 0, (command, done.stdout)

    def _start(self, command: Command) -> None:
        """Start a command, and wait for its output."""
        text = command.text.removesuffix("&").rstrip()
        process = self._stack.enter_context(
            subprocess.Popen(
                self._shell(f"exec {text}"),
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                text=True,
                cwd=self._folder,
                env=self._environment(),
            )
        )
        self._stack.callback(process.kill)
        timer = threading.Timer(_PATIENCE, process.kill)
        self._stack.callback(timer.cancel)
        timer.start()
        assert process.stdout is not None
        output = ""
        while not _matches(command.output, output):
            line = process.stdout.readline()
            assert line, (command, output)
            output += line

    def _extras(self) -> set[str]:
        project = tomllib.loads((self._root / "pyproject.toml").read_text("utf-8"))
        return {*project["project"]["optional-dependencies"]}

    def _shell(self, text: str) -> list[str]:
        return ["bash", "-c", text]

    def _environment(self) -> dict[str, str]:
        scripts = os.fspath(Path(sys.executable).parent)
        path = os.pathsep.join([scripts, os.environ["PATH"]])
        return {**os.environ, "PATH": path, "COLUMNS": "200"}


def _matches(expected: tuple[str, ...], output: str) -> bool:
    """Whether an output matches the expected lines."""
    pattern = "".join(
        r"(?:.*\n)*" if line.strip() == "..." else rf"{_pattern(line.rstrip())} *\n"
        for line in expected
    )
    return re.fullmatch(pattern, output) is not None


def _pattern(line: str) -> str:
    return ".*".join(map(re.escape, line.split("...")))
