"""A mail server for tests of a whole service or site: it keeps the letters, and can keep their sender waiting."""

import asyncio
from collections.abc import Callable
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from threading import Condition, Event
from typing import Any, Self

from aiosmtpd.controller import Controller


class Inbox(Controller):
    """A mail server on a free port of loopback. From the letter `holds` on it says nothing until `let_go`."""

    def __init__(self) -> None:
        self.got: list[tuple[str, bytes]] = []
        self.holds, self.holding = -1, Event()
        self._came, self._going = Condition(), asyncio.Event()
        super().__init__(self, hostname="127.0.0.1", port=0, server_hostname="localhost")

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        """Accept a letter, or keep its sender waiting."""
        if 0 <= self.holds <= len(self.got):
            self.holding.set()
            await self._going.wait()  # the server ends this with the connection
        with self._came:
            self.got.append((envelope.rcpt_tos[0], envelope.content))
            self._came.notify_all()
        return "250 OK"

    def let_go(self) -> None:
        """Accept what is held, and all that comes."""
        self.holds = -1
        self.loop.call_soon_threadsafe(self._going.set)

    def until(self, check: Callable[[], object], timeout: float = 60) -> bool:
        """Wait for letters until something is so; whether it is."""
        with self._came:
            return bool(self._came.wait_for(check, timeout))

    def to(self, mail: str) -> list[EmailMessage]:
        """The letters to an address, in the order in which they came."""
        return [message_from_bytes(text, policy=default) for to, text in self.got if to == mail]

    def links(self, kind: str) -> dict[str, str]:
        """The token of the link of this kind in the newest letter to each reader."""
        texts = {mail: content.replace(b"=\r\n", b"").decode() for mail, content in self.got}  # RFC 2045 6.7
        return {mail: text.partition(f"/mail/{kind}/")[2].partition("/")[0] for mail, text in texts.items()}

    def __enter__(self) -> Self:
        """Start the server."""
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        """Stop it."""
        self.stop()

    def _trigger_server(self) -> None:
        server: Any = self.server
        self.port = server.sockets[0].getsockname()[1]
        super()._trigger_server()  # type: ignore[no-untyped-call]  # aiosmtpd's has no types
