"""Security of associations: TLS and user identity."""

from __future__ import annotations

import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

MAX_IDENTITY_BYTES = 0xFFFF - 6
"""Length of both fields of a user identity; an item has 65,535 bytes: PS3.7 Table D.3-14."""


@dataclass(frozen=True, kw_only=True)
class TLS:
    """TLS 1.2 or higher for an association, with certificates: PS3.15 B."""

    certificate: str | Path | None = None
    """This side's certificate, a PEM file; required for servers."""
    key: str | Path | None = None
    """Its private key; None if the certificate file contains it."""
    authorities: str | Path | None = None
    """Certificates for verifying the peer's certificate, a PEM file; None for those of
    the system. A server with authorities requires certificates of its clients."""
    hostname: str | None = None
    """Host name in the server's certificate; None for the host of the connection."""
    check_hostname: bool = True

    def client_context(self) -> ssl.SSLContext:
        """Return the context of a client.

        Raises:
            OSError: A file cannot be read, or has no certificates.
        """
        with _naming(self.authorities, "no certificates in PEM format"):
            context = ssl.create_default_context(
                ssl.Purpose.SERVER_AUTH, cafile=_path(self.authorities)
            )
        context.check_hostname = self.check_hostname
        return self._finish(context)

    def server_context(self) -> ssl.SSLContext:
        """Return the context of a server.

        Raises:
            OSError: A file cannot be read, or has no certificates.
            ValueError: `certificate` is None.
        """
        if self.certificate is None:
            raise ValueError("a server requires a certificate for TLS")
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        if self.authorities is not None:
            with _naming(self.authorities, "no certificates in PEM format"):
                context.load_verify_locations(cafile=_path(self.authorities))
            context.verify_mode = ssl.CERT_REQUIRED
        return self._finish(context)

    def _finish(self, context: ssl.SSLContext) -> ssl.SSLContext:
        context.minimum_version = ssl.TLSVersion.TLSv1_2
        if self.certificate is not None:
            problem = "no certificate with its private key in PEM format"
            with _naming(self.certificate, problem):
                context.load_cert_chain(self.certificate, _path(self.key))
        return context


_REASONS: Final = {
    "HTTP_REQUEST": "the peer does not use TLS",
    "WRONG_VERSION_NUMBER": "the peer does not use TLS",
    "UNSUPPORTED_PROTOCOL": "the peer supports no common version of TLS",
    "TLSV1_ALERT_PROTOCOL_VERSION": "the peer supports no common version of TLS",
    "NO_SHARED_CIPHER": "the peer supports no common cipher",
    "SSLV3_ALERT_HANDSHAKE_FAILURE": "the peer accepts no offered cipher or certificate",
    "PEER_DID_NOT_RETURN_A_CERTIFICATE": "the peer sent no certificate",
    "TLSV13_ALERT_CERTIFICATE_REQUIRED": "the peer requires a certificate",
    "TLSV1_ALERT_UNKNOWN_CA": "the peer does not trust the authority of the certificate",
    "SSLV3_ALERT_BAD_CERTIFICATE": "the peer does not accept the certificate",
    "SSLV3_ALERT_CERTIFICATE_UNKNOWN": "the peer does not accept the certificate",
    "SSLV3_ALERT_CERTIFICATE_EXPIRED": "the certificate has expired",
}
"""Descriptions of the reasons of OpenSSL."""


def connection_reason(error: OSError) -> str:
    """Return why a connection, or its TLS handshake, failed, in words."""
    if isinstance(error, ssl.SSLCertVerificationError):
        return f"the certificate of the peer is not valid: {error.verify_message}"
    if isinstance(error, ssl.SSLEOFError):
        return "the peer closed the connection during the TLS handshake"
    if isinstance(error, ssl.SSLError):
        # Only errors of OpenSSL itself have the attribute.
        reason = getattr(error, "reason", None) or str(error)
        return _REASONS.get(reason, reason.lower().replace("_", " "))
    if isinstance(error, TimeoutError):
        return "no response in time"
    return (error.strerror or str(error)).lower()


@contextmanager
def _naming(path: str | Path | None, problem: str) -> Iterator[None]:
    """Add the name of the file to an error; the ssl module omits it.

    Raises:
        OSError: With the name of the file.
    """
    try:
        yield
    except ssl.SSLError as error:
        raise OSError(error.errno, problem, _path(path)) from error
    except OSError as error:
        raise OSError(error.errno, error.strerror, _path(path)) from error


def _path(path: str | Path | None) -> str | None:
    return None if path is None else str(path)


@dataclass(frozen=True, kw_only=True)
class UserIdentity:
    """The user of an association: PS3.7 D.3.3.7.

    A user name, with or without passcode, or one of the tokens.
    """

    name: str = ""
    passcode: str | None = None
    kerberos: bytes | None = None
    """A Kerberos service ticket."""
    saml: bytes | None = None
    """A SAML assertion."""
    jwt: bytes | None = None
    """A JSON Web Token."""
    wants_response: bool = False
    """Whether to request a confirmation of the identity."""

    def __post_init__(self) -> None:
        size = len(self.primary) + len(self.secondary)
        if size > MAX_IDENTITY_BYTES:
            raise ValueError(
                f"a user identity must not exceed {MAX_IDENTITY_BYTES:,} bytes,"
                f" got {size:,}"
            )

    @property
    def type(self) -> int:
        """User-Identity-Type: PS3.7 Table D.3-14."""
        if self.kerberos is not None:
            return 3
        if self.saml is not None:
            return 4
        if self.jwt is not None:
            return 5
        return 1 if self.passcode is None else 2

    @property
    def primary(self) -> bytes:
        """Primary-field: the user name, or the token."""
        return self.kerberos or self.saml or self.jwt or self.name.encode()

    @property
    def secondary(self) -> bytes:
        """Secondary-field: the passcode; empty without one."""
        return b"" if self.passcode is None else self.passcode.encode()
