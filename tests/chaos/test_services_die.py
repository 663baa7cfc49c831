"""Each service is killed during a stream of writes, while windows are open."""

import signal
import time
from contextlib import suppress
from pathlib import Path
from threading import Thread

import httpx
from playwright.sync_api import expect

from tests.chaos.convergence import converges
from tests.chaos.ledger import ADDED, Ledger, comments_of
from tests.chaos.listener import Listener
from tests.chaos.rigging import half_write, is_the_same_window, rigged_live, shows, still_has
from tests.chaos.stream import Stream, killed_midway
from tests.chaos.writing import (
    Operator,
    admitting,
    comment,
    commenting,
    commenting_over_http,
    name_of,
    publish,
    revising,
)
from tests.fixtures import Somebody
from tests.site import PASSWORD, Site
from tests.windows import text_of

CREATED, CHANGED = "courant.wiki.page.created", "courant.wiki.page.changed"


def test_the_blog(site: Site, somebody: Somebody) -> None:
    post = publish(site, "The blog dies")
    windows = ada, grace = [rigged_live(somebody(name), site, post.path) for name in ("ada", "grace")]
    half_write(grace)
    with Listener(site, ADDED) as listener:
        before = Ledger(site, "blog").numbers(ADDED)
        acknowledged = killed_midway(site, "blog", commenting(site, post))
        assert acknowledged <= set(comments_of(site, post))
        listener.until_heard([number for number in Ledger(site, "blog").numbers(ADDED) if number not in before])
    converges(*windows)
    still_has(grace)
    grace.get_by_role("button", name="Comment").click()
    shows(ada, "half a thou")
    for window in windows:
        is_the_same_window(window)


def test_the_blog_while_its_writers_share_commits(site: Site, somebody: Somebody) -> None:
    post = publish(site, "The blog dies with many writers")
    window = rigged_live(somebody("ada"), site, post.path)
    with Listener(site, ADDED) as listener, Stream(commenting(site, post), writers=12, pace=0.0) as stream:
        before = Ledger(site, "blog").numbers(ADDED)
        for _ in range(3):
            stream.until_more(30)
            site.kill("blog")
        stream.until_more(30)
        stream.stop()
        site.until_ready()
        assert set(stream.acknowledged) <= set(comments_of(site, post))
        listener.until_heard([number for number in Ledger(site, "blog").numbers(ADDED) if number not in before])
    converges(window)
    is_the_same_window(window)


def test_the_wiki(site: Site, somebody: Somebody) -> None:
    windows = front, index = [rigged_live(somebody(""), site, path) for path in ("/", "/wiki/")]
    writing = rigged_live(somebody("ada"), site, "/wiki/~new/")
    writing.get_by_label("Title", exact=True).fill("Half a thought")
    text_of(writing).fill("and not a word more")
    ledger = Ledger(site, "wiki")
    with Listener(site, CHANGED) as listener:
        before = ledger.numbers(CHANGED)
        acknowledged = killed_midway(site, "wiki", revising(site))
        ledger.check()
        listener.until_heard([number for number in ledger.numbers(CHANGED) if number not in before])
    revisions = ledger.revisions()
    assert acknowledged <= set(revisions)
    assert len(revisions) == len(ledger.numbers(CREATED) + ledger.numbers(CHANGED))
    converges(*windows)
    writing.get_by_role("button", name="Save").click()
    expect(writing.get_by_role("heading", name="Half a thought")).to_be_visible()
    for window in (front, index):
        expect(window.locator("#main").get_by_role("link", name="Half a thought").first).to_be_visible()
    for window in (*windows, writing):
        is_the_same_window(window)


def test_core(site: Site, somebody: Somebody) -> None:
    windows = [rigged_live(somebody("grace"), site, path) for path in ("/", "/blog/")]
    menus = [window.locator("nav.menu").inner_text() for window in windows]
    acknowledged = killed_midway(site, "core", admitting(site))
    listed = {one["name"] for one in Operator(site).call("courant.core.credential.list")["credentials"]}
    assert {name_of(words) for words in acknowledged} <= listed
    converges(*windows)
    for window, menu in zip(windows, menus, strict=True):
        assert window.locator("nav.menu").inner_text() == menu
        expect(window.locator("#presence").get_by_text("grace", exact=True)).to_have_count(1)
        is_the_same_window(window)


def test_web(site: Site, somebody: Somebody) -> None:
    post = publish(site, "Web dies")
    context = somebody("grace")
    windows = [rigged_live(context, site, post.path), rigged_live(somebody(""), site, post.path)]
    half_write(windows[0])
    cookies = {one["name"]: one["value"] for one in context.cookies()}
    with Stream(commenting_over_http(site, post, cookies)) as stream:
        stream.until_more(10)
        site.kill("web")
        comment(site, post, "while web is away")
        for window in windows:
            shows(window, "while web is away")
        stream.until_more(10)
    site.until_ready()
    assert set(stream.acknowledged) <= set(comments_of(site, post))
    Ledger(site, "web").check()
    converges(*windows)
    still_has(windows[0])
    for window in windows:
        is_the_same_window(window)


def test_a_form_sent_to_a_service_that_dies_is_sent_again_when_it_is_back(site: Site, somebody: Somebody) -> None:
    post = publish(site, "In the middle of a word")
    window = rigged_live(somebody("grace"), site, post.path)
    half_write(window)
    site.kill("blog", signal.SIGSTOP)
    window.get_by_role("button", name="Comment").click()
    expect(window.locator("form[aria-busy=true]")).to_have_count(1)
    site.kill("blog")
    shows(window, "half a thou")
    still_has(window, "")
    is_the_same_window(window)


def test_web_that_is_asked_to_end_does_so_in_peace_while_people_sign_in(site: Site) -> None:
    """Threads hash passwords while it ends: what they come back to is still there, or not asked for any more."""
    site.add("patient", "member")
    log = site.data / "up.log"
    before = len(log.read_text())
    signing = [Thread(target=sign_in, args=(site, "patient")) for _ in range(6)]
    for one in signing:
        one.start()
    until_busy(site)
    site.kill("web", signal.SIGTERM)
    for one in signing:
        one.join(30)
    site.until_ready()
    assert "Traceback" not in log.read_text()[before:]


def sign_in(site: Site, name: str) -> None:
    """Sign in; on a slow machine web's patience may end before."""
    sent = {"login": name, "password": PASSWORD}
    with suppress(httpx.HTTPError):
        httpx.post(f"{site.url}/accounts/login/", data=sent, headers={"Origin": site.url}, timeout=30)


def until_busy(site: Site) -> None:
    """Wait until web has begun to hash a password: its processor time grows."""
    (web,) = site.pids("web")
    ticks = processor_time(web)
    deadline = time.monotonic() + 10
    while processor_time(web) < ticks + 5 and time.monotonic() < deadline:
        time.sleep(0.01)


def processor_time(pid: int) -> int:
    """Ticks that a process has run (proc(5), fields 14 and 15)."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return int(fields[11]) + int(fields[12])
