"""Who may talk to whom: TLS, and the user's identity."""

from __future__ import annotations

import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, kw_only=True)
class TLS:
    """Encrypts an association and proves who is at its ends: PS3.15 B.

    TLS 1.2 is the least.
    """

    certificate: str | Path | None = None
    """This side's certificate, PEM; servers need one."""
    key: str | Path | None = None
    """Its private key; None if it is in the same file."""
    authorities: str | Path | None = None
    """The certificates that a peer's certificate is checked with, PEM; None for those of
    the system. A server with authorities asks its clients for certificates."""
    hostname: str | None = None
    """The name that the server's certificate shall have; that of the host if None."""
    check_hostname: bool = True

    def client_context(self) -> ssl.SSLContext:
        """Return what a client makes its connection with.

        Raises:
            OSError: A file cannot be read, or is none of certificates.
        """
        with _named(self.authorities, "no certificates, PEM"):
            context = ssl.create_default_context(
                ssl.Purpose.SERVER_AUTH, cafile=_path(self.authorities)
            )
        context.check_hostname = self.check_hostname
        return self._finish(context)

    def server_context(self) -> ssl.SSLContext:
        """Return what a server makes its connections with.

        Raises:
            OSError: A file cannot be read, or is none of certificates.
            ValueError: There is no certificate.
        """
        if self.certificate is None:
            raise ValueError("a server needs a certificate for TLS")
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        if self.authorities is not None:
            with _named(self.authorities, "no certificates, PEM"):
                context.load_verify_locations(cafile=_path(self.authorities))
            context.verify_mode = ssl.CERT_REQUIRED
        return self._finish(context)

    def _finish(self, context: ssl.SSLContext) -> ssl.SSLContext:
        context.minimum_version = ssl.TLSVersion.TLSv1_2
        if self.certificate is not None:
            with _named(self.certificate, "no certificate, PEM, with its private key"):
                context.load_cert_chain(self.certificate, _path(self.key))
        return context


@contextmanager
def _named(path: str | Path | None, problem: str) -> Iterator[None]:
    """Say which file is wrong, which the ssl module does not.

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
    """The user on whose behalf an association is made: PS3.7 D.3.3.7.

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
    """Whether the peer shall confirm the identity."""

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
