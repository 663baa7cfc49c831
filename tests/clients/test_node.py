"""The examples for Node.js on a real site: a module with a page that follows, and a program that hears what happens."""

import os
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import BrowserContext, expect

from tests.clients.conftest import credential
from tests.clients.programs import NODE, end
from tests.clients.test_clients import restart
from tests.router import ROOT
from tests.site import Site
from tests.wamp import WampError
from tests.windows import opened

pytestmark = pytest.mark.browser

MODULE, SUBSCRIBER = ROOT / "examples" / "node-module", ROOT / "examples" / "node-subscriber"
ANSWER = "#answer-Fern"


@contextmanager
def running(program: Path, kind: str, site: Site, environment: Mapping[str, str] | None = None) -> Iterator[Path]:
    """The program with a credential of its own; gives the file with what it printed."""
    if not (program.parent / "node_modules" / ".stamp").exists():
        pytest.skip(f"the packages of {program.parent.name} could not be installed on this machine")
    name = "poll" if kind == "module" else "subscriber"
    with site.operator() as operator:
        secret = credential(operator, name, "ticket", kind)["secret"]
    log = site.data / f"{name}.log"
    with log.open("wb") as output:
        process = subprocess.Popen(
            [NODE, program], stdout=output, stderr=output, start_new_session=True,
            env={**os.environ, "COURANT_SECRET": secret, "COURANT_ROUTER": f"ws://localhost:{site.port}/ws"}
            | dict(environment or {}),
        )  # fmt: skip
    try:
        until(lambda: "has joined" in log.read_text(), log)
        yield log
    finally:
        end(process)
        with site.operator() as operator:
            operator.call("courant.core.credential.revoke", name=name)
        print(log.read_text())


def until(ready: Callable[[], bool], log: Path) -> None:
    """Wait until something is so; what the program printed is shown if it is not."""
    deadline = time.monotonic() + 30
    while not ready():
        assert time.monotonic() < deadline, log.read_text()
        time.sleep(0.1)


def test_the_poll_is_a_page_that_follows_votes(
    site: Site, somebody: Callable[[str], BrowserContext], tmp_path: Path
) -> None:
    kept = {"POLL_FILE": str(tmp_path / "poll.json")}
    with running(MODULE / "poll.mjs", "module", site, kept):
        status, html = site.fetch("/poll/")
        assert (status, "Fern: 0" in html, 'data-live="poll.votes"' in html) == (200, True, True)
        window, other = (opened(somebody(""), site, "/poll/") for _ in range(2))
        expect(window.get_by_role("link", name="Poll", exact=True)).to_be_visible()
        window.get_by_label("Fern").check()
        window.get_by_role("button", name="Vote").click()
        expect(other.locator(ANSWER)).to_have_text("Fern: 1")
        expect(window.locator(ANSWER)).to_have_text("Fern: 1")
        voted = httpx.post(
            f"{site.url}/call/courant.poll.vote.cast/?once", data={"answer": "Moss"}, headers={"Origin": site.url}
        )
        assert voted.status_code == 303, voted.text
        expect(other.locator("#answer-Moss")).to_have_text("Moss: 1")  # the same visitor, who changed the vote
        expect(other.locator(ANSWER)).to_have_text("Fern: 0")
        with site.visitor() as visitor, pytest.raises(WampError) as refused:
            visitor.call("courant.poll.vote.cast", answer="Oak")
        assert (refused.value.uri, refused.value.kwargs) == ("courant.error.invalid", {"field": "answer"})
    with running(MODULE / "poll.mjs", "module", site, kept):
        assert "Moss: 1" in site.fetch("/poll/")[1]


def test_the_poll_comes_back_after_a_restart_of_the_router(
    site: Site, somebody: Callable[[str], BrowserContext], tmp_path: Path
) -> None:
    with running(MODULE / "poll.mjs", "module", site, {"POLL_FILE": str(tmp_path / "poll.json")}) as log:
        window = opened(somebody(""), site, "/poll/")
        restart(site)
        until(lambda: site.fetch("/poll/")[0] == 200, log)
        with site.visitor() as visitor:
            visitor.call("courant.poll.vote.cast", answer="Ivy")
        expect(window.locator("#answer-Ivy")).to_have_text("Ivy: 1")


def test_the_subscriber_prints_what_happens(site: Site) -> None:
    with running(SUBSCRIBER / "subscriber.mjs", "backend", site) as log, site.operator() as operator:
        operator.call("courant.blog.post.save", title="Heath", text="Purple.", published=True)
        until(lambda: '"title":"Heath"' in log.read_text(), log)
