"""Imports real folders through the real router, as an operator does: everything arrives once, and links work."""

import os
import queue
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest

from tests.integration.test_export import some_of
from tests.router import ROOT, RouterProcess
from tests.services import Program
from tests.wamp import Peer

pytestmark = [pytest.mark.router, pytest.mark.timeout(400)]  # a thousand documents, on a busy machine

CONTENT = Path(os.environ.get("COURANT_CONTENT") or ROOT.parent / "shared" / "content")
POSTS, BOOK = CONTENT / "rust-blog" / "content", CONTENT / "rustc-dev-guide" / "src"
ANNOUNCE = "courant.site.module.announce"

#: Posts that are looked at besides those of `some_of`.
SHOWN = frozenset({"MIR", "MIR.md", "all-hands-retrospective.md", "latest.md"})

with_posts = pytest.mark.skipif(not POSTS.is_dir(), reason=f"the Rust blog is not at {POSTS}")
with_book = pytest.mark.skipif(not BOOK.is_dir(), reason=f"the compiler's book is not at {BOOK}")


@pytest.fixture(scope="module")
def site() -> Iterator[RouterProcess]:
    """A router with the blog and the wiki; core is played by the test, which only hears that they are there."""
    router = RouterProcess().start()
    there: queue.Queue[str] = queue.Queue()
    core = router.service("core")
    core.register(ANNOUNCE, lambda _, kwargs, __: there.put(kwargs["module"]))
    programs = [Program(["-m", f"courant_{name}"], router.environment(name), router.data / f"{name}.log")
                for name in ("blog", "wiki")]  # fmt: skip
    with programs[0], programs[1]:
        assert {there.get(timeout=60), there.get(timeout=60)} == {"blog", "wiki"}
        yield router
    core.close()
    router.stop()


@pytest.fixture
def operator(site: RouterProcess) -> Iterator[Peer]:
    """The operator's session."""
    with site.service("operator") as peer:
        yield peer


def courant(site: RouterProcess, *arguments: str | Path) -> str:
    """What the command prints; it must end well."""
    done = subprocess.run(
        [sys.executable, "-m", "courant_cli", *arguments], cwd=ROOT, check=False, timeout=300, text=True,
        capture_output=True, env={**os.environ, "COURANT_DATA": str(site.data)},
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def all_posts(peer: Peer) -> list[dict[str, Any]]:
    """Every public post, newest first."""
    found: list[dict[str, Any]] = []
    before = ""
    while True:
        answer = peer.call("courant.blog.post.list", limit=100, before=before)
        found += answer["posts"]
        before = answer["next"]
        if not before:
            return found


def post_page(peer: Peer, address: str) -> dict[str, Any]:
    """The page at a post's address."""
    year, month, day, slug = address.strip("/").split("/")[1:]
    page: dict[str, Any] = peer.call("courant.blog.page.post", year=year, month=month, day=day, slug=slug)
    return page


def wiki_page(peer: Peer, location: str) -> dict[str, Any]:
    """The page at an address of the wiki."""
    path = unquote(location.removeprefix("/wiki/")).strip("/")
    page: dict[str, Any] = peer.call("courant.wiki.page.show", path=path)
    return page


def article(peer: Peer, location: str) -> str:
    """The text of a wiki page as HTML."""
    page = wiki_page(peer, location)
    assert page["status"] == 200
    html: str = page["html"].partition('<div class="prose">')[2]
    return html


def is_served(peer: Peer, html: str) -> int:
    """How many images the HTML shows; each must be one that its module serves."""
    shown = set(re.findall(r'"/media/(blog|wiki)/([^"\s]+)"', html))
    for module, name in shown:
        image = peer.call(f"courant.{module}.media.get", name=name)
        assert image["content_type"].startswith("image/")
        assert len(image["data"]) > 100
    return len(shown)


@pytest.fixture(scope="module")
def posts(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A tenth of the Rust blog, with what the tests here look at; the command line's tests read all of it."""
    return some_of(POSTS, tmp_path_factory.mktemp("rust") / "rust-blog" / "content", SHOWN)


@with_posts
def test_a_whole_blog_arrives_once(site: RouterProcess, operator: Peer, posts: Path) -> None:
    command = ("import", "blog", posts, "--site", "https://blog.rust-lang.org")
    first = re.search(r"(\d+) posts: (\d+) new; (\d+) images", courant(site, *command))
    assert first is not None
    count, images = int(first[1]), int(first[3])
    assert count == int(first[2]) > 70
    found = all_posts(operator)
    assert len(found) == len({post["path"] for post in found}) == count
    assert f"{count} posts: {count} unchanged; {images} images" in courant(site, *command)
    assert [post["version"] for post in all_posts(operator)] == [1] * count
    report = (site.data / "import-report-blog.txt").read_text()
    assert "releases/latest.md: not imported\n    no text\n" in report
    assert "Rust-1.42.md: unchanged /blog/2020/03/12/rust-1-42/\n    key not imported: extra.release\n" in report


@with_posts
def test_posts_keep_dates_people_and_old_addresses(operator: Peer) -> None:
    post = operator.call("courant.blog.post.get", path="/blog/2014/12/12/1-0-timeline/")
    assert (post["title"], post["author"]) == ("Rust 1.0: Scheduling the trains", "Aaron Turon")
    assert post["published_at"].startswith("2014-12-12T00:00:00")
    for old in ("2014/12/12/1.0-Timeline.html", "releases/1.42.0", "inside-rust/2020/03/18/all-hands-retrospective"):
        moved = operator.call("courant.blog.page.old", path=old)
        assert moved["status"] == 301
        assert post_page(operator, moved["location"])["status"] == 200
    inside = operator.call("courant.blog.post.list", section="inside-rust", limit=1)["posts"]
    assert inside[0]["section"] == "inside-rust"


@with_posts
def test_links_and_images_in_posts_lead_somewhere(operator: Peer) -> None:
    addresses = [post["path"] for post in all_posts(operator)]
    images = 0
    links: set[str] = set()
    for address in addresses:
        page = post_page(operator, address)
        assert page["status"] == 200
        images += is_served(operator, page["html"])
        links |= set(re.findall(r'href="(/blog/[0-9][^"#]*)', page["html"]))
    assert {re.sub("(edit|history)/$", "", link) for link in links} <= set(addresses)
    assert len(links) > 100
    assert images > 5
    assert is_served(operator, post_page(operator, "/blog/2016/04/19/mir/")["html"]) > 5


@with_book
def test_the_whole_book_arrives_once_and_what_was_edited_in_the_wiki_stays(site: RouterProcess, operator: Peer) -> None:
    assert "241 pages: 241 new; 14 images" in courant(site, "import", "wiki", BOOK)
    page = operator.call("courant.wiki.page.get", path="getting-started")
    operator.call("courant.wiki.page.save", path="getting-started", title=page["title"], base=page["revision"],
                  text=page["text"] + "\nEdited here.\n")  # fmt: skip
    again = courant(site, "import", "wiki", BOOK, "--report", site.data / "again.txt")
    assert "241 pages: 240 unchanged, 1 left as edited here; 14 images" in again
    assert operator.call("courant.wiki.page.get", path="getting-started")["text"].endswith("Edited here.")
    pages = operator.call("courant.wiki.page.list", limit=1000)["pages"]
    assert len(pages) == 241
    assert {page["path"]: page["revision"] for page in pages if page["revision"] != 1} == {"getting-started": 2}
    quick = operator.call("courant.wiki.page.get", path="building-and-debugging-rustc/how-to-build-and-run/quickstart")
    assert quick["title"] == "Quickstart"
    assert "mir/index.md: unchanged /wiki/source-code-representation/mir/\n" in (site.data / "again.txt").read_text()


@with_book
def test_every_link_in_the_book_leads_to_a_page_or_is_in_the_report(site: RouterProcess, operator: Peer) -> None:
    report = (site.data / "import-report-wiki.txt").read_text()
    pages = operator.call("courant.wiki.page.list", limit=1000)["pages"]
    articles = {f"/wiki/{page['path']}/": article(operator, f"/wiki/{page['path']}/") for page in pages}
    for location, html in articles.items():
        for link in re.findall(r'<a\b[^>]* href="((?:/wiki/|#)[^"]*)"', html):
            there, _, part = link.partition("#")
            target = articles.get(there or location)
            known = target is not None and (not part or f' id="{unquote(part)}"' in target)
            assert known or unquote(link).rpartition("/")[2].lstrip("#") in report, f"{location} links to {link}"
    assert sum(is_served(operator, html) for html in articles.values()) == 14


def test_what_changed_at_the_source_is_brought_along(site: RouterProcess, operator: Peer, tmp_path: Path) -> None:
    post = tmp_path / "mine" / "2020-01-02-a-post.md"
    post.parent.mkdir()
    post.write_text("First words")
    assert "1 post: 1 new" in courant(site, "import", "blog", post.parent)
    post.write_text("Other words")
    assert "1 post: 1 updated" in courant(site, "import", "blog", post.parent)
    assert "Other words" in post_page(operator, "/blog/2020/01/02/a-post/")["html"]


def test_edits_made_here_survive_wherever_the_folder_is(site: RouterProcess, operator: Peer, tmp_path: Path) -> None:
    folder = tmp_path / "fern" / "content"
    folder.mkdir(parents=True)
    (folder / "2020-02-03-a.md").write_text("One mistke.\n\nTwo.\n\nThree.")
    (folder / "2020-02-03-b.md").write_text("Words.")
    (folder / "2020-02-03-c.md").write_text("Words.")
    assert "3 posts: 3 new" in courant(site, "import", "blog", folder)
    known = {post["title"]: post for post in all_posts(operator)}
    a, b = known["A"], known["B"]
    operator.call("courant.blog.post.save", id=a["id"], title="A", text="One mistake.\n\nTwo.\n\nThree.")
    operator.call("courant.blog.post.unpublish", id=b["id"])
    copy = tmp_path / "copy"
    (copy / "2020-02-03-a").mkdir(parents=True)
    (copy / "2020-02-03-a" / "index.md").write_text("One mistke.\n\nTwo.\n\nThree and more.")
    (copy / "2020-02-03-b.md").write_text("Other words.")
    told = courant(site, "import", "blog", copy)
    assert "2 posts: 2 merged with edits made here" in told
    assert "published: it was made a draft here, so it stays a draft" in told
    whole = operator.call("courant.blog.post.get", id=a["id"])
    assert whole["text"] == "One mistake.\n\nTwo.\n\nThree and more."
    assert b["path"] not in {post["path"] for post in all_posts(operator)}
    (folder / "2020-02-03-c.md").unlink()
    assert "its file is gone, and it stays here (in 2020-02-03-c)" in courant(site, "import", "blog", folder)


def test_a_file_that_is_no_image_is_told(site: RouterProcess, tmp_path: Path) -> None:
    (tmp_path / "one.md").write_text("![words](false.png)")
    (tmp_path / "false.png").write_text("not a picture")
    told = courant(site, "import", "wiki", tmp_path, "--below", "trial")
    assert "image rejected (in " in told
    assert "false.png: This is not an image we know" in told


def test_the_first_content_arrives_and_is_kept_when_it_comes_again(site: RouterProcess, operator: Peer) -> None:
    assert "5 posts: 5 new; 2 images" in courant(site, "seed")
    welcome = operator.call("courant.blog.post.get", path="/blog/2026/11/20/welcome/")
    operator.call("courant.blog.post.save", id=welcome["id"], title="Changed", text="Changed", base=welcome["version"])
    assert "5 posts: 4 unchanged, 1 left as edited here; 2 images" in courant(site, "seed")
    assert operator.call("courant.blog.post.get", id=welcome["id"])["title"] == "Changed"
    assert wiki_page(operator, "/wiki/courant/topics/wire/")["status"] == 200


def test_a_module_that_is_away_is_told_in_words(tmp_path: Path) -> None:
    (tmp_path / "2020-01-02-a.md").write_text("Words")
    router = RouterProcess().start()
    with pytest.raises(AssertionError, match="courant: "):
        courant(router, "import", "blog", tmp_path)
    router.stop()
