"""TLS, user identities, and extended negotiation."""

from __future__ import annotations

import shutil
import socket
import ssl
import subprocess
import threading
import time
from pathlib import Path
from typing import Any

import pytest

from iodize.network import (
    TLS,
    AssociationAbortedError,
    AssociationRejectedError,
    Extended,
    FailedStatusError,
    NetworkError,
    NoPresentationContextError,
    Proposal,
    StorageProvider,
    Timeouts,
    UnreachableError,
    UserIdentity,
    connect,
    serve,
)
from iodize.network.link.errors import TooManyContextsError
from iodize.network.link.negotiation import services_of
from iodize.network.link.security import connection_reason
from iodize.services import ModalityWorklist as Worklist
from iodize.services import StudyRootFind as Find
from iodize.services import StudyRootGet as Get

from ..samples import (
    CT,
    VERIFICATION,
    Patients,
    Steps,
    association_with,
    connected,
    query_all,
)
from ..serving.test_storing import small

openssl = pytest.mark.skipif(shutil.which("openssl") is None, reason="no openssl")


@pytest.fixture(scope="module")
def certificates(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with an authority, and its certificates of a server and a client."""
    folder = tmp_path_factory.mktemp("certificates")

    def run(*arguments: str) -> None:
        subprocess.run(["openssl", *arguments], cwd=folder, check=True, stderr=-3)

    new = ("req", "-newkey", "rsa:2048", "-nodes", "-days", "2")
    for name in ("ca", "stranger"):
        run(*new, "-x509", "-subj", f"/CN={name}", "-keyout", f"{name}.key", "-out", f"{name}.pem")  # fmt: skip
    (folder / "names").write_text("subjectAltName=DNS:localhost,IP:127.0.0.1")
    for name in ("server", "client"):
        run(*new, "-subj", f"/CN={name}", "-keyout", f"{name}.key", "-out", f"{name}.csr")  # fmt: skip
        run("x509", "-req", "-in", f"{name}.csr", "-CA", "ca.pem", "-CAkey", "ca.key", "-CAcreateserial", "-days", "2", "-extfile", "names", "-out", f"{name}.pem")  # fmt: skip
    return folder


def tls(folder: Path, name: str | None, authority: str = "ca") -> TLS:
    """Return the settings of a side with a certificate."""
    return TLS(
        certificate=folder / f"{name}.pem" if name else None,
        key=folder / f"{name}.key" if name else None,
        authorities=folder / f"{authority}.pem",
    )


@openssl
def test_association_with_certificates_on_both_sides(
    certificates: Path, tmp_path: Path
) -> None:
    with (
        serve(0, [Patients(100)], tls=tls(certificates, "server")) as server,
        connected(server, Worklist, tls=tls(certificates, "client")) as association,
    ):
        assert len(list(association.find(query_all()))) == 100


@openssl
@pytest.mark.parametrize("client", [None, "stranger"])
def test_client_without_a_trusted_certificate_is_rejected(
    client: str | None, certificates: Path
) -> None:
    with serve(0, [Patients()], tls=tls(certificates, "server")) as server:
        with pytest.raises(NetworkError):
            connected(server, Worklist, tls=tls(certificates, client))
        with connected(
            server, Worklist, tls=tls(certificates, "client")
        ) as association:
            assert association.is_established


@openssl
def test_server_with_an_untrusted_certificate_is_unreachable(
    certificates: Path,
) -> None:
    options = tls(certificates, "stranger")
    with (
        serve(0, [Patients()], tls=options) as server,
        pytest.raises(UnreachableError, match="certificate of the peer is not valid"),
    ):
        connected(server, Worklist, tls=tls(certificates, "client"))


@openssl
def test_tls_with_a_server_without_tls_states_the_reason(certificates: Path) -> None:
    with (
        serve(0, [Patients()]) as server,
        pytest.raises(UnreachableError) as failed,
    ):
        connected(server, Worklist, tls=tls(certificates, "client"))

    assert failed.value.reason in (
        "the peer does not use TLS",
        "the peer closed the connection during the TLS handshake",
        "connection reset by peer",
    )


@openssl
def test_server_logs_why_a_handshake_failed(
    certificates: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with serve(0, [Patients()], tls=tls(certificates, "server")) as server:
        with pytest.raises(NetworkError):
            connected(server, Worklist)
        with pytest.raises(NetworkError):
            connected(server, Worklist, tls=tls(certificates, "stranger"))

    assert "TLS with 127.0.0.1 failed: the peer does not use TLS" in caplog.text
    assert "certificate of the peer is not valid" in caplog.text


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        (ConnectionRefusedError(111, "Connection refused"), "connection refused"),
        (TimeoutError("timed out"), "no response in time"),
        (OSError("no strerror"), "no strerror"),
        (ssl.SSLEOFError(8, "EOF"), "the peer closed the connection during the TLS"),
        (ssl.SSLError(1, "[SSL] odd"), "[ssl] odd"),
    ],
)
def test_reason_of_a_connection_failure_is_in_words(
    error: OSError, reason: str
) -> None:
    assert connection_reason(error).startswith(reason)


@openssl
def test_client_without_tls_does_not_block_others(certificates: Path) -> None:
    with (
        serve(
            0,
            [Patients()],
            tls=tls(certificates, "server"),
            timeout=Timeouts(connection=1),
        ) as server,
        socket.create_connection(("127.0.0.1", server.port)),  # and sends nothing
    ):
        with pytest.raises(AssociationAbortedError):
            connected(server, Worklist)
        with connected(
            server, Worklist, tls=tls(certificates, "client")
        ) as association:
            assert association.is_established


@openssl
def test_slow_handshake_is_not_accepted_after_the_stop_of_the_server(
    certificates: Path,
) -> None:
    options = tls(certificates, "client")
    server = serve(0, [], tls=tls(certificates, "server"))
    with socket.create_connection(("127.0.0.1", server.port), timeout=5) as slow:
        time.sleep(0.2)  # until the server waits for the handshake
        server.stop()
        with options.client_context().wrap_socket(
            slow, server_hostname="localhost"
        ) as secured:
            assert secured.recv(1) == b""
    assert server.associations == 0


def test_server_verifies_users() -> None:
    def known(user: UserIdentity) -> bool:
        return (user.name, user.passcode) == ("doe", "secret")

    with serve(0, [], verify_user=known) as server:
        with connected(
            server, VERIFICATION, user=UserIdentity(name="doe", passcode="secret")
        ) as association:
            assert association.echo().code == 0
        for wrong in (UserIdentity(name="doe"), UserIdentity(jwt=b"token")):
            with pytest.raises(AssociationRejectedError):
                connected(server, VERIFICATION, user=wrong)


def test_association_without_a_user_is_rejected_if_users_are_verified() -> None:
    with (
        serve(0, [], verify_user=lambda user: True) as server,
        pytest.raises(AssociationRejectedError),
    ):
        connected(server, VERIFICATION)


@pytest.mark.parametrize(
    ("user", "kind"),
    [
        (UserIdentity(name="a"), 1),
        (UserIdentity(name="a", passcode=""), 2),
        (UserIdentity(kerberos=b"k"), 3),
        (UserIdentity(saml=b"s"), 4),
        (UserIdentity(jwt=b"j"), 5),
    ],
)
def test_user_identity_has_its_type(user: UserIdentity, kind: int) -> None:
    """PS3.7 Table D.3-14."""
    assert user.type == kind


def test_options_of_both_sides_are_negotiated() -> None:
    class Archive(Find.Provider):
        def find(self, query: Any, call: Any, /) -> tuple[()]:
            return ()

    able = Extended(relational=True, fuzzy_matching=True)
    wanted = Extended(relational=True, timezone=True)
    with (
        serve(0, [Archive()], extended=able) as server,
        connected(server, Find, extended=wanted) as association,
    ):
        agreed = association.extended[Find.uid]

    assert agreed == b"\1\0\0\0"


def test_worklist_is_always_relational() -> None:
    """PS3.4 Table K.5.1-1: bytes 1 and 2 are 1."""
    fuzzy = Extended(fuzzy_matching=True)

    assert fuzzy.information(Worklist) == b"\1\1\1"
    assert Extended().information(Worklist) == b""
    assert services_of(Worklist) == ("C-FIND",)


def test_window_is_one_by_default() -> None:
    with association_with(
        [Steps()], VERIFICATION, asynchronous_window=(5, 5)
    ) as association:
        assert association.echo().code == 0


def test_more_than_128_contexts_are_an_error() -> None:
    many = [f"1.2.840.10008.5.1.4.1.1.{number}" for number in range(129)]
    with pytest.raises(TooManyContextsError) as failed:
        connect("127.0.0.1", 1, many)

    assert failed.value.count == 129


def test_each_compressed_syntax_has_a_separate_context(tmp_path: Path) -> None:
    jpeg, lossless = "1.2.840.10008.1.2.4.50", "1.2.840.10008.1.2.4.70"
    proposal = Proposal(CT, (jpeg, lossless, "1.2.840.10008.1.2"))
    with association_with([StorageProvider(tmp_path)], proposal) as association:
        assert set(association.accepted[CT]) == set(proposal.transfer_syntaxes)


def test_c_get_negotiates_the_scp_role_of_storage() -> None:
    class Archive(Get.Provider):
        def get_instances(self, request: Any, call: Any, /) -> tuple[()]:
            return ()

    with association_with([Archive()], Get, CT) as association:
        roles: Any = association._link.acceptor.role_selection
        assert bool(roles[CT].scp_role)
        assert Get.uid not in roles


def test_private_sop_class_is_stored_as_its_related_general_one(tmp_path: Path) -> None:
    """Common extended negotiation: PS3.4 B.3.1.4."""
    private = "1.2.826.0.1.3680043.8.498.1"
    dataset = small("1.2.3")
    dataset.SOPClassUID = private
    provider = StorageProvider(tmp_path)
    with association_with(
        [provider], private, related={private: [CT]}, check="off"
    ) as made:
        made.store(dataset)
    with serve(0, [provider]) as server, pytest.raises(NoPresentationContextError):
        connected(server, private)

    assert [each.name for each in tmp_path.iterdir()] == ["1.2.3.dcm"]


def test_failure_of_storage_has_its_label(tmp_path: Path) -> None:
    """PS3.4 Table B.2-1: A7xx."""
    provider = StorageProvider(tmp_path)
    shutil.rmtree(tmp_path)
    with (
        association_with([provider], CT, check="off") as association,
        pytest.raises(FailedStatusError) as failed,
    ):
        association.store(small("1.2.3"))

    assert (failed.value.code, failed.value.label) == (0xA700, "Out of resources")


def test_file_without_a_certificate_is_named(tmp_path: Path) -> None:
    text = tmp_path / "notes.txt"
    text.write_text("no certificate")

    for wrong in (TLS(certificate=text), TLS(authorities=text)):
        with pytest.raises(OSError, match="PEM") as refused:
            wrong.client_context()
        assert refused.value.filename == str(text)
    with pytest.raises(FileNotFoundError, match="absent"):
        TLS(certificate=tmp_path / "absent").client_context()


def test_closed_connection_has_a_hint_about_tls() -> None:
    with socket.create_server(("127.0.0.1", 0)) as deaf:
        closing = threading.Thread(target=lambda: deaf.accept()[0].close())
        closing.start()
        with pytest.raises(NetworkError) as ended:
            connect("127.0.0.1", deaf.getsockname()[1], [VERIFICATION])
        closing.join()

    assert "TLS" in ended.value.hint or isinstance(ended.value, UnreachableError)
