"""The mail beside a real blog, over a real router and a real mail server: each letter once, though it is killed."""

import asyncio
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from aiosmtpd.controller import Controller

from tests.router import RouterProcess
from tests.services import Program
from tests.wamp import Peer

pytestmark = pytest.mark.router

READERS = [f"reader-{number}@example.org" for number in range(10)]


class Inbox(Controller):
    """A mail server. It keeps who got which letter; from the letter `holds` on it says nothing until it is let go."""

    def __init__(self) -> None:
        self.got: list[tuple[str, bytes]] = []
        self.holds, self.holding = -1, Event()
        super().__init__(self, hostname="127.0.0.1", port=0, server_hostname="localhost")

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        """Accept a letter, or keep its sender waiting."""
        if 0 <= self.holds <= len(self.got):
            self.holding.set()
            await asyncio.Event().wait()  # the server ends this with the connection
        self.got.append((envelope.rcpt_tos[0], envelope.content))
        return "250 OK"

    def _trigger_server(self) -> None:
        server: Any = self.server
        self.port = server.sockets[0].getsockname()[1]
        super()._trigger_server()  # type: ignore[no-untyped-call]  # aiosmtpd's has no types

    def links(self, kind: str) -> dict[str, str]:
        """The token of the link of this kind in the newest letter to each reader."""
        texts = {mail: content.replace(b"=\r\n", b"").decode() for mail, content in self.got}  # RFC 2045 6.7
        return {mail: text.partition(f"/mail/{kind}/")[2].partition("/")[0] for mail, text in texts.items()}


@pytest.fixture(scope="module")
def inbox() -> Iterator[Inbox]:
    """The mail server."""
    server = Inbox()
    server.start()
    yield server
    server.stop()


@pytest.fixture(scope="module")
def router() -> Iterator[RouterProcess]:
    """A router of its own: others answer for the blog on the shared one."""
    process = RouterProcess().start()
    yield process
    process.stop()


def mail_service(router: RouterProcess, inbox: Inbox) -> Program:
    """The service, which joins the router."""
    own = {
        "COURANT_MAIL_URL": f"smtp://127.0.0.1:{inbox.port}?tls=none",
        "COURANT_MAIL_FROM": "news@site.test",
        "DATABASE_URL": f"sqlite:///{router.data}/mail.sqlite3",
    }
    return Program(["-m", "courant_mail"], {**router.environment("mail"), **own}, router.data / "mail.log")


def until(check: Callable[[], object], log: Path) -> None:
    """Wait until something is so."""
    deadline = time.monotonic() + 60
    while not check():
        assert time.monotonic() < deadline, log.read_text()
        time.sleep(0.05)


def joined(operator: Peer) -> bool:
    """Whether the mail and the blog answer."""
    try:
        operator.call("courant.blog.post.list")
        return bool(operator.call("courant.mail.server.show")["reached"])
    except Exception:  # noqa: BLE001 - any error says that they do not yet
        return False


def test_each_reader_gets_a_post_once_though_the_service_is_killed(router: RouterProcess, inbox: Inbox) -> None:
    blog = {**router.environment("blog"), "DATABASE_URL": f"sqlite:///{router.data}/blog.sqlite3"}
    log = router.data / "mail.log"
    with Program(["-m", "courant_blog"], blog, router.data / "blog.log"), router.service("operator") as operator:
        with mail_service(router, inbox) as first:
            until(lambda: joined(operator), log)
            subscribe(operator, inbox, log)
            inbox.got.clear()
            inbox.holds = 5
            operator.call("courant.blog.post.save", title="The kettle sings", text="*Words*.", published=True)
            until(inbox.holding.is_set, log)
            first.process.kill()
            first.process.wait(15)
        inbox.holds = -1
        with mail_service(router, inbox):
            until(lambda: len(inbox.got) >= len(READERS), log)
            assert sorted(mail for mail, _ in inbox.got) == sorted(READERS)
            leave(operator, inbox)
            operator.call("courant.blog.post.save", title="The kettle rests", text="*Words*.", published=True)
            until(lambda: len(inbox.got) >= 2 * len(READERS) - 1, log)
            assert [mail for mail, _ in inbox.got].count(READERS[0]) == 1


def subscribe(operator: Peer, inbox: Inbox, log: Path) -> None:
    """Have every reader subscribe, each by the link of a letter."""
    for mail in READERS:
        operator.call("courant.mail.newsletter.ask", mail=mail)
    until(lambda: len(inbox.got) == len(READERS), log)
    for token in inbox.links("confirm").values():
        operator.call("courant.mail.link.confirm", token=token)


def leave(operator: Peer, inbox: Inbox) -> None:
    """Have the first reader leave, by the link of their letter."""
    operator.call("courant.mail.link.leave", token=inbox.links("off")[READERS[0]])
