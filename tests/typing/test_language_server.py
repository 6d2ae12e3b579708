"""Hover texts and completions of a language server."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any, cast

import pytest

from .checkers import PACKAGE

PROGRAM = """from iodize.iods import CTImage

def f(ct: CTImage) -> None:
    ct.PatientSex
"""
PLACE = {"line": 3, "character": 10}
"""In the attribute's name."""


class Server:
    """The language server of pyright, over its standard streams."""

    def __init__(self, process: subprocess.Popen[bytes], folder: Path) -> None:
        self._in = cast(IO[bytes], process.stdin)
        self._out = cast(IO[bytes], process.stdout)
        self._asked = 0
        (folder / "pyrightconfig.json").write_text(
            json.dumps({"extraPaths": [str(PACKAGE.parent)]})
        )
        root = {"uri": folder.as_uri(), "name": "programs"}
        self.ask(
            "initialize",
            {"processId": None, "capabilities": {}, "workspaceFolders": [root]},
        )
        self.tell("initialized", {})
        self.document = {"uri": (folder / "program.py").as_uri()}
        opened = {**self.document, "languageId": "python", "version": 1}
        self.tell("textDocument/didOpen", {"textDocument": {**opened, "text": PROGRAM}})

    def tell(self, method: str, params: object, **more: object) -> None:
        message = {"jsonrpc": "2.0", "method": method, "params": params, **more}
        self._write(message)

    def ask(self, method: str, params: object) -> Any:
        self._asked += 1
        self.tell(method, params, id=self._asked)
        while True:
            length = 0
            while line := self._out.readline().strip():
                name, _, value = line.partition(b":")
                length = int(value) if name == b"Content-Length" else length
            said = json.loads(self._out.read(length))
            if said.get("id") == self._asked and "method" not in said:
                return said["result"]
            if (
                "id" in said
            ):  # a question of the server: it is content with its defaults
                self._write({"jsonrpc": "2.0", "id": said["id"], "result": None})

    def _write(self, message: object) -> None:
        body = json.dumps(message).encode()
        self._in.write(b"Content-Length: %d\r\n\r\n%s" % (len(body), body))
        self._in.flush()


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    command = shutil.which("pyright-langserver", path=Path(sys.executable).parent)
    if command is None:
        if os.environ.get("IODIZE_TOOLS") == "required":
            pytest.fail("pyright-langserver is not installed")
        pytest.skip("pyright-langserver is not installed")
    with subprocess.Popen(
        [command, "--stdio"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    ) as process:
        yield Server(process, tmp_path_factory.mktemp("editor"))
        process.kill()


@pytest.mark.slow
def test_hovering_shows_the_facts_of_the_row(server: Server) -> None:
    at = {"textDocument": server.document, "position": PLACE}

    text = json.dumps(server.ask("textDocument/hover", at))

    assert "Patient's Sex (0010,0040)" in text
    assert "Enumerated values: M, F, O" in text
    assert "PS3.3 C.7.1.1" in text


@pytest.mark.slow
def test_attributes_and_modules_are_completed(server: Server) -> None:
    at = {"textDocument": server.document, "position": {"line": 3, "character": 7}}

    found = server.ask("textDocument/completion", at)
    labels = {item["label"] for item in found["items"]}

    assert {"PatientSex", "PixelSpacing", "contrast_bolus"} <= labels
