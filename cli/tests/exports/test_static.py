"""A static site: which addresses are part of it, how pages are rewritten, and that nothing of others is touched."""

import json
import threading
from collections import Counter
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import ClassVar

import pytest
from courant_cli.exports.static import crawl, exporting, markup, sheets
from courant_cli.exports.static.addresses import Link, Site, below, between, file_of, is_static
from courant_cli.exports.static.fetching import Answer, Fetcher
from courant_cli.exports.static.writing import Folder, Writer
from courant_cli.installation import Trouble

SITE = Site("https://a.example")


@pytest.mark.parametrize(
    ("path", "kind", "file"),
    [("/", "page", "index.html"), ("/blog/", "page", "blog/index.html"), ("/a/old.html", "redirect", "a/old.html"),
     ("/releases/1.42", "redirect", "releases/1.42/index.html"), ("/blog/feed/", "feed", "blog/feed.xml"),
     ("/media/blog/a.png", "file", "media/blog/a.png"), ("/static/site.css", "style", "static/site.css"),
     ("/sitemap.xml", "sitemap", "sitemap.xml"), ("/wiki/水/", "page", "wiki/水/index.html")],
)  # fmt: skip
def test_each_address_has_a_file(path: str, kind: str, file: str) -> None:
    assert file_of(path, kind) == file


@pytest.mark.parametrize(
    ("page", "target", "address"),
    [("index.html", "blog/index.html", "blog/"), ("blog/index.html", "blog/index.html", "./"),
     ("blog/a/index.html", "index.html", "../../"), ("a.html", "media/x.png", "media/x.png"),
     ("wiki/水/index.html", "wiki/a b/index.html", "../a%20b/")],
)  # fmt: skip
def test_addresses_are_relative(page: str, target: str, address: str) -> None:
    assert between(page, target) == address


def test_complete_addresses_lie_below_that_of_the_site() -> None:
    assert below("https://b.example/sub", "blog/index.html") == "https://b.example/sub/blog/"
    assert below("", "media/x.png") == "/media/x.png"


@pytest.mark.parametrize(
    "path", ["/accounts/login/", "/search/", "/wiki/a/~history/", "/wiki/~new/", "/blog/2026/01/02/a/edit/",
             "/static/a.js"]
)  # fmt: skip
def test_what_needs_a_running_site_is_no_part_of_it(path: str) -> None:
    assert not is_static(Link(path))
    assert not is_static(Link("/wiki/", asks="q=1"))
    assert is_static(Link("/wiki/edit/"))


def resolve(address: str) -> str | None:
    return None if "gone" in address else f"to:{address}"


def page(html: str) -> str:
    return markup.rewritten(html, resolve, lambda address: f"whole:{address}")


@pytest.mark.parametrize(
    ("html", "kept"),
    [
        ('<a href="/x" title="a&amp;b">w</a>', '<a href="to:/x" title="a&amp;b">w</a>'),
        ('<a href="#x">w</a>', '<a href="#x">w</a>'),
        ('<a href="/gone">w <b>x</b></a>!', "<span>w <b>x</b></span>!"),
        ('<a class="button primary" href="/gone">w</a>!', "!"),
        ('<nav><ul><li><a href="/gone">w</a></li><li><a href="/x">v</a></li></ul></nav>',
         '<nav><ul><li><a href="to:/x">v</a></li></ul></nav>'),
        ('<nav><li><a href="/gone">w</a><ul><li><a href="/x">v</a></li></ul></li></nav>',
         "<nav></nav>"),
        ('<img src="/gone.png" alt="A &lt;fern&gt;">', "A &lt;fern&gt;"),
        ('<img src="/a.png" srcset="/a.480.avif 480w, /gone 960w">',
         '<img src="to:/a.png" srcset="to:/a.480.avif 480w">'),
        ("<p>x</p><script>if (a < b) {}</script><form><p>y</p><form></form></form>z", "<p>x</p>z"),
        ('<body><div data-role="editor"><div>x</div></div><p data-only="visitor">y</p>z', "<body>z"),
        ('<html data-role="visitor" data-socket="/ws"><p>x', '<html data-role="visitor"><p>x'),
        ('<button>x</button><button popovertarget="m">y</button>', '<button popovertarget="m">y</button>'),
        ('<link rel="modulepreload" href="/a.js"><link rel="canonical" href="/x">',
         '<link rel="canonical" href="whole:/x">'),
        ('<meta property="og:url" content="/x"><meta http-equiv="refresh" content="5">',
         '<meta property="og:url" content="whole:/x">'),
        ("<!doctype html><p>&eacute; &#233; é<svg><use href='#i'/></svg>",
         '<!doctype html><p>&eacute; &#233; é<svg><use href="#i"/></svg>'),
    ],
)  # fmt: skip
def test_a_page_keeps_what_works_without_a_running_site(html: str, kept: str) -> None:
    assert page(html) == kept


def test_a_redirect_leads_on_and_names_the_right_address() -> None:
    html = markup.redirect('../a"b/', "https://b.example/x/")
    assert '<meta http-equiv="refresh" content="0; url=../a&quot;b/">' in html
    assert '<link rel="canonical" href="https://b.example/x/">' in html


def test_addresses_in_styles_and_feeds_are_rewritten() -> None:
    css = "a{b:url( '/x.woff2' )} c{d:url(#e) url(data:x)} @import \"/y.css\";"
    assert sheets.style(css, resolve) == "a{b:url( 'to:/x.woff2' )} c{d:url(#e) url(data:x)} @import \"to:/y.css\";"
    feed = "<id>https://a.example/x?a=1&amp;b</id>&lt;a href=&quot;https://a.example/y&quot;&gt; https://a.example.org/"
    seen: list[str] = []
    changed = sheets.xml(feed, "https://a.example", lambda address: seen.append(address) or "T")  # type: ignore[func-returns-value]
    assert seen == ["https://a.example/x?a=1&b", "https://a.example/y"]
    assert changed == "<id>T</id>&lt;a href=&quot;T&quot;&gt; https://a.example.org/"


class Pages:
    """A site that answers from a dictionary: HTML, or the address that it leads to."""

    def __init__(self, pages: dict[str, str | Answer]) -> None:
        self.pages, self.asked = pages, list[str]()

    def get(self, path: str) -> Answer:
        """The answer for a path."""
        self.asked.append(path)
        found = self.pages.get(path)
        if isinstance(found, Answer):
            return found
        return Answer(200 if found else 404, "text/html", "", (found or "").encode())


def leads(location: str) -> Answer:
    return Answer(301, "text/html", location, b"")


def written(pages: dict[str, str | Answer], tmp_path: Path, base: str = "") -> dict[str, str]:
    (tmp_path / "store").mkdir(parents=True)
    ask = Pages(pages)
    found = crawl.walk(SITE, ask, ["/"], tmp_path / "store", lambda _, __: None, whole=bool(base))
    assert len(ask.asked) == len(set(ask.asked))
    folder = Folder(tmp_path / "out")
    writer = Writer(found, folder, base)
    for path, one in found.found.items():
        writer.write(path, one)
    folder.end()
    files = (one for one in (tmp_path / "out").rglob("*") if one.is_file() and one.suffix != ".json")
    return {one.relative_to(tmp_path / "out").as_posix(): one.read_text() for one in files}


PAGES: dict[str, str | Answer] = {
    "/": '<a href="/a/#x">a</a><a href="https://a.example/old">o</a><a href="/lost/">l</a>'
    '<a href="https://b.example/">b</a>',
    "/a/": '<link rel="canonical" href="https://a.example/a/"><a href="/">up</a><a href="?q">q</a>'
    '<a href="/accounts/login/">s</a>',
    "/old": leads("/a/#y"), "/secret/": leads("/accounts/login/?next=/secret/"),
}  # fmt: skip


def test_a_site_is_walked_once_and_written_with_relative_addresses(tmp_path: Path) -> None:
    files = written(PAGES, tmp_path)
    assert sorted(files) == ["a/index.html", "index.html", "old/index.html"]
    assert (
        files["index.html"]
        == '<a href="a/#x">a</a><a href="a/#y">o</a><span>l</span><a href="https://b.example/">b</a>'
    )
    assert files["a/index.html"] == '<a href="../">up</a><span>q</span><span>s</span>'
    assert "url=../a/#y" in files["old/index.html"]


def test_an_address_without_its_slash_does_not_take_the_place_of_its_page(tmp_path: Path) -> None:
    pages: dict[str, str | Answer] = {"/": '<a href="/a">a</a>', "/a": leads("/a/"), "/a/": "<p>Words</p>"}
    files = written(pages, tmp_path)
    assert files["a/index.html"] == "<p>Words</p>"
    assert files["index.html"] == '<a href="a/">a</a>'


class Counting(Pages):
    """Counts how many pages and files are asked for at the same moment."""

    def __init__(self, pages: dict[str, str | Answer]) -> None:
        super().__init__(pages)
        self.most, self._now, self._lock = Counter[bool](), Counter[bool](), threading.Lock()
        self.two = threading.Barrier(2)

    def get(self, path: str) -> Answer:
        """Answer when two pages are asked for at once; files do not wait for each other."""
        media = path.startswith(crawl.MEDIA)
        with self._lock:
            self._now[media] += 1
            self.most[media] = max(self.most[media], self._now[media])
        if path.startswith("/p"):
            self.two.wait(20)
        answer = super().get(path)
        with self._lock:
            self._now[media] -= 1
        return answer


def test_pages_are_asked_for_together_and_files_one_after_the_other(tmp_path: Path) -> None:
    links = [f"/p{number}/" for number in range(20)] + [f"/media/blog/{number}.png" for number in range(20)]
    ask = Counting(dict.fromkeys(links, "x") | {"/": "".join(f'<a href="{one}">x</a>' for one in links)})
    found = crawl.walk(SITE, ask, ["/"], tmp_path, lambda _, __: None)
    assert sorted(found.found) == sorted([*links, "/"])
    assert ask.most[True] == 1
    assert 2 <= ask.most[False] < crawl.AT_ONCE


def test_with_an_address_there_are_complete_ones_for_programs(tmp_path: Path) -> None:
    files = written(PAGES, tmp_path, "https://b.example/sub")
    assert files["a/index.html"].startswith('<link rel="canonical" href="https://b.example/sub/a/"><a href="../">')
    assert '<link rel="canonical" href="https://b.example/sub/a/">' in files["old/index.html"]


def test_pictures_for_previews_come_along_only_where_they_can_be_named(tmp_path: Path) -> None:
    card = '<meta property="og:image" content="https://a.example/media/~card/1.png">'
    pages: dict[str, str | Answer] = {"/": card, "/media/~card/1.png": Answer(200, "image/png", "", b"x")}
    assert written(pages, tmp_path / "one") == {"index.html": ""}
    files = written(pages, tmp_path / "two", "https://b.example/sub")
    assert files["index.html"] == card.replace("https://a.example", "https://b.example/sub")


def test_what_people_put_beside_the_files_stays(tmp_path: Path) -> None:
    for names in (("a/x.html", "b.html"), ("b.html",)):
        folder = Folder(tmp_path)
        folder.begin()
        for name in names:
            folder.put(name, b"words")
        folder.end()
        (tmp_path / "CNAME").write_text("mine")
    assert sorted(one.name for one in tmp_path.iterdir()) == ["CNAME", "b.html", "courant-static.json"]


def test_a_folder_that_is_no_export_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("words")
    with pytest.raises(Trouble, match="is no static export"):
        Folder(tmp_path)


def test_a_marker_that_names_other_places_removes_nothing_there(tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("words")
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "courant-static.json").write_text(json.dumps({"files": ["../thesis.txt"]}))
    Folder(tmp_path / "out").end()
    assert (tmp_path / "thesis.txt").exists()


class _Busy(BaseHTTPRequestHandler):
    """A site that is busy at the first question, and one that never answers well."""

    asked: ClassVar[list[str]] = []

    def do_GET(self) -> None:
        """Answer."""
        self.asked.append(self.path)
        busy = self.path == "/never" or len(self.asked) == 1
        self.send_response(503 if busy else 200)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name of the overridden method
        """Print nothing."""


def test_a_busy_site_is_asked_again_and_one_that_stays_away_is_said() -> None:
    with HTTPServer(("127.0.0.1", 0), _Busy) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        origin = f"http://127.0.0.1:{server.server_port}"
        assert Fetcher(origin).get("/a b").status == 200
        with pytest.raises(Trouble, match="it answered 503"):
            Fetcher(origin, patience=0).get("/never")
        server.shutdown()
        thread.join()
    assert _Busy.asked == ["/a%20b", "/a%20b", "/never"]
    with pytest.raises(Trouble, match="could not be read"):
        Fetcher(origin, patience=0).get("/")


@pytest.mark.parametrize("url", ["example.org", "ftp://example.org", "https://", "https://a.example/?q"])
def test_an_address_must_be_complete(url: str) -> None:
    with pytest.raises(Trouble, match="complete address"):
        exporting.checked(url)
