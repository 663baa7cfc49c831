"""The mail beside a real blog, over a real router and a real mail server: each letter once, though it is killed."""

import queue
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.inbox import Inbox
from tests.router import RouterProcess
from tests.services import Program
from tests.wamp import Peer

pytestmark = pytest.mark.router

READERS = [f"reader-{number}@example.org" for number in range(10)]
ANNOUNCE = "courant.site.module.announce"


@pytest.fixture(scope="module")
def inbox() -> Iterator[Inbox]:
    """The mail server."""
    with Inbox() as server:
        yield server


@pytest.fixture(scope="module")
def router() -> Iterator[RouterProcess]:
    """A router of its own: others answer for the blog on the shared one."""
    process = RouterProcess().start()
    yield process
    process.stop()


@pytest.fixture(scope="module")
def there(router: RouterProcess) -> Iterator["queue.Queue[str]"]:
    """The modules that have joined, in this order: the test plays core, which hears of them."""
    heard: queue.Queue[str] = queue.Queue()

    def announced(_: list[Any], fields: dict[str, Any], __: dict[str, Any]) -> None:
        heard.put(fields["module"])

    with router.service("core") as core:
        core.register(ANNOUNCE, announced)
        yield heard


def mail_service(router: RouterProcess, inbox: Inbox) -> Program:
    """The service, which joins the router."""
    own = {
        "COURANT_MAIL_URL": f"smtp://127.0.0.1:{inbox.port}?tls=none",
        "COURANT_MAIL_FROM": "news@site.test",
        "DATABASE_URL": f"sqlite:///{router.data}/mail.sqlite3",
    }
    return Program(["-m", "courant_mail"], {**router.environment("mail"), **own}, router.data / "mail.log")


def until(inbox: Inbox, check: Callable[[], object], log: Path) -> None:
    """Wait for letters until something is so."""
    assert inbox.until(check), log.read_text()


def test_each_reader_gets_a_post_once_though_the_service_is_killed(
    router: RouterProcess, inbox: Inbox, there: "queue.Queue[str]"
) -> None:
    blog = {**router.environment("blog"), "DATABASE_URL": f"sqlite:///{router.data}/blog.sqlite3"}
    log = router.data / "mail.log"
    with Program(["-m", "courant_blog"], blog, router.data / "blog.log"), router.service("operator") as operator:
        with mail_service(router, inbox) as first:
            assert {there.get(timeout=60), there.get(timeout=60)} == {"blog", "mail"}
            assert operator.call("courant.mail.server.show")["reached"]
            subscribe(operator, inbox, log)
            inbox.got.clear()
            inbox.holds = 5
            operator.call("courant.blog.post.save", title="The kettle sings", text="*Words*.", published=True)
            assert inbox.holding.wait(60), log.read_text()
            first.process.kill()
            first.process.wait(15)
        inbox.holds = -1
        with mail_service(router, inbox):
            until(inbox, lambda: len(inbox.got) >= len(READERS), log)
            assert sorted(mail for mail, _ in inbox.got) == sorted(READERS)
            leave(operator, inbox)
            operator.call("courant.blog.post.save", title="The kettle rests", text="*Words*.", published=True)
            until(inbox, lambda: len(inbox.got) >= 2 * len(READERS) - 1, log)
            assert [mail for mail, _ in inbox.got].count(READERS[0]) == 1


def subscribe(operator: Peer, inbox: Inbox, log: Path) -> None:
    """Have every reader subscribe, each by the link of a letter."""
    for mail in READERS:
        operator.call("courant.mail.newsletter.ask", mail=mail)
    until(inbox, lambda: len(inbox.got) == len(READERS), log)
    for token in inbox.links("confirm").values():
        operator.call("courant.mail.link.confirm", token=token)


def leave(operator: Peer, inbox: Inbox) -> None:
    """Have the first reader leave, by the link of their letter; the mail answers again, for it has sent letters."""
    operator.call("courant.mail.link.leave", token=inbox.links("off")[READERS[0]])
