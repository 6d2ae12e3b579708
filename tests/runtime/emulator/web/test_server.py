"""The server of the page is for this computer only, and has few threads."""

from __future__ import annotations

import http.client
import socket
import threading
from collections.abc import Iterator
from http import HTTPStatus
from io import BytesIO
from pathlib import Path
from urllib.parse import urlsplit

import numpy as np
import pytest
from PIL import Image

from iodize.emulator.web import server as server_module
from iodize.emulator.web.server import FilmServer
from iodize.films import Film, write_png
from iodize.network import PortUnavailableError

TIMEOUT = 20.0


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    pixels = np.zeros((600, 400), np.uint8)
    write_png(Film(pixels, 100.0, 150.0, 100.0), tmp_path / "film.png")
    (tmp_path / "films.pdf").write_bytes(b"%PDF-1.4")
    (tmp_path / "secret.txt").write_text("secret")
    return tmp_path


@pytest.fixture
def content() -> list[str]:
    return ["first"]


@pytest.fixture
def server(folder: Path, content: list[str]) -> Iterator[FilmServer]:
    files = {"film.png": folder / "film.png", "films.pdf": folder / "films.pdf"}
    with FilmServer(0, lambda: content[0], files.get) as server:
        yield server


def port_of(server: FilmServer) -> int:
    port = urlsplit(server.url).port
    assert port is not None
    return port


def get(
    server: FilmServer, path: str, method: str = "GET", **headers: str
) -> tuple[http.client.HTTPResponse, bytes]:
    connection = http.client.HTTPConnection(
        "127.0.0.1", port_of(server), timeout=TIMEOUT
    )
    names = {name.replace("_", "-"): value for name, value in headers.items()}
    connection.request(method, path, headers=names)
    response = connection.getresponse()
    body = response.read()
    connection.close()
    return response, body


def test_page_has_the_content(server: FilmServer) -> None:
    response, body = get(server, "/")

    assert response.status == HTTPStatus.OK
    assert b"<main>first</main>" in body
    assert "script-src 'self'" in response.headers["Content-Security-Policy"]


def test_content_is_sent_when_it_has_changed(
    server: FilmServer, content: list[str]
) -> None:
    response, body = get(server, "/content")
    tag = response.headers["ETag"]
    assert body == b"first"
    again, body = get(server, "/content", If_None_Match=tag)
    assert (again.status, body) == (HTTPStatus.NOT_MODIFIED, b"")

    content[0] = "second"
    response, body = get(server, "/content", If_None_Match=tag)
    assert (response.status, body) == (HTTPStatus.OK, b"second")


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/films.css", "text/css"),
        ("/films.js", "text/javascript"),
        ("/files/film.png", "image/png"),
        ("/files/films.pdf", "application/pdf"),
        ("/thumbnails/film.png", "image/png"),
    ],
)
def test_files_have_their_type(server: FilmServer, path: str, kind: str) -> None:
    response, body = get(server, path)

    assert response.status == HTTPStatus.OK
    assert response.headers["Content-Type"].startswith(kind)
    assert len(body) == int(response.headers["Content-Length"])
    assert get(server, path, "HEAD")[1] == b""


def test_thumbnail_is_small(server: FilmServer) -> None:
    _, body = get(server, "/thumbnails/film.png")
    with Image.open(BytesIO(body)) as picture:
        assert picture.size == (200, 300)


@pytest.mark.parametrize(
    "path",
    [
        "/files/secret.txt",
        "/files/../secret.txt",
        "/files/%2e%2e/secret.txt",
        "/files//etc/passwd",
        "/secret.txt",
        "/thumbnails/films.pdf",
        "/other/film.png",
        "/server.py",
    ],
)
def test_other_files_are_not_served(server: FilmServer, path: str) -> None:
    response, body = get(server, path)
    assert response.status == HTTPStatus.NOT_FOUND
    assert b"secret</" not in body


def test_deleted_film_is_not_found(server: FilmServer, folder: Path) -> None:
    (folder / "film.png").unlink()
    assert get(server, "/files/film.png")[0].status == HTTPStatus.NOT_FOUND


@pytest.mark.parametrize("host", ["films.example", "films.example:80", "127.0.0.1.x"])
def test_other_host_names_are_refused(server: FilmServer, host: str) -> None:
    response, body = get(server, "/", Host=host)
    assert response.status == HTTPStatus.FORBIDDEN
    assert b"first" not in body


def test_other_methods_are_refused(server: FilmServer) -> None:
    assert get(server, "/", "POST")[0].status == HTTPStatus.NOT_IMPLEMENTED


def test_idle_connections_do_not_stop_the_server(
    server: FilmServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(server_module._Handler, "timeout", 0.2)
    idle = [
        socket.create_connection(("127.0.0.1", port_of(server)), TIMEOUT)
        for _ in range(server_module.THREADS + 1)
    ]
    assert get(server, "/")[0].status == HTTPStatus.OK
    for each in idle:
        each.close()


def test_number_of_threads_is_limited(server: FilmServer) -> None:
    before = threading.active_count()
    idle = [
        socket.create_connection(("127.0.0.1", port_of(server)), TIMEOUT)
        for _ in range(server_module.THREADS + server_module.WAITING + 1)
    ]
    assert idle[-1].recv(1) == b""  # more wait than may, and the last one is closed
    assert threading.active_count() - before <= server_module.THREADS
    for each in idle:
        each.close()


def test_server_ends_with_its_threads(folder: Path) -> None:
    before = threading.active_count()
    with FilmServer(0, lambda: "", lambda name: None) as server:
        assert get(server, "/")[0].status == HTTPStatus.OK
        port = port_of(server)

    assert threading.active_count() == before
    with pytest.raises(ConnectionError):
        socket.create_connection(("127.0.0.1", port), TIMEOUT)


def test_port_in_use_is_reported(server: FilmServer) -> None:
    with pytest.raises(PortUnavailableError, match="cannot listen on 127"):
        FilmServer(port_of(server), lambda: "", lambda name: None)
