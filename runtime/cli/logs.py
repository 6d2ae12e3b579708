"""Logs and warnings during a command that communicates with DICOM systems.

Loggers and filters are restored at the end, for callers of commands from Python.
"""

from __future__ import annotations

import logging
import sys
import warnings
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext

import click


class _Errors(logging.Handler):
    """Prints errors of this side as messages of the command, without repetition."""

    _last = ""

    def emit(self, record: logging.LogRecord) -> None:
        if hasattr(record, "finding"):
            return  # printed by `Peer.report_findings`
        text = record.getMessage()
        if text != self._last:
            click.echo(f"error: {text}", err=True)
        self._last = text


@contextmanager
def quiet_pydicom(verbose: int = 0) -> Iterator[None]:
    """Omit the warnings of pydicom about values, unless `verbose`.

    iodize has findings for them.
    """
    with warnings.catch_warnings():
        if not verbose:
            warnings.simplefilter("ignore")
        yield


def errors_logged(verbose: int) -> AbstractContextManager[None]:
    """Print the log of associations if `verbose`, or else only errors of this side.

    An error of this side is, for example, that a received instance could not be stored.
    """
    if verbose:
        return logged(verbose, "iodize.network", "pynetdicom")
    return _handled(_Errors(logging.ERROR), None, "iodize.network")


def logged(verbose: int, *names: str) -> AbstractContextManager[None]:
    """Print logs on standard error if `verbose`; with details if it is more than 1."""
    if not verbose:
        return nullcontext()
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(logging.Formatter("%(asctime)s %(name)s: %(message)s"))
    level = logging.DEBUG if verbose > 1 else logging.INFO
    return _handled(handler, level, *names)


@contextmanager
def _handled(
    handler: logging.Handler, level: int | None, *names: str
) -> Iterator[None]:
    loggers = [logging.getLogger(name) for name in names]
    before = [(logger.level, logger.propagate) for logger in loggers]
    for logger in loggers:
        if level is not None:
            logger.setLevel(level)
        logger.addHandler(handler)
        logger.propagate = False
    try:
        yield
    finally:
        for logger, (old, propagate) in zip(loggers, before, strict=True):
            logger.removeHandler(handler)
            logger.setLevel(old)
            logger.propagate = propagate
