"""The how-tos: the tests write their files as a reader would, and the result works."""

import os
import re
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Coroutine
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from shutil import copytree
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, expect
from standardwebhooks import Webhook

from tests.docs.documents import DOCS, Block, blocks, commands, write
from tests.docs.readers import pytest_here, run
from tests.router import ROOT
from tests.services import Program
from tests.site import Site
from tests.wamp import WampError
from tests.windows import opened

CLOSED = "closed/"
"""Before the names of files that a how-to shows as a variant of those that it has shown."""

STAGED = ("test_on_a_stage.py", "test_behind_the_stage.py")
"""The tests that a how-to shows for the first level."""

HOW_TO = DOCS / "how-to"
GUESTBOOK = ROOT / "examples" / "guestbook"


def shown(name: str) -> list[Block]:
    """The files that a how-to shows, without those of a variant."""
    return [block for block in every(name) if not block.label.startswith(CLOSED)]


def every(name: str) -> list[Block]:
    """The files that a how-to shows, those of a variant too."""
    return [block for block in blocks(HOW_TO / name) if "." in block.label]


def example(name: str, file: str) -> dict[str, Any]:
    """What one of a how-to's Python files defines."""
    (block,) = [block for block in shown(name) if block.label == file]
    namespace: dict[str, Any] = {}
    exec(compile(block.text, str(block), "exec"), namespace)  # noqa: S102 - our own document
    return namespace


OFFERED = """
import offered
from courant_kit.testing import Stage
from django.core.management import call_command

call_command("migrate", run_syncdb=True, verbosity=0)
stage, procedures = Stage(offered.app.module), offered.app.module.contract.procedures
stage.call(procedures["courant.offered.note.add"], title="A note", text="Some words")
assert "courant.offered.search.changed" in stage.topics()
for fields in ({}, {"keys": ["1"]}):
    (found,) = stage.call(procedures["courant.offered.search.documents"], "service", "search", **fields)["documents"]
    assert (found["title"], found["text"], found["address"]) == ("A note", "Some words", "/offered/1/")
assert stage.call(procedures["courant.offered.search.documents"], "service", "search", after="1")["documents"] == []
"""


def test_a_modules_documents_are_offered(tmp_path: Path) -> None:
    write(tmp_path, shown("offer-documents.md"))
    (tmp_path / "check.py").write_text(OFFERED)
    run(tmp_path, "check.py")


COUNTED = """
import visits
from courant_kit.testing import Stage, finished
from django.core.management import call_command

call_command("migrate", run_syncdb=True, verbosity=0)
stage, procedures = Stage(visits.app.module), visits.app.module.contract.procedures
for page in ("/blog/", "/wiki/", "/blog/", ""):
    fields = {"window": "x", "name": "", "role": "visitor", "page": page, "missed": 0}
    finished(stage.session.publish("courant.core.window.viewed", fields))
stage.publish()
assert visits.pages().topic in stage.topics()
html = stage.page(procedures["courant.visits.page.visits"]).html
assert '<a href="/blog/">/blog/</a> 2' in html and '<a href="/wiki/">/wiki/</a> 1' in html, html
"""


def test_a_receiver_counts_visits(tmp_path: Path) -> None:
    write(tmp_path, shown("use-signals.md"))
    (tmp_path / "check.py").write_text(COUNTED)
    run(tmp_path, "check.py")


@pytest.mark.router
def test_a_receiver_gets_what_windows_do(site: Site, tmp_path: Path) -> None:
    write(tmp_path, shown("use-signals.md"))
    printed = site.command("module", "add", "visits")
    environment = dict(re.findall(r"export (COURANT_\w+)=(\S+)", printed)) | {"COURANT_DATA": str(tmp_path / "var")}
    with site.visitor() as visitor, site.operator() as operator:
        changed = visitor.subscribe("courant.core.module.changed")
        with Program([tmp_path / "visits.py"], environment, tmp_path / "visits.log"):
            while visitor.next_event(changed, timeout=30)[1] != {"module": "visits", "present": True}:
                pass
            pages, viewed = visitor.subscribe("courant.visits.live.pages"), operator.subscribe(VIEWED)
            with pytest.raises(WampError, match="not_authorized"):
                visitor.subscribe(VIEWED)
            visitor.call("courant.core.presence.enter", page="/blog/")
            assert operator.next_event(viewed)[1]["page"] == "/blog/"
            assert "/blog/" in str(visitor.next_event(pages, timeout=30))


VIEWED = "courant.core.window.viewed"


@pytest.mark.router
def test_the_narrowcaster_starts_as_its_how_to_says(site: Site, tmp_path: Path) -> None:
    (command,) = (
        one for block in blocks(HOW_TO / "narrowcast.md", "console") for one in commands(block) if "&&" in one
    )
    assert command in (ROOT / "examples" / "narrowcaster" / "README.md").read_text()
    printed = site.command("module", "add", "screens")
    environment = {**os.environ, **dict(re.findall(r"export (COURANT_\w+)=(\S+)", printed))}
    environment |= {"COURANT_DATA": str(tmp_path / "var"), "SCREENS_TIME_ZONE": "Europe/Berlin"}
    environment["PATH"] = f"{Path(sys.executable).parent}:{environment['PATH']}"
    with site.operator() as operator:
        changed = operator.subscribe("courant.core.module.changed")
        with subprocess.Popen(command, shell=True, cwd=ROOT, env=environment, start_new_session=True) as started:  # noqa: S602
            try:
                while operator.next_event(changed, timeout=60)[1] != {"module": "screens", "present": True}:
                    pass
                operator.call("courant.screens.screen.add", name="Entrance")
                assert site.fetch("/screens/show/entrance/")[0] == 200
            finally:
                os.killpg(started.pid, signal.SIGTERM)


def test_the_service_has_migrations_and_passes_its_tests(tmp_path: Path) -> None:
    write(tmp_path, shown("write-a-service.md"))
    run(tmp_path, "manage.py", "makemigrations", "courant_links", "-v", "0")
    assert list((tmp_path / "courant_links" / "migrations").glob("0001_*.py"))
    pytest_here(tmp_path, "tests")


@pytest.mark.browser
def test_the_script_and_style_of_the_service_work(
    site: Site, somebody: Callable[[str], BrowserContext], tmp_path: Path
) -> None:
    write(tmp_path, shown("write-a-service.md"))
    run(tmp_path, "manage.py", "makemigrations", "courant_links", "-v", "0")
    (secret,) = re.findall(r"COURANT_SECRET=(\S+)", site.command("module", "add", "links"))
    router = f"ws://localhost:{site.port}/ws"
    environment = {"COURANT_SECRET": secret, "COURANT_ROUTER": router, "PYTHONPATH": str(tmp_path)}
    environment["COURANT_DATA"] = str(tmp_path / "var")
    with Program(["-m", "courant_links"], environment, tmp_path / "links.log"), site.operator() as operator:
        window = opened(somebody(""), site, "/blog/")
        window.get_by_role("link", name="Links", exact=True).click()
        expect(window.locator("links-news")).to_have_css("display", "block")
        window.wait_for_function("() => customElements.get('links-news')")
        for number in (1, 2):
            operator.call("courant.links.link.add", title=f"Fern {number}", address="https://example.org/fern")
            expect(window.locator("links-news")).to_have_text(f"Changes since you came: {number}")


def test_the_service_can_be_closed(tmp_path: Path) -> None:
    variant = [block for block in every("write-a-service.md") if block.label.startswith(CLOSED)]
    write(tmp_path, shown("write-a-service.md"))
    write(tmp_path, [replace(block, label=block.label.removeprefix(CLOSED)) for block in variant])
    (tmp_path / "tests" / "test_links.py").write_text(OF_A_CLOSED_SERVICE)
    run(tmp_path, "manage.py", "makemigrations", "courant_links", "-v", "0")
    pytest_here(tmp_path, "tests")


OF_A_CLOSED_SERVICE = """
import pytest
from courant_kit import MEMBERS_ONLY, Forbidden
from courant_kit.testing import Stage
from courant_links import contract
from courant_links.service import module

pytestmark = pytest.mark.django_db(transaction=True)


def test_visitors_and_backends_get_nothing() -> None:
    stage = Stage(module)
    assert stage.page(contract.PAGE_INDEX, "visitor").status == 403
    assert stage.page(contract.PAGE_INDEX, "member").audience == MEMBERS_ONLY
    with pytest.raises(Forbidden):
        stage.call(module.contract.procedures["courant.links.media.get"], "visitor", name="x.png")
    seen = {"fragments": {str(contract.ALL_LINKS()): -1}}
    since = module.contract.procedures["courant.links.live.since"]
    assert stage.call(since, "visitor", **seen)["fragments"][0]["gone"]
    assert "html" in stage.call(since, "member", **seen)["fragments"][0]
    stage.call(contract.ADD_LINK, "member", "ada#1", title="A fern", address="https://example.org/fern")
    assert stage.topics() == ["courant.links.members.all", "courant.links.link.added"]
    assert stage.session.publications[-1].roles == ["admin"]
    events = module.contract.procedures["courant.links.event.since"]
    assert stage.call(events, "backend")["events"] == []
"""


def test_the_audiences_are_those_that_are_listed() -> None:
    declared = example("write-a-service.md", "audiences.py")
    assert declared["REPORTED"]().topic == "courant.links.staff.reported"
    assert declared["SHARED"]("garden").topic == "courant.links.space-garden.shared-garden"
    assert declared["saved_by_ada"].audience == declared["person"]("ada@example.org")


def test_the_service_has_the_files_that_are_listed(tmp_path: Path) -> None:
    write(tmp_path, shown("write-a-service.md"))
    tree = next(block.text for block in blocks(HOW_TO / "write-a-service.md") if block.text.startswith("links/"))
    listed = {line.split()[0].rstrip("/") for line in tree.splitlines()[1:]}
    names = {path.name for path in tmp_path.rglob("*")}
    assert {Path(one).name for one in listed} <= names


def test_the_tests_on_a_stage_pass(tmp_path: Path) -> None:
    copytree(GUESTBOOK, tmp_path, dirs_exist_ok=True)
    write(tmp_path, [block for block in shown("test-a-module.md") if block.label in {"conftest.py", *STAGED}])
    pytest_here(tmp_path, *STAGED)


@pytest.mark.router
def test_the_test_on_a_router_passes(site: Site, tmp_path: Path) -> None:
    example("test-a-module.md", "test_on_a_router.py")["test_a_visitor_signs"](site, tmp_path)


@pytest.mark.browser
def test_the_test_in_a_browser_passes(site: Site, somebody: Callable[[str], BrowserContext]) -> None:
    example("test-a-module.md", "test_in_a_browser.py")["test_two_windows"](site, somebody)


@pytest.mark.router
@pytest.mark.parametrize(
    ("file", "method"),
    [("follow.py", "ticket"), ("follow.py", "wampcra"), ("follow.py", "cryptosign"), ("plain.py", "ticket")],
)
def test_the_follower_misses_nothing(site: Site, tmp_path: Path, file: str, method: str) -> None:
    write(tmp_path, [block for block in shown("connect-a-backend.md") if block.label == file])
    key = _keys(tmp_path) if method == "cryptosign" else None
    chosen = ["--key", str(key.with_suffix(".pub"))] if key else ["--method", method]
    printed = site.command("backend", "add", "follower", *chosen)
    environment = dict(re.findall(r"(COURANT_SECRET|COURANT_AUTH)=(\S+)", printed))
    environment |= {
        "COURANT_KEY": str(key or ""),
        "COURANT_ROUTER": f"ws://localhost:{site.port}/ws",
        "FOLLOW_POSITION": str(tmp_path / "last"),
    }
    log = tmp_path / "follow.log"
    with site.operator() as operator:
        post = operator.call("courant.blog.post.save", title="A fern", text="Green.", published=True)["id"]
        name = f"While {file} by {method}"
        for words in ([f"{name} was away"], [f"{name} was away again", f"{name} was there"]):
            operator.call("courant.blog.comment.add", post=post, text=words[0])
            with Program([tmp_path / file], environment, log):
                until(log, words[0])
                for more in words[1:]:
                    operator.call("courant.blog.comment.add", post=post, text=more)
                    until(log, more)
    site.command("backend", "remove", "follower")
    told = [line.partition("wrote: ")[2] for line in log.read_text().splitlines() if name in line]
    # A program killed after it has printed and before the position is kept prints once more, as the document says.
    assert list(dict.fromkeys(told)) == [f"{name} was {how}" for how in ("away", "away again", "there")]


def _keys(folder: Path) -> Path:
    """The file of a new private key, with its public half beside it, as the document has openssl write them."""
    private, public = folder / "mailer.pem", folder / "mailer.pub"
    subprocess.run(["openssl", "genpkey", "-algorithm", "ed25519", "-out", private], check=True)
    subprocess.run(["openssl", "pkey", "-in", private, "-pubout", "-out", public], check=True)
    return private


def test_the_module_in_node_is_the_example_that_is_tested() -> None:
    files = shown("module-in-node.md")
    assert [block.label for block in files] == ["package.json", "courant.mjs", "poll.mjs", "subscriber.mjs"]
    for block in files:
        folder = "node-subscriber" if block.label == "subscriber.mjs" else "node-module"
        assert block.text == (ROOT / "examples" / folder / block.label).read_text(), block


@pytest.mark.router
def test_a_backup_holds_what_was_written(site: Site, tmp_path: Path) -> None:
    with site.operator() as operator:
        operator.call("courant.blog.post.save", title="Lichen", text="Grey.", published=True)
    subprocess.run([ROOT / "deploy" / "backup", site.data, tmp_path / "kept"], check=True, capture_output=True)
    with closing(sqlite3.connect(tmp_path / "kept" / "blog.sqlite3")) as kept:
        assert kept.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert kept.execute("SELECT title FROM courant_blog_post WHERE title = 'Lichen'").fetchone()
    assert (tmp_path / "kept" / "secrets" / "blog").read_text() == (site.data / "secrets" / "blog").read_text()
    assert (tmp_path / "kept" / "secrets" / "blog").stat().st_mode & 0o077 == 0


@pytest.mark.router
def test_a_backend_calls(site: Site) -> None:
    latest = example("connect-a-backend.md", "calls.py")["latest"]
    with site.operator() as operator:
        operator.call("courant.blog.post.save", title="Moss", text="Green too.", published=True)
        assert "Moss" in answered(latest(Answering(operator.call)))


def test_a_webhook_is_verified() -> None:
    verified = example("webhooks.md", "verify.py")["verified"]
    secret, now = "whsec_" + "QUJD" * 8, datetime.now(UTC)
    headers = {"webhook-id": "msg_1", "webhook-timestamp": str(int(now.timestamp()))}
    headers["webhook-signature"] = Webhook(secret).sign("msg_1", now, '{"type": "x"}')
    assert verified(secret, '{"type": "x"}', headers) == {"type": "x"}


class Answering:
    """A session whose calls are answered at once."""

    def __init__(self, call: Callable[..., Any]) -> None:
        """Answer with what `call` gives."""
        self._call = call

    async def call(self, uri: str, **fields: Any) -> Any:
        """The result of a procedure."""
        return self._call(uri, **fields)


def answered(work: Coroutine[Any, Any, Any]) -> Any:
    """The result of a coroutine that waits for nothing."""
    with pytest.raises(StopIteration) as stopped:
        work.send(None)
    return stopped.value.value


def until(log: Path, words: str) -> None:
    """Wait until a program has printed a line that ends so."""
    deadline = time.monotonic() + 30
    while f"{words}\n" not in log.read_text():
        assert time.monotonic() < deadline, log.read_text()
        time.sleep(0.05)
