"""The site as static files: below a path of a plain file server every link arrives, and pages look as they do."""

import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from html import unescape
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import httpx
import pytest
from lxml import html
from playwright.sync_api import Browser, expect

from tests.browser.content import picture
from tests.site import Site

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]

LINKS = re.compile(r"""\s(?:href|src)="([^"]*)"|\surl=([^"]+)\"""")


class Quiet(SimpleHTTPRequestHandler):
    """A file server that prints nothing."""

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name of the overridden method
        """Print nothing."""


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """The address of a folder on a plain file server."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=folder))
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def written(site: Site) -> None:
    """A post with a picture and a comment, a page that moved, and a draft that nobody may see."""
    with site.operator() as operator:
        shown = operator.call("courant.blog.media.add", data=picture(1200, 700))["path"]
        text = f"![A sluice]({shown})\n\nSee [the lock](/wiki/static/lock/#gates) and [writing](/blog/new/)."
        post = operator.call("courant.blog.post.save", title="Static sluice", text=text, tags=["Canäl"], published=True)
        operator.call("courant.blog.comment.add", post=post["id"], text="A **dry** one.")
        operator.call("courant.blog.post.save", title="Hidden sluice", text="Unseen words", published=False)
        operator.call(
            "courant.wiki.page.save", title="Lock", path="static-lock", text="## Gates\n\nWood. [[static/水]]"
        )
        operator.call("courant.wiki.page.move", path="static-lock", to="static/lock")
        operator.call("courant.wiki.page.save", title="水", path="static/水", text="Water.")


def crawled(start: str) -> dict[str, str]:
    """Every page that can be reached below an address, by its address; fails at a link that leads nowhere."""
    seen: dict[str, str] = {}
    waiting = [(start, "")]
    with httpx.Client(timeout=20) as client:
        while waiting:
            address, page = waiting.pop()
            if address in seen:
                continue
            answer = client.get(address, follow_redirects=True)
            assert answer.status_code == 200, f"{page} has a link to {address}"
            kind = answer.headers["Content-Type"]
            seen[address] = answer.text if kind.startswith(("text/", "application/xml")) else ""
            if kind.startswith("text/html"):
                for groups in LINKS.findall(answer.text):
                    there = joined(address, unescape("".join(groups)))
                    if urlsplit(there).netloc == urlsplit(start).netloc:
                        waiting.append((there, address))
    return seen


def joined(address: str, link: str) -> str:
    """Where a link on a page leads, without its fragment; "" if it leads nowhere: people write links that are none."""
    try:
        return urljoin(address, link).partition("#")[0]
    except ValueError:
        return ""


def test_the_static_site_is_whole_and_public(site: Site, browser: Browser, tmp_path: Path) -> None:
    written(site)
    folder = tmp_path / "www" / "below" / "site"
    told = site.command("export", "static", str(folder))
    assert "pages" in told
    with served(tmp_path / "www") as origin:
        pages = crawled(f"{origin}/below/site/")
        assert len(pages) > 10
        whole = "".join(pages.values())
        assert site.url not in whole
        for unwanted in ("Unseen words", "/accounts/", 'data-role="editor"'):
            assert unwanted not in whole, unwanted
        for address, page in pages.items():  # words of people and values may say `<script`: elements count
            if page.lstrip().startswith("<!doctype html"):
                found = html.document_fromstring(page).xpath("//script | //form | //@*[starts-with(name(), 'on')]")
                assert found == [], address
        old = folder / "wiki" / "static-lock" / "index.html"
        assert 'content="0; url=../static/lock/"' in old.read_text()
        _look(browser, f"{origin}/below/site/")
    _complete(site, tmp_path / "other")


def _look(browser: Browser, start: str) -> None:
    """A reader's way through it, in a window that reports whatever fails."""
    wrong: list[str] = []
    window = browser.new_page()
    window.on("console", lambda message: wrong.append(message.text))
    window.on("response", lambda answer: wrong.append(answer.url) if answer.status >= 400 else None)
    window.goto(start)
    expect(window.locator(".topbar")).to_have_css("display", "flex")
    window.get_by_role("link", name="Static sluice").first.click()
    expect(window.get_by_role("heading", name="Static sluice", level=1)).to_be_visible()
    expect(window.get_by_text("A dry one.")).to_be_visible()
    shown = window.get_by_role("img", name="A sluice")
    window.wait_for_function("image => image.complete && image.naturalWidth > 0", arg=shown.element_handle())
    expect(window.get_by_role("link", name="writing")).to_have_count(0)
    window.get_by_role("link", name="the lock").click()
    expect(window.get_by_role("heading", name="Gates")).to_be_in_viewport()
    assert window.url.endswith("/below/site/wiki/static/lock/#gates")
    window.goto(f"{start}wiki/static-lock/")
    window.wait_for_url("**/wiki/static/lock/")
    assert wrong == []
    window.close()


def _complete(site: Site, folder: Path) -> None:
    """With an address, what programs read has complete addresses below it."""
    site.command("export", "static", str(folder), "--url", "https://static.example/sub/")
    maps = [*folder.glob("sitemap*.xml"), *folder.glob("sitemap/*.xml")]
    locations = [one for file in maps for one in re.findall("<loc>([^<]+)</loc>", file.read_text())]
    assert "https://static.example/sub/wiki/static/lock/" in locations
    assert all(one.startswith("https://static.example/sub/") for one in locations)
    feed = (folder / "blog" / "feed.xml").read_text()
    assert site.url not in feed
    assert "https://static.example/sub/blog/20" in feed
    assert 'href="/sub/"' in (folder / "404.html").read_text()
    post = next(folder.glob("blog/20*/*/*/static-sluice/index.html")).read_text()
    assert re.search('<link rel="canonical" href="https://static.example/sub/blog/20[0-9/]+/static-sluice/">', post)
