"""The mail on a fake session, beside a blog and a web that tests fill, and a real mail server."""

from contextlib import AbstractContextManager
from datetime import UTC, datetime, timedelta
from types import TracebackType
from typing import Any, Self

import pytest
from courant_kit.calls.errors import NotFound
from courant_kit.following.events import Event
from courant_kit.live.outbox import in_transaction
from courant_kit.process.wamp import Disclosed
from courant_kit.testing import FakeSession, Stage, finished
from courant_mail import contract
from courant_mail.hearing import blog, events
from courant_mail.models import Desk, Reader
from courant_mail.sending import despatch
from courant_mail.sending.server import MailServer
from courant_mail.service import module
from django.utils import timezone

from .mail_server import Inbox, LetterBox


class Mail(AbstractContextManager["Mail"]):
    """A stage with the mail on it. `posts`, `comments` and `people` are what the others answer."""

    def __init__(self) -> None:
        self.inbox, self.patches = Inbox(), pytest.MonkeyPatch()
        self.box = LetterBox(self.inbox)
        self.posts: dict[int, dict[str, Any]] = {}
        self.comments: dict[int, dict[str, Any]] = {}
        self.people: dict[str, dict[str, Any]] = {}
        self.number = 0
        self.session = FakeSession()
        self.session.procedures |= {
            blog.POST: self._one(self.posts), blog.COMMENT: self._one(self.comments), blog.ADDRESSES: self._addresses
        }  # fmt: skip

    def __enter__(self) -> Self:
        """Start the mail server, and join."""
        self.box.start()
        self.patches.setattr(despatch, "SERVER", MailServer("127.0.0.1", self.box.port, "none"))
        self.patches.setattr(despatch, "state", despatch.Despatch())
        despatch.state.running = True  # a test asks for work itself
        self.stage = Stage(module, self.session)
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None) -> None:
        """Stop the mail server."""
        self.box.stop()
        self.patches.undo()

    def reader(self, mail: str = "ada@example.org", pace: str = "at_once") -> Reader:
        """A subscriber whose address is confirmed."""
        return Reader.objects.create(mail=mail, pace=pace, confirmed=timezone.now())

    def publish(self, number: int = 1, title: str = "First post", days: int = 0, **fields: Any) -> None:
        """Have the blog publish a post, and say so."""
        moment = datetime.now(UTC) - timedelta(days=days)
        self.posts[number] = {
            "id": number, "path": f"/blog/2026/11/30/post-{number}/", "title": title, "summary": "Short & good.",
            "author": "eve", "html": "<p>Some <em>words</em>.</p>", "published_at": moment.isoformat(),
            "state": "published", "text": "", **fields,
        }  # fmt: skip
        self.happens(events.PUBLISHED, self.posts[number])

    def comment(self, number: int, people: list[str], thread: int = 0, **fields: Any) -> None:
        """Have somebody comment on a post of eve, of which these people are told."""
        self.comments[number] = {
            "id": number, "post": 1, "path": "/blog/2026/11/30/post-1/", "title": "First post",
            "thread": thread or number, "byline": "grace", "html": "<p>Well said.</p>", "writer": "eve",
            "created": datetime.now(UTC).isoformat(), "people": people, "mail": "", **fields,
        }  # fmt: skip
        self.happens(events.COMMENTED, {"id": number})

    def account(self, name: str, *, verified: bool = True, role: str = "member", mail: str = "") -> None:
        """Have web know where somebody gets mail."""
        address = mail or f"{name}@example.org"
        self.people[name] = {"name": name, "mail": address, "verified": verified, "role": role}

    def happens(self, topic: str, fields: dict[str, Any]) -> None:
        """Deliver an event of the blog."""
        self.number += 1
        in_transaction(events.act, Event(self.number, topic, fields))

    def work(self) -> None:
        """Prepare and send what is due, until nothing is."""
        while finished(despatch.work()):
            pass
        self.stage.publish()

    def server_rested(self) -> None:
        """Let the pause of the server be over, and not those of letters."""
        Desk.objects.update(again=None)

    def rested(self) -> None:
        """Let the pauses after a failure be over."""
        from courant_mail.models import Letter

        Desk.objects.update(again=None)
        Letter.objects.update(due=timezone.now())

    def link(self, mail: str) -> str:
        """The path of the link in the newest letter that asks an address to confirm."""
        text = self.inbox.to(mail)[-1].get_body(("plain",)).get_content()
        return next(line for line in text.splitlines() if "/mail/confirm/" in line).removeprefix("https://site.test")

    def token(self, path: str) -> str:
        """The token in the path of a link."""
        return path.strip("/").split("/")[2]

    def off(self, mail: str) -> str:
        """The token with which a program unsubscribes, of the newest letter to an address."""
        return self.token(self.inbox.to(mail)[-1]["List-Unsubscribe"].strip("<>").removeprefix("https://site.test"))

    def confirm(self, mail: str) -> Any:
        """Press the button to which the newest letter to an address leads."""
        return self.stage.call(contract.CONFIRM, token=self.token(self.link(mail)))

    def _one(self, found: dict[int, dict[str, Any]]) -> Any:
        async def answer(who: Disclosed, args: list[Any], fields: dict[str, Any]) -> Any:
            if fields["id"] not in found:
                raise NotFound("There is no such thing.")
            return found[fields["id"]]

        return answer

    async def _addresses(self, who: Disclosed, args: list[Any], fields: dict[str, Any]) -> Any:
        return {"people": [self.people[name] for name in fields["names"] if name in self.people]}
