"""`iodize fetch`: download the DocBook of an edition into the cache."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from ..editions import cache, download, fetching, released
from ..editions.fetching import Fetched

Progress = Callable[[int, int, int | None], None]


@click.command()
@click.argument("edition", required=False)
@click.option(
    "--list",
    "listing",
    is_flag=True,
    help="List the editions, and mark the local ones.",
)
@click.option(
    "--part",
    "parts",
    multiple=True,
    type=click.Choice([str(number) for number in cache.PARTS]),
    help="Fetch only this part; may be repeated.  [default: 3, 4, 6 and 7]",
)
@click.option(
    "--mirror",
    default=fetching.SITE,
    envvar="IODIZE_MIRROR",
    show_default=True,
    show_envvar=True,
    metavar="URL",
    help="Server with EDITION/source/docbook/partNN/partNN.xml below this address.",
)
@click.option(
    "--from-file",
    "source",
    type=click.Path(exists=True, path_type=Path),
    metavar="PATH",
    help="Copy a part, or the parts in a folder, instead of downloading them.",
)
@click.option(
    "--lock",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="File of sizes and checksums.  [default: editions.lock in the cache]",
)
@click.option(
    "--locked",
    is_flag=True,
    help="Refuse parts whose checksum differs from the recorded one, or is not recorded.",
)
@click.option(
    "--refresh", is_flag=True, help="Download parts again that are in the cache."
)
@click.option(
    "--timeout",
    type=click.FloatRange(min=0, min_open=True),
    default=download.TIMEOUT,
    show_default=True,
    metavar="SECONDS",
    help="Time without data after which a request is repeated.",
)
def fetch(
    edition: str | None,
    listing: bool,
    parts: tuple[str, ...],
    mirror: str,
    source: Path | None,
    lock: Path | None,
    locked: bool,
    refresh: bool,
    timeout: float,
) -> None:
    """Download the DocBook of an edition into the cache.

    EDITION is the name of an edition, such as 2026c, or "current" for the newest one. The
    edition can be used afterwards without a connection: `iodize validate --edition 2026c`.

    Interrupted downloads are continued. Proxies are those of the environment variables
    HTTPS_PROXY and NO_PROXY. The cache is in the user's cache folder, or in that of
    IODIZE_CACHE.

    Exit status: 0 for success, 2 if the command failed.
    """
    if listing:
        _list()
        return
    if source is not None:
        if parts or refresh:
            raise click.UsageError("--part and --refresh do not apply to --from-file.")
        _print(fetching.copy(source, edition, lock=lock, locked=locked))
        return
    if edition is None:
        raise click.UsageError("Missing argument 'EDITION'. --list lists the editions.")
    with _progress() as progress:
        fetched = fetching.fetch(
            edition,
            parts=map(int, parts) if parts else cache.PARTS,
            mirror=mirror,
            lock=lock,
            locked=locked,
            refresh=refresh,
            timeout=timeout,
            progress=progress,
        )
    _print(fetched)


def _print(fetched: Fetched) -> None:
    for part in fetched.parts:
        size = f"{part.checksum.size / 1e6:.1f} MB"
        done = "stored" if part.new else "already in the cache"
        click.echo(f"{fetched.edition} PS3.{part.number}: {size}, {done}")
        if part.differs:
            click.echo(
                f"  warning: sha256 {part.checksum.sha256} differs from the known one;"
                " --locked refuses such a file",
                err=True,
            )
    click.echo(f"{cache.docbook(fetched.edition)}")


def _list() -> None:
    from ..editions.inventory import entries

    local: dict[str, list[str]] = {}
    for entry in entries():
        local.setdefault(entry.edition, []).append(entry.kind)
    for name in sorted({*released.names(), *local}):
        kinds = ", ".join(dict.fromkeys(local.get(name, ())))
        click.echo(f"{name:6} {kinds}".rstrip())


@contextmanager
def _progress() -> Iterator[Progress]:
    """Show a bar for each part on a terminal."""
    if not sys.stderr.isatty():
        yield lambda number, done, total: None
        return
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        DownloadColumn,
        Progress,
        TaskID,
        TextColumn,
        TimeRemainingColumn,
        TransferSpeedColumn,
    )

    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        DownloadColumn(),
        TransferSpeedColumn(),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=Console(stderr=True)) as bars:
        tasks: dict[int, TaskID] = {}

        def update(number: int, done: int, total: int | None) -> None:
            if number not in tasks:
                tasks[number] = bars.add_task(f"PS3.{number}", total=total)
            bars.update(tasks[number], completed=done, total=total)

        yield update
