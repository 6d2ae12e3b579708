"""Downloads: continued after interruptions, tried again, and refused if they are unsafe."""

import gzip
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from iodize.editions.download import MissingFileError, client, download
from iodize.editions.errors import CacheError, DownloadError, UnreachableError

from .server import Server, cut, serving, slow, status

CONTENT = bytes(range(256)) * 2000


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Server]:
    folder = tmp_path / "files"
    folder.mkdir()
    (folder / "part.xml").write_bytes(CONTENT)
    with serving(folder) as server:
        yield server


@pytest.fixture
def target(tmp_path: Path) -> Path:
    return tmp_path / "part.partial"


def get(server: Server, target: Path, timeout: float = 5, **options: Any) -> None:
    url = options.pop("url", f"{server.url}/part.xml")
    with client(timeout) as http:
        download(http, url, target, edition="2021b", pause=0.01, **options)


def test_file_is_received_with_progress(site: Server, target: Path) -> None:
    seen: list[tuple[int, int | None]] = []
    get(site, target, progress=lambda done, total: seen.append((done, total)))

    assert target.read_bytes() == CONTENT
    assert seen[0] == (0, len(CONTENT))
    assert seen[-1] == (len(CONTENT), len(CONTENT))
    assert [*target.parent.glob("*.json")] == []


def test_cut_connection_is_resumed(site: Server, target: Path) -> None:
    site.faults = [cut(100_000)]
    get(site, target)

    assert target.read_bytes() == CONTENT
    assert [request.range for request in site.requests] == ["", "bytes=100000-"]


def test_later_run_resumes_the_partial_file(site: Server, target: Path) -> None:
    site.faults = [cut(50_000)]
    with pytest.raises(DownloadError, match="interrupted"):
        get(site, target, attempts=1)
    get(site, target)

    assert target.read_bytes() == CONTENT
    assert site.requests[-1].range == "bytes=50000-"
    assert site.requests[-1].condition == f'"{len(CONTENT)}"'


def test_changed_file_is_not_resumed(site: Server, target: Path) -> None:
    site.faults = [cut(50_000)]
    with pytest.raises(DownloadError):
        get(site, target, attempts=1)
    changed = CONTENT[::-1] + b"more"
    (site.folder / "part.xml").write_bytes(changed)
    get(site, target)

    assert target.read_bytes() == changed


def test_file_without_validator_is_received_from_the_beginning(
    site: Server, target: Path
) -> None:
    site.has_validator = False
    target.write_bytes(b"of another file")
    get(site, target)

    assert target.read_bytes() == CONTENT
    assert site.requests[0].range == ""


def test_partial_file_of_another_address_is_not_resumed(
    site: Server, target: Path
) -> None:
    site.faults = [cut(50_000)]
    with pytest.raises(DownloadError):
        get(site, target, attempts=1)
    (site.folder / "other.xml").write_bytes(CONTENT[::-1])
    get(site, target, url=f"{site.url}/other.xml")

    assert target.read_bytes() == CONTENT[::-1]


def test_range_that_the_server_refuses_is_requested_anew(
    site: Server, target: Path
) -> None:
    site.faults = [cut(50_000), status(416)]
    get(site, target)

    assert target.read_bytes() == CONTENT
    assert site.requests[-1].range == ""


def test_attempts_with_progress_are_not_counted(site: Server, target: Path) -> None:
    big = CONTENT * 2
    (site.folder / "part.xml").write_bytes(big)

    def part(handler: Any) -> bool:
        start = int(handler.headers.get("Range", "bytes=0-")[6:-1])
        handler.send_response(206 if start else 200)
        handler.send_header("ETag", f'"{len(big)}"')
        handler.send_header("Content-Range", f"bytes {start}-{len(big) - 1}/{len(big)}")
        handler.send_header("Content-Length", str(len(big) - start))
        handler.end_headers()
        handler.wfile.write(big[start : start + 200_000])
        handler.close_connection = True
        return True

    site.faults = [part] * 4
    get(site, target, attempts=2)

    assert target.read_bytes() == big
    assert len(site.requests) == 5


@pytest.mark.parametrize("number", [429, 500, 502, 503, 504])
def test_temporary_status_is_tried_again(
    site: Server, target: Path, number: int
) -> None:
    site.faults = [status(number, {"Retry-After": "0"}), status(number)]
    get(site, target)

    assert target.read_bytes() == CONTENT
    assert len(site.requests) == 3


def test_time_that_the_server_asks_for_is_waited(
    site: Server, target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    waited: list[float] = []
    monkeypatch.setattr("time.sleep", waited.append)
    site.faults = [
        status(503, {"Retry-After": "7"}),
        status(503, {"Retry-After": "999"}),
    ]
    get(site, target)

    assert waited == [7, 60]


def test_repeated_failure_ends(site: Server, target: Path) -> None:
    site.faults = [status(503)] * 10
    with pytest.raises(DownloadError, match="503"):
        get(site, target, attempts=3)

    assert len(site.requests) == 3


@pytest.mark.parametrize("number", [404, 410])
def test_missing_file_is_not_tried_again(
    site: Server, target: Path, number: int
) -> None:
    site.faults = [status(number)]
    with pytest.raises(MissingFileError):
        get(site, target)

    assert len(site.requests) == 1


def test_forbidden_file_is_not_tried_again(site: Server, target: Path) -> None:
    site.faults = [status(403)]
    with pytest.raises(DownloadError, match="403"):
        get(site, target)

    assert len(site.requests) == 1


def test_slow_server_is_tried_again(site: Server, target: Path) -> None:
    site.faults = [slow(2)]
    get(site, target, timeout=0.3)

    assert target.read_bytes() == CONTENT


def test_server_without_answer_is_an_error(site: Server, target: Path) -> None:
    site.faults = [slow(1)] * 2
    with pytest.raises(DownloadError, match="did not answer in time"):
        get(site, target, timeout=0.1, attempts=2)


def test_body_that_cannot_be_decoded_is_requested_again(
    site: Server, target: Path
) -> None:
    site.faults = [status(200, {"Content-Encoding": "gzip"}, b"not compressed")]
    get(site, target)

    assert target.read_bytes() == CONTENT


def test_compressed_body_is_decoded(site: Server, target: Path) -> None:
    compressed = gzip.compress(CONTENT)
    site.faults = [status(200, {"Content-Encoding": "gzip"}, compressed)]
    get(site, target)

    assert target.read_bytes() == CONTENT


def test_redirection_is_followed(site: Server, target: Path) -> None:
    site.faults = [status(302, {"Location": "/part.xml"})]
    get(site, target, url=f"{site.url}/old.xml")

    assert target.read_bytes() == CONTENT


def test_endless_redirection_is_an_error(site: Server, target: Path) -> None:
    site.faults = [status(302, {"Location": "/part.xml"})] * 30
    with pytest.raises(DownloadError, match="redirect"):
        get(site, target)


def test_redirection_to_an_unencrypted_address_is_refused(target: Path) -> None:
    def answer(request: httpx.Request) -> httpx.Response:
        if request.url.scheme == "https":
            return httpx.Response(
                302, headers={"Location": "http://other.test/part.xml"}
            )
        return httpx.Response(200, content=CONTENT)

    with (
        httpx.Client(
            transport=httpx.MockTransport(answer), follow_redirects=True
        ) as http,
        pytest.raises(DownloadError, match="not encrypted"),
    ):
        download(http, "https://site.test/part.xml", target, edition="2021b")


def test_unreachable_server_is_offline(target: Path, site: Server) -> None:
    with pytest.raises(
        UnreachableError, match="check the network connection"
    ) as caught:
        get(site, target, url="http://127.0.0.1:9/part.xml")

    assert "iodize fetch 2021b --from-file" in caught.value.hint


def test_connection_without_tls_is_not_taken_for_an_offline_computer(
    site: Server, target: Path
) -> None:
    address = site.url.replace("http:", "https:")
    with pytest.raises(DownloadError, match="no secure connection") as caught:
        get(site, target, url=f"{address}/part.xml")

    assert "SSL_CERT_FILE" in caught.value.hint


@pytest.mark.parametrize(
    "url", ["ftp://site.test/part.xml", "site/part.xml", "http://"]
)
def test_address_that_is_not_http_is_refused(
    site: Server, target: Path, url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("time.sleep", None)  # it is not tried again
    with pytest.raises(DownloadError) as caught:
        get(site, target, url=url)

    assert "--mirror" in caught.value.hint


def test_proxy_of_the_environment_is_used(
    site: Server, target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTP_PROXY", site.url)
    monkeypatch.delenv("NO_PROXY", raising=False)
    monkeypatch.delenv("no_proxy", raising=False)
    get(site, target, url="http://standard.test/part.xml")

    assert target.read_bytes() == CONTENT
    assert site.requests[0].path == "http://standard.test/part.xml"


def test_disk_without_space_is_noticed_before_the_download(
    site: Server, target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    usage = shutil.disk_usage(target.parent)._replace(free=1000)
    monkeypatch.setattr("shutil.disk_usage", lambda path: usage)
    with pytest.raises(CacheError, match="no space left"):
        get(site, target)

    assert not target.exists()
