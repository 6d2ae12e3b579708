"""The web server of the page of films, for this computer only.

It has a limited number of threads, and serves no other files than those of the listed
films. Requests with another host name in their address are refused: a page from elsewhere
cannot read the films by means of a name that it directs to this computer.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from hashlib import sha256
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from types import TracebackType
from typing import Any, Final, Self
from urllib.parse import unquote, urlsplit

from ...films import thumbnail
from ...network import PortUnavailableError
from .page import RESOURCES, THUMBNAIL, page, resource

HOST: Final = "127.0.0.1"
HOSTS: Final = ("127.0.0.1", "localhost")
"""Host names of requests that are answered."""

THREADS: Final = 4
WAITING: Final = 32
"""Connections that wait for a thread at most; others are closed."""

SECONDS: Final = 10.0
"""Time after which a connection without data is closed."""

TYPES: Final = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".png": "image/png",
    ".pdf": "application/pdf",
}
HTML: Final = "text/html; charset=utf-8"

POLICY: Final = (
    "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none';"
    " connect-src 'self'; img-src 'self' data:; script-src 'self'; style-src 'self'"
)


class FilmServer:
    """Serves the page until it is closed; a context manager that closes it.

    Args:
        port: Port to listen on; 0 for any free port.
        content: Returns the content of the page.
        file: Returns the path of a film or document by its name; None if there is none.

    Raises:
        PortUnavailableError: The port is in use or not permitted.
    """

    def __init__(
        self,
        port: int,
        content: Callable[[], str],
        file: Callable[[str], Path | None],
    ) -> None:
        try:
            self._server = _Server((HOST, port), content, file)
        except OSError as error:
            raise PortUnavailableError(HOST, port, error) from error
        self._thread = threading.Thread(
            target=self._server.serve_forever, args=(0.05,), name="films", daemon=True
        )
        self._thread.start()

    @property
    def url(self) -> str:
        """The address of the page."""
        return f"http://{HOST}:{self._server.server_port}/"

    def close(self) -> None:
        """Stop listening, and end the threads."""
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()


class _Server(HTTPServer):
    """Handles each connection in one of a few threads."""

    def __init__(
        self,
        address: tuple[str, int],
        content: Callable[[], str],
        file: Callable[[str], Path | None],
    ) -> None:
        self.content = content
        self.file = file
        self._free = threading.BoundedSemaphore(THREADS + WAITING)
        self._pool = ThreadPoolExecutor(THREADS, "films")
        super().__init__(address, _Handler)

    def server_bind(self) -> None:
        """Bind, without a query of the name of this computer, which can take seconds."""
        super(HTTPServer, self).server_bind()
        self.server_name, self.server_port = HOST, self.server_address[1]

    def process_request(self, request: Any, client_address: Any) -> None:
        """Handle a connection in a thread of the pool."""
        if not self._free.acquire(blocking=False):
            self.shutdown_request(request)
            return
        self._pool.submit(self._handle, request, client_address)

    def _handle(self, request: Any, client_address: Any) -> None:
        try:
            self.finish_request(request, client_address)
        except OSError:
            pass  # the browser has closed the connection
        finally:
            self.shutdown_request(request)
            self._free.release()

    def server_close(self) -> None:
        """Close the socket, and end the threads."""
        super().server_close()
        self._pool.shutdown(cancel_futures=True)


class _Handler(BaseHTTPRequestHandler):
    """Answers a request."""

    server: _Server
    timeout = SECONDS

    def do_GET(self) -> None:
        """Answer a request with its content."""
        host = self.headers.get("Host", "").rpartition(":")[0] or self.headers["Host"]
        if host not in HOSTS:
            self.send_error(HTTPStatus.FORBIDDEN)
            return
        path = unquote(urlsplit(self.path).path).removeprefix("/")
        folder, _, name = path.rpartition("/")
        if path == "":
            self._send(page(self.server.content()).encode(), HTML)
        elif path == "content":
            self._send(self.server.content().encode(), HTML)
        elif path in RESOURCES:
            self._send(resource(path).encode(), TYPES[Path(path).suffix])
        elif folder in ("files", "thumbnails") and (found := self.server.file(name)):
            self._send_file(found, folder == "thumbnails")
        else:
            self.send_error(HTTPStatus.NOT_FOUND)

    def do_HEAD(self) -> None:
        """Answer a request without its content."""
        self.do_GET()

    def _send_file(self, path: Path, is_thumbnail: bool) -> None:
        try:
            content = thumbnail(path, *THUMBNAIL) if is_thumbnail else path.read_bytes()
        except OSError:
            self.send_error(HTTPStatus.NOT_FOUND, "the file was deleted")
            return
        self._send(content, TYPES[path.suffix], "private, max-age=86400, immutable")

    def _send(self, content: bytes, kind: str, caching: str = "no-cache") -> None:
        tag = f'"{sha256(content).hexdigest()[:32]}"'
        is_known = self.headers.get("If-None-Match") == tag
        self.send_response(HTTPStatus.NOT_MODIFIED if is_known else HTTPStatus.OK)
        self.send_header("ETag", tag)
        self.send_header("Cache-Control", caching)
        self.send_header("Content-Security-Policy", POLICY)
        self.send_header("X-Content-Type-Options", "nosniff")
        if not is_known:
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        if not is_known and self.command != "HEAD":
            self.wfile.write(content)

    def version_string(self) -> str:
        """Return the name of the server."""
        return "iodize"

    def log_message(self, format: str, *args: Any) -> None:
        """Do not log requests."""
