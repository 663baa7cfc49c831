"""Webhooks as a module beside a site: an administrator adds an endpoint, and sees its deliveries live."""

import re
import signal
import sys
import time
from collections.abc import Callable, Iterator
from importlib import util
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, Page, expect
from standardwebhooks import Webhook

from tests.router import ROOT
from tests.services import Program
from tests.site import Site
from tests.windows import opened, sign_in

pytestmark = pytest.mark.browser

Somebody = Callable[[str], BrowserContext]
MODULE = ROOT / "examples" / "webhooks"


def loaded(name: str) -> Any:
    """A file of the example's tests."""
    found = util.spec_from_file_location(name, MODULE / "tests" / f"{name}.py")
    assert found is not None
    assert found.loader is not None
    module = util.module_from_spec(found)
    sys.modules[name] = module
    found.loader.exec_module(module)
    return module


@pytest.fixture
def receiver() -> Iterator[Any]:
    with loaded("receiver").Receiver() as running:
        yield running


@pytest.fixture
def start(site: Site, tmp_path: Path) -> Iterator[Callable[[], Program]]:
    (secret,) = re.findall(r"COURANT_SECRET=(\S+)", site.command("module", "add", "webhooks"))
    environment = {
        "COURANT_SECRET": secret, "COURANT_ROUTER": f"ws://localhost:{site.port}/ws", "COURANT_AUTH": "ticket",
        "COURANT_DATA": str(tmp_path / "var"), "WEBHOOKS_ALLOWED_NETWORKS": "127.0.0.0/8,::1/128",
    }  # fmt: skip
    yield lambda: Program([MODULE / "run.py"], environment, tmp_path / "webhooks.log")
    site.command("module", "remove", "webhooks")


def until_there(site: Site) -> None:
    """Wait until the module answers: visitors may not see its page."""
    deadline = time.monotonic() + 60
    while site.fetch("/webhooks/")[0] != 403:
        assert time.monotonic() < deadline
        time.sleep(0.1)


def comment(site: Site, words: str) -> None:
    with site.operator() as operator:
        posts = operator.call("courant.blog.post.list")["posts"]
        post = posts[0]["id"] if posts else operator.call(
            "courant.blog.post.save", title="Told elsewhere", text="Words.", published=True
        )["id"]  # fmt: skip
        operator.call("courant.blog.comment.add", post=post, text=words)


def added(admin: Page, url: str) -> str:
    """Add an endpoint for comments; its secret."""
    admin.get_by_label("Address").fill(url)
    admin.get_by_label("courant.blog.comment.added").check()
    admin.get_by_role("button", name="Add", exact=True).click()
    expect(admin.get_by_role("heading", name="The secret of a webhook")).to_be_visible()
    found = admin.get_by_label("Secret", exact=True).input_value()
    admin.get_by_role("button", name="I have it").click()
    expect(admin.get_by_role("heading", name="Webhooks")).to_be_visible()
    return found


def test_a_comment_is_told_elsewhere_and_the_log_is_live(
    site: Site, somebody: Somebody, start: Callable[[], Program], receiver: Any
) -> None:
    with start() as program:
        until_there(site)
        admin = opened(somebody("admin"), site, "/webhooks/")
        key = added(admin, receiver.url)
        comment(site, "first")
        log = admin.locator("ol[data-live='webhooks.deliveries'] > li")
        expect(log.first).to_contain_text("Delivered")
        (message,) = receiver.received
        assert Webhook(key).verify(message.body, message.headers)["data"]["text"] == "first"
        program.end(signal.SIGKILL)
    comment(site, "while it was away")
    receiver.statuses = [500, 204]
    with start():
        expect(log.first).to_contain_text("Will be tried again", timeout=30_000)
        expect(admin.locator("ul[data-live='webhooks.endpoints']")).to_contain_text("Failing")
        assert not Axe().run(admin).response["violations"]
        log.first.get_by_role("button", name="Send again").focus()
        admin.keyboard.press("Enter")
        expect(log.first).to_contain_text("Delivered")
        assert [Webhook(key).verify(one.body, one.headers)["data"]["text"] for one in receiver.received] == [
            "first", "while it was away", "while it was away",
        ]  # fmt: skip


def test_it_works_without_javascript_and_only_for_administrators(
    site: Site, somebody: Somebody, start: Callable[[], Program], receiver: Any, browser: Any
) -> None:
    with start():
        until_there(site)
        assert somebody("ada").request.get(f"{site.url}/webhooks/").status == 403
        assert somebody("").request.get(f"{site.url}/webhooks/").status == 403
        plain = browser.new_context(java_script_enabled=False)
        sign_in(plain, site, "admin")
        page = plain.new_page()
        page.goto(f"{site.url}/webhooks/")
        assert added(page, receiver.url).startswith("whsec_")
        expect(page.get_by_text(receiver.url).first).to_be_visible()
        plain.close()
