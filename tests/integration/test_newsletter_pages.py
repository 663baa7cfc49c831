"""The newsletter as people meet it: a whole site, Chromium, and a real mail server.

The site is one of its own, because the pages of a site without a mail server have no forms.
"""

from collections.abc import Iterator

import httpx
import pytest
from playwright.sync_api import BrowserContext, expect

from tests.fixtures import Somebody
from tests.inbox import Inbox
from tests.prepared import prepared
from tests.site import Site
from tests.windows import opened, until_live

pytestmark = pytest.mark.router

VISITOR, OTHER = "visitor@example.org", "other@example.org"


@pytest.fixture(scope="module")
def inbox() -> Iterator[Inbox]:
    """The mail server."""
    with Inbox() as server:
        yield server


@pytest.fixture(scope="module")
def site(inbox: Inbox) -> Iterator[Site]:
    """A site that sends letters; `ada` is an editor."""
    url = f"smtp://127.0.0.1:{inbox.port}?tls=none"
    running = prepared({"COURANT_MAIL_URL": url, "COURANT_MAIL_FROM": "Example <news@site.test>"})
    yield running
    running.stop()


def test_a_visitor_subscribes_reads_a_post_by_mail_and_leaves_with_one_click(
    site: Site, inbox: Inbox, somebody: Somebody
) -> None:
    letters = opened(somebody("admin"), site, "/mail/letters/")
    subscribe(somebody(""), site, inbox)
    with site.operator() as operator:
        operator.call("courant.mail.newsletter.ask", mail=OTHER)
        assert inbox.until(lambda: inbox.to(OTHER))
        operator.call("courant.mail.link.confirm", token=inbox.links("confirm")[OTHER])
    inbox.got.clear()

    inbox.holds = 0
    ada = somebody("ada")
    publish(ada, site, "The heron lands")
    assert inbox.holding.wait(60)
    row = letters.locator("main li", has_text="The heron lands")
    expect(row).to_contain_text("0 of 2 sent")
    inbox.let_go()
    expect(row).to_contain_text("2 of 2 sent")
    (letter,) = inbox.to(VISITOR)
    assert letter["Subject"] == "The heron lands"
    assert letter["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"

    link = letter["List-Unsubscribe"].strip("<>")
    assert link.startswith(f"{site.url}/mail/off/")
    assert httpx.get(link).status_code == 200  # a program that scans mail opens it, which ends nothing
    answer = httpx.post(link, data={"List-Unsubscribe": "One-Click"})
    assert (answer.status_code, answer.text) == (200, "You get no more newsletters.\n")
    publish(ada, site, "The heron leaves")
    expect(letters.locator("main li", has_text="The heron leaves")).to_contain_text("1 of 1 sent")
    assert (len(inbox.to(VISITOR)), len(inbox.to(OTHER))) == (1, 2)


def subscribe(visitor: BrowserContext, site: Site, inbox: Inbox) -> None:
    """Subscribe at the page, by the link of the letter and the button to which it leads."""
    page = opened(visitor, site, "/mail/")
    page.get_by_label("E-mail").fill(VISITOR)
    page.get_by_role("button", name="Subscribe").click()
    expect(page.locator("#notices")).to_contain_text("We have sent a letter to this address.")
    assert inbox.until(lambda: inbox.to(VISITOR))
    page.goto(f"{site.url}/mail/confirm/{inbox.links('confirm')[VISITOR]}/")
    until_live(page).get_by_role("button", name="Yes, send them").click()
    expect(page.locator("#notices")).to_contain_text("You get a letter for each new post.")


def publish(editor: BrowserContext, site: Site, title: str) -> None:
    """Write a post in the form, and publish it."""
    page = opened(editor, site, "/blog/new/")
    page.get_by_label("Title", exact=True).fill(title)
    page.get_by_role("button", name="Publish").click()
    expect(page.locator("#notices")).to_contain_text("Published.")
    page.close()
