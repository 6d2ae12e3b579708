"""TLS with certificates on both sides, and DCMTK on one."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from pydicom import dcmread

from iodize.network import TLS, StorageProvider, UnreachableError, connect, serve

from .files import elements, held
from .messages import CT_IMAGE
from .objects import CT, sample
from .systems import dcmtk as dcmtk_programs
from .systems.peers import absent
from .systems.processes import HOST

Folder = Callable[[str], Path]

pytestmark = pytest.mark.usefixtures("dcmtk")


@pytest.fixture(scope="module")
def certificates(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Keys and self-signed certificates of "own", "other" and "stranger"."""
    if shutil.which("openssl") is None:
        absent("openssl", "openssl: Debian package openssl")
    folder = tmp_path_factory.mktemp("certificates")
    for name in ("own", "other", "stranger"):
        subprocess.run(
            [
                *("openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes"),
                *("-days", "2", "-subj", f"/CN={name}"),
                *("-addext", f"subjectAltName=IP:{HOST}"),
                *("-keyout", f"{name}.key", "-out", f"{name}.pem"),
            ],
            cwd=folder,
            check=True,
            capture_output=True,
            timeout=60,
        )
    return folder


def dcmtk_options(folder: Path, name: str, trusts: str) -> tuple[str | Path, ...]:
    """Return DCMTK's options for a certificate and that of the peer."""
    return (
        *("+tls", folder / f"{name}.key", folder / f"{name}.pem"),
        *("+cf", folder / f"{trusts}.pem"),
    )


def own_options(folder: Path, name: str = "own") -> TLS:
    return TLS(
        certificate=folder / f"{name}.pem",
        key=folder / f"{name}.key",
        authorities=folder / "other.pem",
    )


def test_dcmtk_sends_encrypted(certificates: Path, folder: Folder) -> None:
    place, sent = folder("stored"), sample(CT)
    with serve(
        0, services=[StorageProvider(place)], tls=own_options(certificates)
    ) as server:
        done = dcmtk_programs.client(
            "storescu",
            server.port,
            *dcmtk_options(certificates, "other", trusts="own"),
            files=[sent.path],
        )

    assert done.status == 0, done.text
    assert elements(dcmread(held(place, sent.uid))) == elements(sent.dataset)


@pytest.mark.parametrize("options", [(), ("stranger",)])
def test_dcmtk_without_a_trusted_certificate_is_rejected(
    certificates: Path, folder: Folder, options: tuple[str, ...]
) -> None:
    """Without TLS, or with an untrusted certificate."""
    with serve(
        0,
        services=[StorageProvider(folder("stored"))],
        tls=own_options(certificates),
    ) as server:
        done = dcmtk_programs.client(
            "echoscu",
            server.port,
            *(
                part
                for name in options
                for part in dcmtk_options(certificates, name, trusts="own")
            ),
        )

    assert done.status != 0


def test_dcmtk_receives_encrypted(certificates: Path, folder: Folder) -> None:
    place, sent = folder("stored"), sample(CT)
    with (
        dcmtk_programs.storescp(
            place, *dcmtk_options(certificates, "other", trusts="own")
        ) as server,
        connect(
            HOST, server.port, services=[CT_IMAGE], tls=own_options(certificates)
        ) as association,
    ):
        assert association.store(sent.path).code == 0

    assert elements(dcmread(held(place, sent.uid))) == elements(sent.dataset)


def test_untrusted_server_is_unreachable(certificates: Path, folder: Folder) -> None:
    with (
        dcmtk_programs.storescp(
            folder("stored"),
            *dcmtk_options(certificates, "stranger", trusts="own"),
        ) as server,
        pytest.raises(UnreachableError),
    ):
        connect(HOST, server.port, services=[CT_IMAGE], tls=own_options(certificates))
