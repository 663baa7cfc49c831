"""A site as a folder: exported through the router, imported into another site, and exported again, it is the same."""

import os
import queue
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from tests.router import ROOT, RouterProcess
from tests.services import Program
from tests.wamp import Peer

pytestmark = [pytest.mark.router, pytest.mark.timeout(500)]  # a thousand documents and back, on a busy machine

CONTENT = Path(os.environ.get("COURANT_CONTENT") or ROOT.parent / "shared" / "content")
POSTS, BOOK = CONTENT / "rust-blog" / "content", CONTENT / "rustc-dev-guide" / "src"
ANNOUNCE = "courant.site.module.announce"
VISITED = {"1.0-Timeline.md", "Rust-1.42.md"}
NUMBER = re.compile(r"^number: \d+\n", re.MULTILINE)


@pytest.fixture(scope="module")
def sites() -> Iterator[tuple[RouterProcess, RouterProcess]]:
    """Two routers, each with a blog and a wiki; the test plays core, which hears of them and has a few redirects."""
    with ExitStack() as stack:
        routers = list[RouterProcess]()
        for _ in range(2):
            router = RouterProcess().start()
            stack.callback(router.stop)
            there: queue.Queue[str] = queue.Queue()
            core = stack.enter_context(router.service("core"))
            core.register(ANNOUNCE, partial(_heard, there))
            _redirects(core, [] if routers else [{"source": "/?p=7", "target": "/blog/", "below": False}])
            for name in ("blog", "wiki"):
                log = router.data / f"{name}.log"
                stack.enter_context(Program(["-m", f"courant_{name}"], router.environment(name), log))
            assert {there.get(timeout=90), there.get(timeout=90)} == {"blog", "wiki"}
            routers.append(router)
        yield routers[0], routers[1]


def _heard(there: "queue.Queue[str]", _: Any, kwargs: dict[str, Any], __: Any) -> None:
    there.put(kwargs["module"])


def _redirects(core: Peer, rows: list[dict[str, Any]]) -> None:
    def add(_: Any, kwargs: dict[str, Any], __: Any) -> dict[str, Any]:
        fresh = [{"below": False, **one} for one in kwargs["redirects"]]
        rows.extend(one for one in fresh if one not in rows)
        return {"added": len(fresh), "replaced": 0, "same": 0, "refused": []}

    core.register("courant.core.redirect.list", lambda *_: {"redirects": rows, "more": False})
    core.register("courant.core.redirect.add_many", add)


def courant(site: RouterProcess, *arguments: str | Path, fails: bool = False) -> str:
    """What the command prints; it must end well, unless it `fails`."""
    done = subprocess.run(
        [sys.executable, "-m", "courant_cli", *arguments], cwd=ROOT, check=False, timeout=400, text=True,
        capture_output=True, env={**os.environ, "COURANT_DATA": str(site.data)},
    )  # fmt: skip
    assert (done.returncode != 0) == fails, done.stdout + done.stderr
    return done.stdout + done.stderr


def contents(folder: Path) -> dict[str, bytes | str]:
    """Every file of an export, without what another site numbers otherwise."""
    found: dict[str, bytes | str] = {}
    for file in sorted(one for one in folder.rglob("*") if one.is_file() and one.name != "courant-export.json"):
        name = file.relative_to(folder).as_posix()
        found[name] = NUMBER.sub("", file.read_text("utf-8")) if file.suffix == ".md" else file.read_bytes()
    return found


def differences(one: Path, other: Path) -> list[str]:
    """The names of files that two exports do not have in common, with the first line that differs."""
    mine, theirs = contents(one), contents(other)
    return [f"{name}: {_first(mine.get(name), theirs.get(name))}" for name in sorted({*mine, *theirs})
            if mine.get(name) != theirs.get(name)]  # fmt: skip


def _first(mine: Any, theirs: Any) -> str:
    if not isinstance(mine, str) or not isinstance(theirs, str):
        return "only in one" if mine is None or theirs is None else "bytes"
    pairs = zip(mine.splitlines(), theirs.splitlines(), strict=False)
    return next((f"{a!r} and {b!r}" for a, b in pairs if a != b), "length")


def written_by_hand(peer: Peer) -> str:
    """A small site with what is hard: drafts, odd titles, redirects, comments, pictures, threads; a former slug."""
    picture = peer.call("courant.blog.media.add", data=_png())["path"]
    peer.call("courant.blog.media.describe", name=picture.rpartition("/")[2], title="Fern.png", folder="Plants / Ferns")
    odd = "4:20 – “Ünïcode” #1, ’no’ \U0001f33f"
    post = peer.call("courant.blog.post.save", title=odd, text=f"![A fern]({picture})\n\n---\n\nWords  \n\n",
                     tags=["C++", "größe"], section="news", summary="In: short", date="2026-02-01",
                     published=True)  # fmt: skip
    peer.call("courant.blog.post.save", id=post["id"], title=odd, text=f"![A fern]({picture})\n\n---\n\nWords  \n\n",
              slug="renamed")  # fmt: skip
    peer.call("courant.blog.post.save", title="- Not yet", text="\n\tDraft\n", published=False)
    for words in ("Well *said*", f"With ![a picture]({picture})", "---"):
        peer.call("courant.blog.comment.add", post=post["id"], text=words)
    peer.call("courant.wiki.page.save", title="Water", path="garden/水", text="# Water\n\nFerns stand in the shade.",
              tags=["Moss"], language="nl")  # fmt: skip
    peer.call("courant.wiki.page.save", title="Water", path="garden/水", base=1, language="nl",
              text="# Much water\n\nFerns stand in the shade. [[garden/Fern]]")  # fmt: skip
    peer.call("courant.wiki.page.save", title="Fern", path="fern", text=f"![x]({picture})")
    peer.call("courant.wiki.page.move", path="fern", to="garden/fern", position=2)
    peer.call("courant.wiki.thread.open", path="garden/水", exact="in the shade", text="Really?")
    return str(post["path"]).strip("/").rpartition("/")[2]


def _png() -> bytes:
    from io import BytesIO

    from PIL import Image

    out = BytesIO()
    Image.radial_gradient("L").convert("RGB").save(out, "PNG")
    return out.getvalue()


def test_a_small_site_comes_back_as_it_was(sites: tuple[RouterProcess, RouterProcess], tmp_path: Path) -> None:
    here, there = sites
    with here.service("operator") as peer:
        first = written_by_hand(peer)
    told = courant(here, "export", "folder", tmp_path / "a")
    assert "1 post, 1 draft, 3 comments, 2 pages, 1 thread, 1 file, 1 redirect;" in told
    before = {name: (tmp_path / "a" / name).stat().st_mtime_ns for name in contents(tmp_path / "a")}
    assert "; 0 files were written anew" in courant(here, "export", "folder", tmp_path / "a")
    assert {name: (tmp_path / "a" / name).stat().st_mtime_ns for name in before} == before
    assert "2 posts: 2 new; 1 image; 1 redirect" in courant(there, "import", "folder", tmp_path / "a")
    courant(there, "export", "folder", tmp_path / "b")
    assert differences(tmp_path / "a", tmp_path / "b") == []
    told = courant(there, "import", "folder", tmp_path / "a")
    assert "2 posts: 2 unchanged; 0 images" in told
    assert "2 pages: 2 unchanged; 0 images" in told
    with there.service("operator") as peer:
        (shown,) = peer.call("courant.blog.post.list")["posts"]
        moved = peer.call("courant.blog.page.post", year=2026, month=2, day=1, slug=first)
        assert (moved["status"], moved["location"]) == (301, shown["path"])
        old = peer.call("courant.wiki.page.show", path="fern")
        assert (old["status"], old["location"]) == (301, "/wiki/garden/fern/")
        assert "Really?" in peer.call("courant.wiki.page.show", path="garden/水")["html"]


def test_what_people_changed_meanwhile_stays(sites: tuple[RouterProcess, RouterProcess], tmp_path: Path) -> None:
    here, there = sites
    with here.service("operator") as peer:
        peer.call("courant.wiki.page.save", title="Moss", path="moss", text="One.\n\nTwo.")
    courant(here, "export", "folder", tmp_path / "a")
    courant(there, "import", "folder", tmp_path / "a")
    file = tmp_path / "a" / "wiki" / "moss.md"
    with there.service("operator") as peer:
        peer.call("courant.wiki.page.save", title="Moss", path="moss", base=1, text="One, mended.\n\nTwo.")
        file.write_text(file.read_text().replace("Two.", "Two, and more."))
        (tmp_path / "a" / "wiki" / "mine.md").write_text("No front matter")
        told = courant(there, "import", "folder", tmp_path / "a", fails=True)
        assert "1 merged with edits made here" in told
        assert "there is no front matter" in told
        assert peer.call("courant.wiki.page.get", path="moss")["text"] == "One, mended.\n\nTwo, and more."


def some_of(folder: Path, to: Path, also: frozenset[str] = frozenset()) -> Path:
    """A copy of a folder with each tenth of its posts, files or folders, and those with addresses that the test visits.

    The whole takes minutes, and has nothing that these have not; what of it is no post, or in `also`, is there too.
    """
    posts = sorted(one.name for one in folder.rglob("*.md") if one.name not in {"_index.md", "index.md"})
    posts += sorted(one.parent.name for one in folder.rglob("index.md") if one.parent != folder)
    kept = {*posts[::10], *(name for name in posts if name in VISITED | also)}
    shutil.copytree(folder, to, ignore=lambda _, names: {one for one in names if one in posts and one not in kept})
    return to


@pytest.mark.skipif(not POSTS.is_dir() or not BOOK.is_dir(), reason=f"the real content is not at {CONTENT}")
def test_the_real_content_comes_back_as_it_was(sites: tuple[RouterProcess, RouterProcess], tmp_path: Path) -> None:
    here, there = sites
    courant(here, "import", "blog", some_of(POSTS, tmp_path / "posts"), "--site", "https://blog.rust-lang.org")
    courant(here, "import", "wiki", BOOK)
    assert re.search(r"\d+ posts", courant(here, "export", "folder", tmp_path / "a"))
    told = courant(there, "import", "folder", tmp_path / "a")
    assert re.search(r"\d+ posts: \d+ new", told), told
    courant(there, "export", "folder", tmp_path / "b")
    found = differences(tmp_path / "a", tmp_path / "b")
    assert [one for one in found if not one.startswith("wiki/moss.md")] == []  # another test edited it
    with there.service("operator") as peer:
        for old in ("2014/12/12/1.0-Timeline.html", "releases/1.42.0"):
            assert peer.call("courant.blog.page.old", path=old)["status"] == 301


def test_a_folder_with_other_things_is_refused(sites: tuple[RouterProcess, RouterProcess], tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("words")
    assert "is no export of Courant" in courant(sites[0], "export", "folder", tmp_path, fails=True)
    assert "is no export of Courant" in courant(sites[0], "import", "folder", tmp_path, fails=True)
