"""Web on the real router: HTTP and WAMP give the same page, grants end at once, and forms pass the proxy."""

import os
import queue
import re
import subprocess
import sys
import time
from collections.abc import Callable
from functools import partial

import httpx
import pytest

from tests.site import PASSWORD, Site
from tests.wamp import PATIENCE, Lost, Peer, WampError, WebSocketWire

pytestmark = pytest.mark.router

WITHDRAWN = "courant.site.standing.withdrawn"


@pytest.fixture(scope="module", autouse=True)
def written(site: Site) -> None:
    """A wiki page and a post."""
    with site.operator() as operator:
        operator.call("courant.wiki.page.save", title="Rivers", path="rivers", text="The *Rhine* & the [[Maas]].")
        operator.call("courant.blog.post.save", title="Hello", text="First & <script>last</script>", published=True)


class Browser:
    """A browser without a screen: its cookies, its pages over HTTP, its sockets."""

    def __init__(self, site: Site) -> None:
        self.site = site
        self.http = httpx.Client(base_url=site.url, timeout=20, headers={"Origin": site.url})

    def sign_up(self, name: str) -> "Browser":
        answer = self.http.post("/accounts/signup/", data={"username": name, "email": "", "password1": PASSWORD})
        assert answer.status_code == 302, answer.text
        return self

    def sign_in(self, name: str) -> "Browser":
        answer = self.http.post("/accounts/login/", data={"login": name, "password": PASSWORD})
        assert answer.status_code == 302, answer.text
        return self

    def shows(self, path: str, text: str) -> bool:
        return text in self.http.get(path).text

    def socket(self, origin: str | None = None) -> Peer:
        cookies = "; ".join(f"{name}={value}" for name, value in self.http.cookies.items())
        headers = {"Cookie": cookies} if cookies else None
        return Peer(WebSocketWire(f"ws://localhost:{self.site.port}/ws", headers, origin or self.site.url))


@pytest.fixture
def browser(site: Site) -> Browser:
    return Browser(site)


def main_of(answer: httpx.Response) -> str:
    found = re.search(r'<main id="main"[^>]*>(.*)</main>', answer.text, re.DOTALL)
    assert found, answer.text
    return found[1]


def who(peer: Peer) -> tuple[str, str]:
    return peer.welcome[2]["authid"], peer.welcome[2]["authrole"]


def until(condition: Callable[[], bool], seconds: float = PATIENCE) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "it did not happen in time"
        time.sleep(0.05)


def command(site: Site, *arguments: str, entered: str = "") -> subprocess.CompletedProcess[str]:
    """`python -m courant_web` in a process of its own."""
    environment = {**os.environ, "COURANT_DATA": str(site.data), "PORT": str(site.port)}
    return subprocess.run(
        [sys.executable, "-m", "courant_web", *arguments], env=environment, input=entered, text=True,
        capture_output=True, check=False, timeout=60,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("path", "procedure", "fields"),
    [
        ("/", "courant.core.page.front", {}),
        ("/blog/", "courant.blog.page.index", {}),
        ("/wiki/", None, {}),
        ("/wiki/rivers/", None, {}),
        ("/wiki/nothing/", None, {}),
    ],
)
def test_a_page_is_the_same_over_http_and_over_the_socket(
    site: Site, browser: Browser, path: str, procedure: str | None, fields: dict[str, str]
) -> None:
    with site.visitor() as peer:
        procedure, fields = (procedure, fields) if procedure else resolved(peer, path)
        page = peer.call(procedure, **fields)
        for made in ("made", "kept"):
            answer = browser.http.get(path)
            assert (made, answer.status_code, main_of(answer)) == (made, page["status"], page["html"])


def resolved(peer: Peer, path: str) -> tuple[str, dict[str, str]]:
    for module in peer.call("courant.core.module.list")["modules"]:
        for route in module["routes"]:
            if found := re.match(route["python"], path.lstrip("/")):
                return route["procedure"], found.groupdict()
    raise AssertionError(f"nobody claims {path}")


def test_a_kept_page_is_never_old(site: Site, browser: Browser) -> None:
    revision = 0
    with site.operator() as operator:
        for number in range(5):
            text = f"Lake {number}"
            saved = operator.call("courant.wiki.page.save", title="Lakes", path="lakes", text=text, base=revision)
            revision = saved["revision"]
            until(partial(browser.shows, "/wiki/lakes/", text))
            assert text in browser.http.get("/wiki/lakes/").text


def test_a_socket_is_as_its_browser_is(browser: Browser) -> None:
    with browser.socket() as peer:
        assert re.fullmatch("visitor#[0-9a-f]{16} visitor", " ".join(who(peer)))
    browser.sign_up("agnes")
    with browser.socket() as one, browser.socket() as two:
        assert who(one) == who(two)
        assert (who(one)[0].split("#")[0], who(one)[1]) == ("agnes", "member")


@pytest.mark.parametrize("origin", ["https://evil.test", "null", "http://localhost:1"])
def test_a_page_of_another_site_opens_no_socket(site: Site, browser: Browser, origin: str) -> None:
    browser.sign_up(f"eve{len(origin)}")
    with pytest.raises(WampError) as refused:
        browser.socket(origin)
    assert refused.value.uri == "courant.error.forbidden"
    assert "may not open a socket" in str(refused.value)


def test_signing_out_closes_every_window_of_the_browser_and_no_other(site: Site, browser: Browser) -> None:
    browser.sign_up("gerda")
    other = Browser(site).sign_in("gerda")
    with browser.socket() as one, browser.socket() as two, other.socket() as elsewhere:
        browser.http.post("/accounts/logout/")
        assert one.goodbye.wait(PATIENCE)
        assert two.goodbye.wait(PATIENCE)
        assert one.lost.wait(PATIENCE)  # they stay although they were asked to leave
        assert two.lost.wait(PATIENCE)
        assert elsewhere.call("courant.core.module.list")
        assert not elsewhere.goodbye.is_set()
    with browser.socket() as peer:
        assert re.fullmatch("visitor#[0-9a-f]{16} visitor", " ".join(who(peer)))


def test_services_refuse_a_grant_that_was_withdrawn(site: Site, browser: Browser) -> None:
    browser.sign_up("mallory")
    with browser.socket() as peer, site.service("blog") as service:
        heard = service.subscribe(WITHDRAWN)
        browser.http.post("/accounts/logout/")
        events = [service.next_event(heard)[1]]
        while who(peer)[0] not in events[-1]["grants"]:
            events.append(service.next_event(heard)[1])
        with pytest.raises((WampError, Lost)) as refused:
            peer.call("courant.wiki.page.save", title="Mine", path="mine")
        if isinstance(refused.value, WampError):
            assert refused.value.uri == "courant.error.forbidden"


def test_a_role_given_by_the_command_line_counts_at_once_in_open_windows(site: Site, browser: Browser) -> None:
    browser.sign_up("linus")
    with browser.socket() as peer:
        before = who(peer)
        assert command(site, "user-role", "linus", "editor").stdout == "The role of linus is now editor.\n"
        assert peer.goodbye.wait(15)
        assert peer.lost.wait(PATIENCE)
    with browser.socket() as peer:
        assert who(peer)[1] == "editor"
        assert who(peer)[0] != before[0]


def test_commands_refuse_in_words(site: Site) -> None:
    weak = command(site, "user-add", "barbara", "--password-stdin", entered="short\n")
    assert (weak.returncode, "too short" in weak.stderr) == (1, True)
    unknown = command(site, "user-role", "nobody-here", "editor")
    assert (unknown.returncode, unknown.stderr) == (1, "There is nobody called nobody-here.\n")
    assert command(site, "ensure-admin", entered=PASSWORD).stdout == "exists\n"


def test_a_form_without_javascript_passes_the_proxy(site: Site, browser: Browser) -> None:
    browser.sign_up("margaret")
    fields = {"title": "Deltas", "path": "deltas", "text": "x"}
    assert browser.http.post("/call/courant.wiki.page.save/", data=fields).status_code == 403
    command(site, "user-role", "margaret", "editor")
    answer = browser.http.post("/call/courant.wiki.page.save/", data=fields)
    assert (answer.status_code, answer.headers["Location"]) == (303, "/wiki/deltas/")
    assert browser.http.get("/wiki/deltas/").status_code == 200
    foreign = httpx.post(f"{site.url}/call/courant.wiki.page.save/", headers={"Origin": "https://evil.test"})
    assert foreign.status_code == 403


def test_too_much_is_refused_in_words(browser: Browser) -> None:
    answer = browser.http.post("/call/courant.wiki.page.save/", content=b"x" * 8_000_000)
    assert (answer.status_code, "too large" in main_of(answer)) == (413, True)


def test_feeds_and_the_sitemap_name_what_is_public(site: Site, browser: Browser) -> None:
    assert "&lt;p&gt;First &amp;amp;" in browser.http.get("/blog/feed/").text
    index = browser.http.get("/sitemap.xml").text
    for place in re.findall(r"<loc>([^<]+)</loc>", index):
        assert place.startswith(site.url)
    pages = "".join(httpx.get(place).text for place in re.findall(r"<loc>([^<]+)</loc>", index))
    assert f"<loc>{site.url}/wiki/rivers/</loc>" in pages
    assert f"{site.url}/sitemap.xml" in browser.http.get("/robots.txt").text


def test_a_module_that_went_is_named_and_its_pages_are_away(site: Site, browser: Browser) -> None:
    state = browser.http.get("/readyz").json()
    assert state == {
        "ready": True, "router": True, "missing": [],
        "modules": {"core": True, "blog": True, "mail": True, "search": True, "wiki": True}, "administrator": True,
    }  # fmt: skip
    site.kill("wiki")
    until(lambda: browser.http.get("/wiki/").status_code == 503)
    until(lambda: browser.http.get("/wiki/").status_code == 200)


def test_web_comes_back_and_still_knows_who_is_signed_out(site: Site, browser: Browser) -> None:
    browser.sign_up("edsger")
    with browser.socket() as peer, site.service("blog") as service:
        authid = who(peer)[0]
        browser.http.post("/accounts/logout/")
        heard = service.subscribe(WITHDRAWN)
        site.kill("web")
        site.until_ready()
        grants: list[str] = []
        while authid not in grants:
            try:
                grants += service.next_event(heard, 30)[1]["grants"]
            except queue.Empty:
                pytest.fail("web did not tell again which grants it withdrew")
