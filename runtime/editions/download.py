"""Downloads of large files over HTTP: resumed after an interruption, and tried again."""

from __future__ import annotations

import json
import shutil
import ssl
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from ..atomic import write_text
from ..version import __version__
from .errors import CacheError, DownloadError, MissingExtraError, UnreachableError

if TYPE_CHECKING:
    import httpx

ATTEMPTS: Final = 5
"""Attempts without progress before a download fails."""

CONNECTIONS: Final = 3
"""The same for a server that cannot be reached: most likely the computer is offline."""

PAUSE: Final = 1.0
"""Seconds before the second attempt; doubled for each further one."""

LONGEST_PAUSE: Final = 60.0
"""Limit of the seconds in Retry-After of a server."""

TIMEOUT: Final = 30.0
"""Seconds without data until an attempt fails."""

_PROGRESS: Final = 1 << 16
"""Bytes received that count as progress."""

_TEMPORARY: Final = frozenset({408, 425, 429, 500, 502, 503, 504})
"""Statuses of a server after which an attempt is repeated."""

Progress = Callable[[int, int | None], None]
"""Called with the number of bytes received, and the total if it is known."""


class MissingFileError(DownloadError):
    """The server does not have the file: status 404 or 410."""


class _InterruptionError(Exception):
    """An attempt failed and may be repeated."""

    def __init__(self, problem: str, wait: float | None = None, offline: bool = False):
        super().__init__(problem)
        self.problem = problem
        self.wait = wait
        self.offline = offline


class _State(NamedTuple):
    """Facts of a partial file, stored beside it."""

    url: str
    validator: str
    """ETag or date of the file on the server; empty if it sends neither."""
    size: int | None


@contextmanager
def client(timeout: float = TIMEOUT) -> Iterator[httpx.Client]:
    """Open an HTTP client, with the proxies of the environment.

    Raises:
        MissingExtraError: httpx is not installed.
    """
    try:
        import httpx
    except ModuleNotFoundError as error:
        raise MissingExtraError("httpx", "fetch", "downloading an edition") from error
    headers = {
        "User-Agent": f"iodize/{__version__}",
        # A range of compressed bytes cannot be resumed.
        "Accept-Encoding": "identity",
    }
    with httpx.Client(headers=headers, timeout=timeout, follow_redirects=True) as found:
        yield found


def download(
    http: httpx.Client,
    url: str,
    target: Path,
    *,
    edition: str,
    progress: Progress = lambda done, total: None,
    attempts: int = ATTEMPTS,
    pause: float = PAUSE,
) -> None:
    """Download a file; an interrupted download of the same file is continued.

    Bytes are collected in `target` itself, so it should be the name of a temporary file.

    Args:
        edition: The edition, for the messages of errors.
        attempts: Number of attempts without progress.
        pause: Seconds before the second attempt.

    Raises:
        MissingFileError: The server does not have the file.
        UnreachableError: The server cannot be reached.
        DownloadError: The file could not be downloaded completely.
        CacheError: The disk has no space for the file.
        OSError: The file cannot be written.
    """
    failures = 0
    while True:
        before = _size(target)
        try:
            _attempt(http, url, target, progress)
        except _InterruptionError as interruption:
            failures = 0 if _size(target) - before >= _PROGRESS else failures + 1
            if interruption.offline and failures >= min(CONNECTIONS, attempts):
                raise UnreachableError(url, _host(url), edition) from interruption
            if failures >= attempts:
                raise DownloadError(url, interruption.problem) from interruption
            wait = pause * 2 ** max(failures - 1, 0)
            if interruption.wait is not None:
                wait = max(wait, interruption.wait)
            time.sleep(min(wait, LONGEST_PAUSE))
        else:
            _state_file(target).unlink(missing_ok=True)
            return


def _attempt(http: httpx.Client, url: str, target: Path, progress: Progress) -> None:
    """Request the missing bytes once.

    Raises:
        _InterruptionError: The attempt may be repeated.
    """
    import httpx

    headers, start = _range(url, target)
    try:
        with http.stream("GET", url, headers=headers) as response:
            _check_redirects(url, response)
            if response.status_code == 416:  # the file on the server has changed
                _forget(target)
                raise _InterruptionError("the partial file does not match the server's")
            _check_status(url, response)
            if response.status_code != 206:
                start = 0
            elif not _continues(response, start):
                _forget(target)
                raise _InterruptionError("the server sent another range than requested")
            _receive(response, url, target, start, progress)
    except httpx.TimeoutException as error:
        raise _InterruptionError("the server did not answer in time") from error
    except httpx.ConnectError as error:
        if (refused := _tls_error(error)) is not None:
            hint = "if a proxy decrypts connections, name its certificates in SSL_CERT_FILE"
            raise DownloadError(
                url, f"no secure connection: {refused}", hint
            ) from error
        raise _InterruptionError(str(error), offline=True) from error
    except httpx.ProxyError as error:
        raise _InterruptionError(f"the proxy refused the request: {error}") from error
    except (
        httpx.InvalidURL,
        httpx.TooManyRedirects,
        httpx.UnsupportedProtocol,
    ) as error:
        raise DownloadError(url, str(error), "check the address of --mirror") from error
    except httpx.RequestError as error:
        raise _InterruptionError(f"the connection was interrupted: {error}") from error


def _tls_error(error: BaseException) -> ssl.SSLError | None:
    """Return the error of TLS that caused an error."""
    cause: BaseException | None = error
    while cause is not None and not isinstance(cause, ssl.SSLError):
        cause = cause.__cause__ or cause.__context__
    return cause


def _receive(
    response: httpx.Response, url: str, target: Path, start: int, progress: Progress
) -> None:
    """Write the body of a response into the file, from a position."""
    length = response.headers.get("Content-Length", "")
    total = start + int(length) if length.isdigit() else None
    encoded = response.headers.get("Content-Encoding", "identity") != "identity"
    if encoded:
        total = None
    if total is not None:
        free = shutil.disk_usage(target.parent).free
        if total - start > free:
            needed = f"{(total - start) / 1e6:.0f} MB needed, {free / 1e6:.0f} MB free"
            raise CacheError(target.parent, f"no space left for the cache: {needed}")
    validator = response.headers.get("ETag", "")
    if validator.startswith("W/") or not validator:
        validator = response.headers.get("Last-Modified", "")
    state = _State("" if encoded else url, validator, total)
    write_text(_state_file(target), json.dumps(state._asdict()))
    with target.open("r+b" if start else "wb") as file:
        file.seek(start)
        file.truncate()
        progress(start, total)
        for block in response.iter_bytes():
            file.write(block)
            progress(file.tell(), total)
        done = file.tell()
    if total is not None and done != total:
        raise _InterruptionError(f"{done} of {total} bytes received")


def _range(url: str, target: Path) -> tuple[dict[str, str], int]:
    """Return the headers that request the rest of a file, and where it starts."""
    size = _size(target)
    state = _read_state(target)
    # Without a validator, the rest might be that of another version of the file.
    if not size or state is None or state.url != url or not state.validator:
        return {}, 0
    return {"Range": f"bytes={size}-", "If-Range": state.validator}, size


def _continues(response: httpx.Response, start: int) -> bool:
    """True if a partial response begins at a position."""
    found = str(response.headers.get("Content-Range", ""))
    return found.startswith(f"bytes {start}-")


def _check_redirects(url: str, response: httpx.Response) -> None:
    """Refuse a redirection to a connection that is not encrypted."""
    places = [each.url for each in (*response.history, response)]
    if url.startswith("https:") and any(place.scheme != "https" for place in places):
        raise DownloadError(
            url,
            f"redirected to {places[-1]}, which is not encrypted",
            "name the address with --mirror if that is intended",
        )


def _check_status(url: str, response: httpx.Response) -> None:
    status = response.status_code
    if status in (200, 206):
        return
    problem = f"the server answered {status} {response.reason_phrase}".rstrip()
    if status in (404, 410):
        raise MissingFileError(url, problem)
    if status in _TEMPORARY:
        wait = response.headers.get("Retry-After", "")
        raise _InterruptionError(problem, float(wait) if wait.isdigit() else None)
    raise DownloadError(url, problem, "check the address, and the access to the server")


def _host(url: str) -> str:
    import httpx

    return httpx.URL(url).netloc.decode("ascii", "replace")


def _state_file(target: Path) -> Path:
    return target.with_name(f"{target.name}.json")


def _read_state(target: Path) -> _State | None:
    try:
        data: Any = json.loads(_state_file(target).read_text("utf-8"))
        return _State(str(data["url"]), str(data["validator"]), data["size"])
    except (OSError, ValueError, LookupError, TypeError):
        return None


def _size(target: Path) -> int:
    return target.stat().st_size if target.exists() else 0


def _forget(target: Path) -> None:
    target.unlink(missing_ok=True)
    _state_file(target).unlink(missing_ok=True)
