"""What a recorded site holds: written by calls when a version is released, and looked for on every later version."""

import re
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.browser.content import picture
from tests.readers import Reader
from tests.site import Site
from tests.wamp import Peer

#: Where the page was, and where it is since it was moved.
OLD, NEW = "handbook/first-steps", "guide/first-steps"

SENTENCE = "Whoever reads this has come through an upgrade."
COMMENT = "So has this comment."
PASSAGE = "Somebody remarks on this."
THREAD = "And this remark on a passage."
EARLIER = "An earlier sentence."

#: Something that a site should have, and whether it has it.
Held = tuple[str, bool]


def write(site: Site) -> None:
    """Write something of every kind that is stored: people, posts, pages, comments, histories, uploads, credentials."""
    site.add("ada", "editor")
    site.command("backend", "add", "mirror")
    with site.operator() as operator:
        _write_posts(operator)
        _write_pages(operator)


def missing(site: Site) -> list[str]:
    """What of it a site does not have; empty if it has all."""
    with site.operator() as operator:
        held = [*_posts(site, operator), *_pages(site, operator), *_people(site)]
    return [name for name, is_there in held if not is_there]


def unusable(site: Site) -> list[str]:
    """What later versions added and does not work with what the site holds; empty if all does."""
    with site.operator() as operator, site.service("web") as web:
        works = [*_published(site, operator), *_counted(operator, web), *_gone_out(site)]
    return [name for name, does in works if not does]


def _published(site: Site, operator: Peer) -> Iterator[Held]:
    post = operator.call("courant.blog.post.list")["posts"][0]
    redirects = [{"source": "/before/", "target": post["path"]}]
    yield "a redirect to it", operator.call("courant.core.redirect.add_many", redirects=redirects)["added"] == 1
    yield "the redirect, followed", _location(site, "/before/") == post["path"]
    operator.call("courant.core.site.save", name="After the upgrade", base=0)
    yield "settings of the site", operator.call("courant.core.site.show")["name"] == "After the upgrade"
    site.add("grace", "member")
    yield "a new person", 'data-role="member"' in _seen_by(site, "grace")


def _counted(operator: Peer, web: Peer) -> Iterator[Held]:
    web.call("courant.core.view.add", pages=[{"path": "/blog/", "hosts": {"": 2}}])
    yield "statistics", operator.call("courant.core.view.list", path="/blog/")["total"] >= 2


def _gone_out(site: Site) -> Iterator[Held]:
    with TemporaryDirectory() as folder:
        out, bare = Path(folder, "out"), Path(folder, "wiki.git")
        site.command("export", "folder", str(out))
        yield "the page in an export", SENTENCE in (out / "wiki" / f"{NEW}.md").read_text()
        yield "the comment in an export", COMMENT in (out / "blog/2026/01/31/upgraded.comments.json").read_text()
        subprocess.run(["git", "init", "-q", "--bare", "-b", "main", bare], check=True)
        site.command("sync", "git", str(bare), "--once")
        show = ["git", "-C", str(bare), "show", f"main:wiki/{NEW}.md"]
        yield "the page in git", SENTENCE in subprocess.run(show, check=True, capture_output=True, text=True).stdout


def _write_posts(operator: Peer) -> None:
    uploaded = operator.call("courant.blog.media.add", data=picture(8, 8))["path"]
    save, text = "courant.blog.post.save", f"{SENTENCE}\n\n![A square]({uploaded})"
    post = operator.call(save, title="Upgraded", text=EARLIER, tags="first, second", date="2026-01-31", published=True)
    operator.call(save, id=post["id"], title="Upgraded", text=text, base=post["version"])
    operator.call("courant.blog.comment.add", post=post["id"], text=COMMENT)
    operator.call(save, title="Still a draft", text=SENTENCE, published=False)


def _write_pages(operator: Peer) -> None:
    save = "courant.wiki.page.save"
    first = operator.call(save, path=OLD, title="First steps", text=EARLIER)["revision"]
    operator.call(save, path=OLD, title="First steps", text=f"# First\n\n{SENTENCE}\n\n{PASSAGE}", base=first)
    operator.call("courant.wiki.thread.open", path=OLD, exact=PASSAGE, text=THREAD)
    operator.call(save, path="links", title="Links", text=f"To [the steps](/wiki/{OLD}/).")
    operator.call("courant.wiki.page.move", path=OLD, to=NEW)
    operator.call(save, path="gone", title="Gone", text=SENTENCE)
    operator.call("courant.wiki.page.delete", path="gone")


def _posts(site: Site, operator: Peer) -> Iterator[Held]:
    path = "/blog/2026/01/31/upgraded/"
    page = site.fetch(path)[1]
    yield "the post's text", SENTENCE in page
    yield "its comment", COMMENT in page
    yield "its tags", site.fetch("/blog/tag/second/")[0] == 200
    yield (
        "its picture",
        (found := re.search(r'src="(/[^"]+\.(?:png|webp|avif)[^"]*)"', page)) is not None and _loads(site, found[1]),
    )
    history = operator.call("courant.blog.page.revision", year=2026, month=1, day=31, slug="upgraded", number=1)
    yield "its earlier text", EARLIER in history["html"]
    yield "the draft, for its readers only", "Still a draft" not in site.fetch("/blog/")[1]


def _pages(site: Site, operator: Peer) -> Iterator[Held]:
    page = site.fetch(f"/wiki/{NEW}/")[1]
    yield "the page's text", SENTENCE in page
    yield "its remark", THREAD in str(operator.call("courant.wiki.thread.list", path=NEW))
    yield "its earlier text", EARLIER in operator.call("courant.wiki.page.get", path=NEW, number=1)["text"]
    yield "its old address", _leads_on(site)
    yield "the link to it", f"/wiki/{NEW}/" in operator.call("courant.wiki.page.get", path="links")["text"]
    yield "the deleted page, deleted", site.fetch("/wiki/gone/")[0] == 410
    yield "the deleted page, among what can be restored", "Gone" in operator.call("courant.wiki.page.bin")["html"]
    yield "both in the search", _found(operator)


def _found(operator: Peer) -> bool:
    """Whether the search finds the post and the page, at the latest a while after they were written."""
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        found = str(operator.call("courant.search.result.list", q="upgrade"))
        if NEW in found and "/upgraded/" in found:
            return True
    return False


def _leads_on(site: Site) -> bool:
    return _location(site, f"/wiki/{OLD}/") == f"/wiki/{NEW}/"


def _location(site: Site, path: str) -> str:
    with Reader(site) as reader:
        return str(reader.http.get(path).headers.get("location", ""))


def _loads(site: Site, path: str) -> bool:
    with Reader(site) as reader:
        return reader.http.get(path).status_code == 200


def _people(site: Site) -> Iterator[Held]:
    yield "the editor", 'data-role="editor"' in _seen_by(site, "ada")
    yield "the backend", "mirror" in site.command("backend", "list")


def _seen_by(site: Site, name: str) -> str:
    """The front page as somebody sees it who signs in."""
    with Reader(site) as reader:
        return reader.http.get("/", headers={"Cookie": reader.sign_in(name).cookies}).text
