"""A real mail server on a free port of loopback, which says what tests want it to say."""

from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from typing import Any, cast

from aiosmtpd.controller import Controller


@dataclass
class Inbox:
    """Receives letters. `says` maps an address to what the server answers to it instead, each answer once.

    `refuses` is what it answers to senders.
    """

    letters: list[EmailMessage] = field(default_factory=list)
    raw: list[bytes] = field(default_factory=list)
    envelopes: list[tuple[str, list[str]]] = field(default_factory=list)
    says: dict[str, list[str]] = field(default_factory=dict)
    refuses: list[str] = field(default_factory=list)
    says_to_data: dict[str, list[str]] = field(default_factory=dict)

    async def handle_MAIL(self, server: Any, session: Any, envelope: Any, address: str, options: list[str]) -> str:
        """Accept a sender, or say what the test wants."""
        if self.refuses:
            return self.refuses.pop(0)
        envelope.mail_from = address
        return "250 OK"

    async def handle_RCPT(self, server: Any, session: Any, envelope: Any, address: str, options: list[str]) -> str:
        """Accept an address, or say what the test wants."""
        if self.says.get(address):
            return self.says[address].pop(0)
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        """Store a letter, or say what the test wants."""
        if self.says_to_data.get(envelope.rcpt_tos[0]):
            return self.says_to_data[envelope.rcpt_tos[0]].pop(0)
        self.raw.append(envelope.content)
        self.letters.append(cast(EmailMessage, message_from_bytes(envelope.content, policy=default)))
        self.envelopes.append((envelope.mail_from, list(envelope.rcpt_tos)))
        return "250 Message accepted"

    def to(self, mail: str) -> list[EmailMessage]:
        """The letters to an address, in the order in which they came."""
        return [letter for letter, (_, tos) in zip(self.letters, self.envelopes, strict=True) if mail in tos]


class LetterBox(Controller):
    """The server; `port` is the one that it got."""

    def __init__(self, inbox: Inbox) -> None:
        super().__init__(inbox, hostname="127.0.0.1", port=0, server_hostname="localhost")

    def _trigger_server(self) -> None:
        """Learn the port before the controller tries the server."""
        server: Any = self.server
        self.port = server.sockets[0].getsockname()[1]
        super()._trigger_server()  # type: ignore[no-untyped-call]  # aiosmtpd's has no types
