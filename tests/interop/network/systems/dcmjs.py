"""dcmjs-dimse, a package of npm: all N-services, as server and as client.

Data sets are dictionaries by keyword, a sequence is a list of them.
"""

from __future__ import annotations

import contextlib
import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from ..node.install import SCRIPTS, folder, is_installed
from .peers import absent, program
from .processes import Server, run, serving

Elements = Mapping[str, Any]


class Message(NamedTuple):
    """A message that the script received."""

    kind: str
    """"nCreate" for a request; "NCreate" for the response to a request."""
    command: dict[str, Any]
    dataset: dict[str, Any] | None

    @property
    def status(self) -> int:
        return int(self.command["Status"])


class Recorder(NamedTuple):
    """A running server, and the requests it received."""

    server: Server

    @property
    def port(self) -> int:
        return self.server.port

    def messages(self) -> list[Message]:
        return _messages(self.server.text())


def need_dcmjs() -> None:
    """Skip or fail unless node and the package are installed."""
    if program("node") is None:
        absent("dcmjs-dimse", "node: Debian package nodejs")
    if not is_installed():
        absent("dcmjs-dimse", "dcmjs-dimse: tests/interop/network/node/install.py")


@contextlib.contextmanager
def recorder(
    place: Path, answers: Mapping[str, Any] | None = None
) -> Iterator[Recorder]:
    """Run the server that responds with success.

    Args:
        answers: Other responses, see `server.js`.
    """
    file = place / "answers.json"
    file.write_text(json.dumps(answers or {}))
    with serving(
        lambda port: ("node", SCRIPTS / "server.js", str(port), file),
        place,
        name="dcmjs",
        environment=_environment(),
    ) as server:
        yield Recorder(server)


def send(
    port: int,
    place: Path,
    *requests: Mapping[str, Any],
    contexts: Sequence[tuple[str, str]] = (),
    linger: int = 0,
) -> list[Message]:
    """Send requests on one association; return the received messages in their order.

    Args:
        place: Folder for the file that the script reads.
        requests: See `request`.
        contexts: Further abstract and transfer syntaxes to propose.
        linger: Milliseconds to keep the association after the last response.
    """
    file = place / "call.json"
    file.write_text(
        json.dumps(
            {"port": port, "requests": requests, "contexts": contexts, "linger": linger}
        )
    )
    done = run("node", SCRIPTS / "client.js", file, environment=_environment())
    assert done.status == 0, done.text
    return _messages(done.text)


def request(
    kind: str,
    *args: object,
    dataset: Elements | None = None,
    command: Elements | None = None,
    box: int | None = None,
) -> dict[str, Any]:
    """Return a request for `send`.

    Args:
        kind: "NCreate", "NAction", …
        args: UIDs of class and instance, then the type of action or event, or the
            attributes to get; last the UID of the context's class if it differs.
        command: Command elements to replace.
        box: The image box, from 0, of the last film box; it replaces the instance.
    """
    return {
        "kind": kind,
        "args": args,
        "dataset": dataset,
        "command": command or {},
        "box": box,
    }


def _environment() -> dict[str, str]:
    return {"NODE_PATH": str(folder() / "node_modules")}


def _messages(text: str) -> list[Message]:
    lines = [json.loads(line) for line in text.splitlines() if line.startswith("{")]
    return [Message(line["kind"], line["command"], line["dataset"]) for line in lines]
