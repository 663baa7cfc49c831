"""The mail server of the site, as the environment names it, and the sender of letters."""

import os
import smtplib
import ssl
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from email.utils import parseaddr
from functools import cache
from pathlib import Path
from socket import getfqdn
from urllib.parse import parse_qs, unquote, urlsplit

from courant_kit.process.environment import SettingError

PATIENCE = 30.0
"""Seconds that the server has to answer."""
VERDICT = 600.0
"""Seconds that it has to accept or reject the whole of a letter (RFC 5321 4.5.3.2.6): whoever gives up earlier sends a
letter again that the server has accepted."""
USUAL = {"smtp": 587, "smtps": 465}
RIGHT = "it should look like smtp://user:password@mail.example.org:587?tls=starttls (or tls=none), or smtps://…"


@dataclass(frozen=True, slots=True)
class MailServer:
    """A mail server: `tls` is `starttls`, `none`, or `tls` from the first byte. Without a user, nobody signs in."""

    host: str
    port: int
    tls: str
    user: str = ""
    password: str = ""

    @property
    def name(self) -> str:
        """The server in words, without its password."""
        return f"{self.host}:{self.port}"


def read(environment: Mapping[str, str]) -> MailServer | None:
    """The server in COURANT_MAIL_URL, with the password in it or in the file COURANT_MAIL_PASSWORD_FILE.

    None if no server is named; raises SettingError if the address is wrong or the file cannot be read.
    """
    url = environment.get("COURANT_MAIL_URL", "")
    if not url:
        return None
    try:
        parts, port = urlsplit(url), urlsplit(url).port
    except ValueError:
        raise SettingError(f"COURANT_MAIL_URL has a wrong port; {RIGHT}") from None
    tls = (parse_qs(parts.query).get("tls") or ["starttls"])[-1]
    if parts.scheme not in USUAL or not parts.hostname or tls not in {"starttls", "none"}:
        raise SettingError(f"COURANT_MAIL_URL names no mail server; {RIGHT}")
    return MailServer(
        parts.hostname, port or USUAL[parts.scheme], "tls" if parts.scheme == "smtps" else tls,
        unquote(parts.username or ""), unquote(parts.password or "") or _password(environment),
    )  # fmt: skip


def sender(environment: Mapping[str, str]) -> str:
    """The sender in COURANT_MAIL_FROM: `news@example.org` or `Example <news@example.org>`; raises SettingError."""
    host = urlsplit(environment.get("COURANT_SITE_URL") or "http://localhost:8080").hostname
    text = environment.get("COURANT_MAIL_FROM") or f"courant@{host}"
    address = parseaddr(text)[1]
    if not all(address.partition("@")) or not address.isascii() or not text.isprintable():
        raise SettingError(f"COURANT_MAIL_FROM is {text!r}; it should be an address, such as news@example.org")
    return text


def returns(environment: Mapping[str, str]) -> str:
    """The address in COURANT_MAIL_RETURNS, to which letters come back; "" if it is the sender's.

    Raises SettingError.
    """
    text = environment.get("COURANT_MAIL_RETURNS", "")
    if text and (parseaddr(text)[1] != text or "@" not in text or not text.isascii()):
        raise SettingError(f"COURANT_MAIL_RETURNS is {text!r}; it should be an address, such as bounces@example.org")
    return text


class Patient(smtplib.SMTP):
    """A connection that waits longer for what the server says to a letter."""

    def data(self, msg: bytes | str) -> tuple[int, bytes]:  # type: ignore[override]  # typeshed has its own buffer
        """Send a letter; what the server says to it."""
        patience = self.sock.gettimeout() if self.sock else None
        if self.sock:
            self.sock.settimeout(VERDICT)
        try:
            return super().data(msg)
        finally:
            if self.sock:
                self.sock.settimeout(patience)


class PatientWithTLS(Patient, smtplib.SMTP_SSL):
    """The same, encrypted from the first byte."""


@cache
def own_name() -> str:
    """The name of this machine, which mail servers ask for; to look it up for each connection may take seconds."""
    return getfqdn()


@contextmanager
def connected(server: MailServer, patience: float = PATIENCE) -> Iterator[smtplib.SMTP]:
    """A connection to the server, signed in; raises smtplib.SMTPException or OSError."""
    context = ssl.create_default_context()
    if server.tls == "tls":
        smtp: smtplib.SMTP = PatientWithTLS(server.host, server.port, own_name(), timeout=patience, context=context)
    else:
        smtp = Patient(server.host, server.port, own_name(), timeout=patience)
    try:
        if server.tls == "starttls":
            smtp.starttls(context=context)
        if server.user:
            smtp.login(server.user, server.password)
        yield smtp
    finally:
        with suppress(smtplib.SMTPException, OSError):
            smtp.quit()
        smtp.close()


def _password(environment: Mapping[str, str]) -> str:
    path = environment.get("COURANT_MAIL_PASSWORD_FILE", "")
    try:
        return Path(path).read_text().strip() if path else ""
    except OSError as error:
        raise SettingError(f"COURANT_MAIL_PASSWORD_FILE cannot be read: {error.strerror}") from None


SERVER = read(os.environ)
FROM = sender(os.environ)
RETURNS = returns(os.environ)
DOMAIN = parseaddr(FROM)[1].rpartition("@")[2]
