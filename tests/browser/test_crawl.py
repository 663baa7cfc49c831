"""The site is crawled without a script and with it: every kind of page has the same text, links and head either way."""

import re
from collections import deque
from collections.abc import Callable
from typing import Any
from urllib.parse import unquote, urljoin, urlsplit

import httpx
import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.router import SERVICES
from tests.site import Site
from tests.windows import PATIENCE, opened

pytestmark = pytest.mark.browser

Somebody = Callable[[str], BrowserContext]
Kind = tuple[str, str]

ATTEMPTS = 5
ERRORS = {"/wiki/egrets/": 410, "/wiki/no-heron/": 404}
TEXT = "It *waits*.\n\n## Where\n\nIn the reed, [all year](/wiki/herons/)."
MOST = 60
"""Pages that are opened at most: one of each kind, and those that the test wrote."""

#: What a document says: its head, and the words and links of its page. Words of times depend on the clock and place.
SAYS = """(document) => {
  const head = [...document.head.querySelectorAll("title, meta, link:not([rel=stylesheet], [rel=modulepreload]), " +
    "script[type='application/ld+json']")].map((one) => one.outerHTML);
  const main = document.querySelector("main").cloneNode(true);
  for (const one of main.querySelectorAll("time, script, [data-keep]")) one.remove();
  const links = [...main.querySelectorAll("a[href]")].map((one) => one.getAttribute("href"));
  return { head, links, text: main.textContent.replace(/\\s+/g, " ").trim() };
}"""
SENT = f"""(html) => ({SAYS})(new DOMParser().parseFromString(html, "text/html"))"""
SHOWN = f"() => ({SAYS})(document)"
SAME = f"(sent) => JSON.stringify(({SAYS})(document)) === JSON.stringify(sent)"
CLICK = """(path) => {
  const link = Object.assign(document.createElement("a"), { href: path });
  document.querySelector("main").append(link);
  link.click();
}"""


@pytest.fixture(scope="module")
def written(site: Site) -> list[str]:
    """Something of each kind; gives the addresses at which the crawl begins."""
    with site.operator() as operator:
        first, second = (
            operator.call(
                "courant.blog.post.save", title=f"Heron {number} & “more”", text=TEXT, tags=["Heron nests"],
                section="herons", series="A year of herons", authors="Iris Heron, Otto Egret",
                published=True,
            )
            for number in (1, 2)
        )  # fmt: skip
        for number in range(3):
            operator.call("courant.blog.comment.add", post=first["id"], text=f"Seen **{number}**.")
        for title, path in (("Herons", "herons"), ("Grey heron", "herons/grey")):
            text = "See [[/herons/grey]] and [the reed](/wiki/herons/).\n\n## Water\n\nIt flows."
            operator.call("courant.wiki.page.save", title=title, path=path, text=text, tags="Birds of reed")
        operator.call("courant.wiki.page.save", title="Herons", path="herons", text="Changed.", base=1)
        operator.call("courant.wiki.page.save", title="Egrets", path="egrets", text="Gone.")
        operator.call("courant.wiki.page.delete", path="egrets")
    return [
        "/", "/blog/", first["path"], second["path"], "/blog/tag/heron-nests/", "/blog/section/herons/",
        "/blog/authors/iris-heron/", "/blog/series/a-year-of-herons/", "/blog/archive/", "/blog/tags/",
        "/wiki/", "/wiki/herons/", "/wiki/herons/grey/", "/wiki/herons/~history/", "/wiki/herons/~diff/1/2/",
        "/wiki/~recent/", "/wiki/~tags/", "/wiki/~tag/birds-of-reed/", "/search/?q=heron",
        *ERRORS,
    ]  # fmt: skip


def test_every_kind_of_page_is_the_same_without_a_script_after_a_click_and_after_a_reload(
    site: Site, somebody: Somebody, written: list[str]
) -> None:
    window = opened(somebody(""), site, "/accounts/login/")
    window.evaluate("window.same = true")
    blank = window.context.new_page()  # pages of the site may not parse HTML as this test does
    asked = deque(written)
    seen, known = set[str](), set[Kind]()
    kinds = _kinds(site)
    with httpx.Client(base_url=site.url, timeout=20) as plain:
        while asked and len(seen) < MOST:
            path = asked.popleft()
            kind = _kind(kinds, path)
            if path in seen or kind is None or (kind in known and path not in written):
                continue
            seen.add(path)
            answer = plain.get(path)
            if path in written:
                assert answer.status_code == ERRORS.get(path, 200), path
            elif answer.status_code != 200:
                continue  # it redirects, or is for people who are signed in
            known.add(kind)
            sent = blank.evaluate(SENT, answer.text)
            links = _compared(window, path, sent)
            asked.extend(link for link in links if link not in seen)
    assert {"index", "tag", "post", "author", "archive", "series", "section", "show", "history", "diff"} <= {
        name for _, name in known
    }


def test_every_page_answers_programs_as_http_says(site: Site, written: list[str]) -> None:
    named, drawn = set[str](), set[str]()
    with httpx.Client(base_url=site.url, timeout=20) as plain:
        for path in written:
            got = plain.get(path)
            # An event may come between two requests: then the page is another, and is asked for again.
            assert any(_as_http_says(plain, path) for _ in range(ATTEMPTS)), path
            assert "ETag" in got.headers or path in ERRORS or path.startswith("/search/"), path
            named |= set(re.findall(r'<link rel="alternate" type="[^"]+" href="([^"]+)"', got.text))
            drawn |= set(re.findall(r'property="og:image" content="([^"]+)"', got.text))
        assert {plain.get(feed).status_code for feed in named} == {200}
        picture = plain.get(min(drawn))
    assert (picture.status_code, picture.headers["Content-Type"]) == (200, "image/png")


def _as_http_says(plain: httpx.Client, path: str) -> bool:
    """Whether HEAD has the headers of GET, and what has not changed is not sent again."""
    got, head = plain.get(path), plain.head(path)
    same = (head.status_code, _lasting(head), head.content) == (got.status_code, _lasting(got), b"")
    known = {"If-None-Match": got.headers.get("ETag"), "If-Modified-Since": got.headers.get("Last-Modified")}
    asked = [plain.get(path, headers={name: value}).status_code for name, value in known.items() if value]
    return same and set(asked) <= {304}


def _lasting(answer: httpx.Response) -> dict[str, str]:
    passing = {"date", "content-length", "connection", "expires", "last-modified"}
    return {name: value for name, value in answer.headers.items() if name not in passing}


def _compared(window: Page, path: str, sent: dict[str, Any]) -> list[str]:
    """Open a page by a click and by a reload, and compare it with what was sent; gives the paths that it leads to."""
    _is_described(path, sent["head"])
    window.evaluate(CLICK, path)
    _expect(window, path, sent, "a click")
    assert window.evaluate("window.same"), f"{path} was loaded"
    window.reload()
    _expect(window, path, sent, "a reload")
    window.evaluate("window.same = true")
    here = window.url
    return [_path(link) for link in (urljoin(here, link) for link in sent["links"]) if _is_here(here, link)]


def _expect(window: Page, path: str, sent: dict[str, Any], way: str) -> None:
    """Wait until the window says what was sent; otherwise show what differs."""
    expect(window.locator("#connection")).to_have_attribute("data-state", "live")
    try:
        window.wait_for_function(SAME, arg=sent, timeout=PATIENCE)
    except Exception:  # the comparison names what differs
        shown = window.evaluate(SHOWN)
        for part in ("head", "links", "text"):
            differs = (_only(shown[part], sent[part]), _only(sent[part], shown[part]))
            assert shown[part] == sent[part], f"{part} of {path} after {way}: {differs}"
        raise


def _only(these: Any, those: Any) -> Any:
    return [one for one in these if one not in those] if isinstance(these, list) else these


def _is_described(path: str, head: list[str]) -> None:
    """Every page says once what it is called, what it is about, and how previews of links show it."""
    for one in ("<title>", 'name="description"', 'property="og:title"', 'property="og:type"', 'name="twitter:card"'):
        assert len([line for line in head if one in line]) == 1, f"{one} of {path}"
    assert not [line for line in head if 'content=""' in line], path
    public = not any("noindex" in line for line in head)
    assert not public or [line for line in head if "canonical" in line], path
    assert not public or [line for line in head if "og:image" in line], path


def _kinds(site: Site) -> dict[Kind, re.Pattern[str]]:
    with site.operator() as operator:
        modules = operator.call("courant.core.module.list")["modules"]
    return {
        (module["module"], route["name"]): re.compile(route["python"])
        for module in modules
        if module["module"] in SERVICES
        for route in module["routes"]
    }


def _kind(kinds: dict[Kind, re.Pattern[str]], path: str) -> Kind | None:
    bare = unquote(urlsplit(path).path).removeprefix("/")
    return next((kind for kind, pattern in kinds.items() if pattern.match(bare)), None)


def _path(link: str) -> str:
    parts = urlsplit(link)
    return parts.path + (f"?{parts.query}" if parts.query else "")


def _is_here(here: str, link: str) -> bool:
    return urlsplit(link).netloc == urlsplit(here).netloc
