"""A server with the DocBook of editions, whose next responses can be faulty."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import NamedTuple


class Request(NamedTuple):
    """A request that the server received."""

    path: str
    range: str
    """The header Range; empty if it is absent."""
    condition: str
    """The header If-Range."""


Fault = Callable[["Handler"], bool]
"""Answers a request instead of the server; returns False to let the server answer."""


class Server(ThreadingHTTPServer):
    """Serves the files of a folder, with ranges and ETags."""

    daemon_threads = True

    def __init__(self, folder: Path) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.folder = folder
        self.requests: list[Request] = []
        self.faults: list[Fault] = []
        """Consumed by the next requests, one by each."""
        self.has_validator = True

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"

    def handle_error(self, request: object, client_address: object) -> None:
        """Clients that a fault disconnects are expected."""


class Handler(BaseHTTPRequestHandler):
    """Answers one request."""

    server: Server
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        headers = self.headers
        self.server.requests.append(
            Request(self.path, headers.get("Range", ""), headers.get("If-Range", ""))
        )
        if self.server.faults and self.server.faults.pop(0)(self):
            return
        data = self.data()
        if data is None:
            self.send(404, b"not here")
            return
        tag = f'"{len(data)}"'
        more = {"ETag": tag} if self.server.has_validator else {}
        wanted = headers.get("Range", "")
        if wanted and headers.get("If-Range") == tag:
            start = int(wanted.removeprefix("bytes=").rstrip("-"))
            more["Content-Range"] = f"bytes {start}-{len(data) - 1}/{len(data)}"
            self.send(206, data[start:], more)
            return
        self.send(200, data, more)

    def data(self) -> bytes | None:
        """Return the file of the path; a proxy receives a whole address."""
        path = self.path.partition("://")[2].partition("/")[2] or self.path.lstrip("/")
        file = self.server.folder / path
        return file.read_bytes() if file.is_file() else None

    def send(
        self, status: int, data: bytes, headers: dict[str, str] | None = None
    ) -> None:
        self.send_response(status)
        for name, value in (headers or {}).items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, format: str, *arguments: object) -> None:
        pass


def cut(after: int) -> Fault:
    """Return a fault that closes the connection after some bytes of the body."""

    def fault(handler: Handler) -> bool:
        data = handler.data() or b""
        handler.send_response(200)
        handler.send_header("ETag", f'"{len(data)}"')
        handler.send_header("Content-Length", str(len(data)))
        handler.end_headers()
        handler.wfile.write(data[:after])
        handler.close_connection = True
        return True

    return fault


def status(
    number: int, headers: dict[str, str] | None = None, data: bytes = b""
) -> Fault:
    """Return a fault that answers with a status."""

    def fault(handler: Handler) -> bool:
        handler.send(number, data, headers)
        return True

    return fault


def slow(seconds: float) -> Fault:
    """Return a fault that delays the answer."""

    def fault(handler: Handler) -> bool:
        time.sleep(seconds)
        return False

    return fault


def replaced(data: bytes) -> Fault:
    """Return a fault that sends other bytes."""
    return status(200, data=data)


@contextmanager
def serving(folder: Path) -> Iterator[Server]:
    """Serve a folder."""
    with Server(folder) as server:
        thread = Thread(target=server.serve_forever, args=(0.01,), daemon=True)
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()
