"""The other tools, and the handling of missing ones.

A test requires a tool by `need`. It is skipped if the tool is not installed, and fails if
`.ci/run` must have installed it.
"""

from __future__ import annotations

import os
import shutil

import pytest

PACKAGES = {
    "dcmtk": (
        *("storescp", "dcmqrscp", "wlmscpfs"),
        *("echoscu", "storescu", "findscu", "movescu", "getscu", "termscu"),
        *("dcmsend", "dcmdump", "dcmconv"),
        *("dcmprscp", "dcmprscu", "dcmpsprt", "dcmpsmk"),
    ),
    "orthanc": ("Orthanc",),
    "ctn": ("simple_storage", "dicom_echo", "send_image", "mwlQuery"),
}
"""Programs by Debian package."""

_SYSTEM = "/usr/sbin:/usr/local/sbin"


def program(name: str) -> str | None:
    """Return the path of a program; Debian installs some outside the PATH of users."""
    return shutil.which(name) or shutil.which(name, path=_SYSTEM)


def need(package: str) -> None:
    """Skip or fail unless all programs of a package are installed."""
    missing = [name for name in PACKAGES[package] if program(name) is None]
    if missing:
        absent(package, f"{', '.join(missing)}: Debian package {package}")


def absent(peer: str, what: str) -> None:
    """Skip the test, or fail if the tools are required.

    `IODIZE_TOOLS_ABSENT` names the tools that `.ci/run` could not install.
    """
    required = os.environ.get("IODIZE_TOOLS") == "required"
    excused = os.environ.get("IODIZE_TOOLS_ABSENT", "").split()
    if required and peer not in excused:
        pytest.fail(f"missing: {what}")
    pytest.skip(f"not installed: {what}")
