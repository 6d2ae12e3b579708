"""Logs and warnings during commands, and afterwards."""

from __future__ import annotations

import logging
import warnings

import pytest

from iodize.cli.logs import errors_logged, logged, quiet_pydicom

LOG = logging.getLogger("iodize.network")


def state() -> tuple[object, ...]:
    return LOG.level, LOG.propagate, tuple(LOG.handlers), tuple(warnings.filters)


@pytest.mark.parametrize(("verbose", "shown"), [(0, 0), (1, 1)])
def test_warnings_of_pydicom_are_shown_if_verbose(verbose: int, shown: int) -> None:
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        with quiet_pydicom(verbose):
            warnings.warn("Invalid value for VR UI", UserWarning, stacklevel=1)

    assert len(caught) == shown


@pytest.mark.parametrize(
    ("verbose", "lines"),
    [(0, []), (1, ["association accepted"]), (2, ["association accepted", "PDU"])],
)
def test_log_is_printed_with_as_many_details_as_requested(
    capsys: pytest.CaptureFixture[str], verbose: int, lines: list[str]
) -> None:
    before = state()
    with logged(verbose, "iodize.network"):
        LOG.info("association accepted")
        LOG.debug("PDU")

    printed = capsys.readouterr().err.splitlines()
    assert [line.rpartition("iodize.network: ")[2] for line in printed] == lines
    assert state() == before


def test_errors_of_this_side_are_printed_once(
    capsys: pytest.CaptureFixture[str],
) -> None:
    before = state()
    with errors_logged(0):
        LOG.info("association accepted")
        LOG.error("the disk is full")
        LOG.error("the disk is full")
        LOG.error("error of a message", extra={"finding": object()})

    assert capsys.readouterr().err == "error: the disk is full\n"
    assert state() == before


def test_logs_are_restored_after_an_exception() -> None:
    before = state()

    with pytest.raises(KeyError), logged(1, "iodize.network"), quiet_pydicom():
        raise KeyError

    assert state() == before
