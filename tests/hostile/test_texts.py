"""A hostile visitor cannot read unpublished texts, or change what others wrote."""

import json
import time
from collections.abc import Iterator
from typing import Any

import pytest
from courant_core.presence import key_of
from courant_kit.live.audience import EDITORS_ONLY, EVERYBODY

from tests.readers import Reader
from tests.site import Site
from tests.wamp import Peer, WampError

pytestmark = pytest.mark.router

SECRET = "xyzzy"
DRAFT = {"title": f"{SECRET} title", "text": f"{SECRET} text", "tags": f"{SECRET} tag", "summary": f"{SECRET} summary",
         "section": f"{SECRET}-section", "slug": f"{SECRET}-slug"}  # fmt: skip

SHOWN = (
    "/", "/blog/", "/blog/page/2/", "/blog/tags/", f"/blog/tag/{SECRET}-tag/", f"/blog/section/{SECRET}-section/",
    "/blog/feed/", "/blog/new/", "/blog/drafts/", "/wiki/", "/wiki/~recent/", "/sitemap.xml", "/sitemap/blog.xml",
    "/robots.txt",
)  # fmt: skip


@pytest.fixture(scope="module")
def editor(site: Site) -> Iterator[Peer]:
    """A window of Ada, who is an editor."""
    with Reader(site).sign_in("ada") as reader, reader.socket() as peer:
        yield peer


@pytest.fixture(scope="module")
def member(site: Site) -> Iterator[Reader]:
    """The browser of Grace, who is a member."""
    with Reader(site).sign_in("grace") as reader:
        yield reader


@pytest.fixture(scope="module")
def mallory(site: Site) -> Iterator[Reader]:
    """The browser of a member who means harm."""
    with Reader(site).sign_up("mallory") as reader:
        yield reader


def told(peer: Peer, uri: str, **fields: Any) -> str:
    """All that a call gives away."""
    try:
        return json.dumps(peer.call(uri, **fields))
    except WampError as error:
        return json.dumps([error.uri, *error.args, error.kwargs])


def read(reader: Reader, post: int, path: str) -> str:
    """All that a browser is shown about a post, at its own addresses too; "" has no path yet."""
    own = [f"/blog/drafts/{post}/", f"/blog/drafts/{post}/edit/", *([path, f"{path}edit/"] if path else [])]
    answers = [reader.http.get(one) for one in (*SHOWN, *own)]
    shown = "".join(answer.text + str(answer.headers) for answer in answers)
    return shown.replace(f"/blog/section/{SECRET}-", "").replace(f"/blog/tag/{SECRET}-", "")  # what was asked for


def asked(peer: Peer, post: int, path: str) -> str:
    """All that a socket is told about a post."""
    since = (
        "index",
        "latest",
        "tags",
        "drafts",
        *(f"{kind}-{post}" for kind in ("draft", "post", "comments", "around")),
    )
    today = dict(zip(("year", "month", "day"), path.split("/")[2:5], strict=False)) or dict.fromkeys(
        ("year", "month", "day"), "1"
    )
    return "".join([
        told(peer, "courant.blog.post.list"),
        told(peer, "courant.blog.post.list", tag=f"{SECRET}-tag"),
        told(peer, "courant.blog.post.list", section=f"{SECRET}-section"),
        told(peer, "courant.blog.post.get", id=post),
        told(peer, "courant.blog.post.get", path=path or f"{SECRET}-slug"),
        told(peer, "courant.blog.feed.latest"),
        told(peer, "courant.blog.front.latest"),
        told(peer, "courant.blog.sitemap.list"),
        told(peer, "courant.blog.event.since"),
        *(told(peer, "courant.blog.live.since", fragments={f"blog.{one}": 0}) for one in since),
        told(peer, "courant.blog.page.index"),
        told(peer, "courant.blog.page.tags"),
        told(peer, "courant.blog.page.drafts"),
        told(peer, "courant.blog.page.draft", id=post),
        told(peer, "courant.blog.page.edit_draft", id=post),
        *(told(peer, f"courant.blog.page.{page}", **today, slug=f"{SECRET}-slug") for page in ("post", "edit")),
        told(peer, "courant.blog.page.moved", path=f"{SECRET}-slug"),
        told(peer, "courant.blog.page.old", path=f"{SECRET}-slug"),
        told(peer, "courant.core.page.front"),
        *(
            told(peer, "courant.search.result.list", **{"q": "", **words})
            for words in ({"q": SECRET[:-1]}, {"q": "xyzy "}, {"module": "blog"}, {"tag": f"{SECRET}-tag"})
        ),
        told(peer, "courant.search.page.results", module="blog"),
        told(peer, "courant.blog.text.join", document=f"post-{post}"),
        told(peer, "courant.blog.text.caret", document=f"post-{post}", client=1),
        told(peer, "courant.blog.text.leave", document=f"post-{post}", client=1),
        told(peer, "courant.blog.page.history", id=post),
        told(peer, "courant.blog.page.written", id=post),
        told(peer, "courant.blog.media.list"),
        *(told(peer, "courant.core.live.since", fragments={f"core.presence-{room}": 0}) for room in rooms(post)),
        told(peer, "courant.core.presence.enter", page=f"/blog/drafts/{post}/", audience=EDITORS_ONLY),
    ])  # fmt: skip


def rooms(post: int) -> list[str]:
    """The keys of who is on a draft's page: as editors show it, and as somebody would who guesses."""
    return [key_of(f"/blog/drafts/{post}/", audience) for audience in (EDITORS_ONLY, EVERYBODY)]


def listening(peer: Peer, post: int) -> dict[str, int]:
    """The subscriptions of a window that wants to hear of a draft, by what the topic shows."""
    shown = (
        "index",
        "latest",
        "tags",
        "drafts",
        "pager-index",
        *(f"{kind}-{post}" for kind in ("draft", "post", "comments")),
    )
    topics = {one: peer.subscribe(f"courant.blog.live.{one}") for one in shown}
    presence = f"courant.core.live.presence-{key_of(f'/blog/drafts/{post}/', EVERYBODY)}"
    return {**topics, "presence": peer.subscribe(presence)}


def heard_until(peer: Peer, topics: dict[str, int], last: str) -> str:
    """All events so far, once the list of posts has shown `last`."""
    events = ""
    while last not in events:
        events += json.dumps(peer.next_event(topics["index"])[1])
    rest = [list(peer.events[one].queue) for one in topics.values()]
    return events + json.dumps(rest, default=str)


@pytest.mark.parametrize("who", ["visitor", "grace"])
def test_a_draft_reaches_nobody_but_editors(site: Site, editor: Peer, member: Reader, who: str) -> None:
    draft = editor.call("courant.blog.post.save", **DRAFT)["id"]
    reader = member if who == "grace" else Reader(site)
    with reader.socket() as window:
        topics = listening(window, draft)
        editor.call("courant.core.presence.enter", page=f"/blog/drafts/{draft}/")
        editor.call("courant.blog.post.save", id=draft, title=f"{SECRET} again", text=f"{SECRET} more")
        assert SECRET not in asked(window, draft, "").replace(f"{SECRET}-slug", "").replace(f"{SECRET}-section", "")
        assert SECRET not in read(reader, draft, "").replace(f"{SECRET}-slug", "")
        for topic in ("drafts", f"draft-{draft}"):
            with pytest.raises(WampError, match="not_authorized"):
                window.subscribe(f"courant.blog.staff.{topic}")
        editor.call("courant.blog.post.save", title="Not a secret", text="At all.", published=True)
        assert SECRET not in heard_until(window, topics, "Not a secret")
    editor.call("courant.blog.post.delete", id=draft)


def test_a_draft_takes_no_comments_and_tells_backends_nothing(site: Site, editor: Peer, member: Reader) -> None:
    draft = editor.call("courant.blog.post.save", **DRAFT)["id"]
    with member.socket() as window, pytest.raises(WampError, match="not_found"):
        window.call("courant.blog.comment.add", post=draft, text="Is anybody here?")
    with site.operator() as operator:
        secret = operator.call("courant.core.credential.create", name="spy", kind="backend")["secret"]
    with site.stranger("spy", secret) as backend:
        assert SECRET not in told(backend, "courant.blog.event.since", limit=500)
        assert SECRET not in told(backend, "courant.blog.post.get", id=draft)
    editor.call("courant.blog.post.delete", id=draft)


def test_a_post_that_was_taken_back_is_nowhere_any_more(site: Site, editor: Peer, member: Reader) -> None:
    post = editor.call("courant.blog.post.save", **DRAFT, published=True)
    visitor, number, path = Reader(site), post["id"], post["path"]
    with member.socket() as window:
        window.call("courant.blog.comment.add", post=number, text=f"{SECRET} comment")
    cached = (path, "/", "/blog/", "/blog/feed/")
    assert all(SECRET in visitor.http.get(one).text for one in (path, *cached))
    editor.call("courant.blog.post.unpublish", id=number)
    deadline = time.monotonic() + 60
    while shown := [one for one in cached if SECRET in visitor.http.get(one).text.replace(path, "")]:
        assert time.monotonic() < deadline, f"cached pages are still shown: {shown}"
    assert f"{SECRET} " not in read(visitor, number, path)
    with visitor.socket() as window:
        assert f"{SECRET} " not in asked(window, number, path)
        with pytest.raises(WampError, match="not_found"):
            window.call("courant.blog.post.get", id=number)
    editor.call("courant.blog.post.delete", id=number)


def test_others_things_stay_as_they_are(site: Site, editor: Peer, member: Reader, mallory: Reader) -> None:
    post = editor.call("courant.blog.post.save", title="Mine", text="As I wrote it.", published=True)["id"]
    page = editor.call("courant.wiki.page.save", title="Ours", path="ours", text="As we wrote it.")["location"]
    with member.socket() as grace, mallory.socket() as window:
        comment = grace.call("courant.blog.comment.add", post=post, text="Hers.")["id"]
        tries = {
            "courant.blog.comment.remove": {"id": comment}, "courant.blog.comment.restore": {"id": comment},
            "courant.blog.post.save": {"id": post, "title": "Theirs", "text": "Taken."},
            "courant.blog.post.revert": {"id": post, "number": 1},
            "courant.blog.revision.name": {"id": post, "number": 1, "name": "Taken"},
            "courant.blog.post.delete": {"id": post}, "courant.blog.post.unpublish": {"id": post},
            "courant.wiki.page.delete": {"path": "ours"}, "courant.wiki.page.move": {"path": "ours", "to": "mine"},
        }  # fmt: skip
        for uri, fields in tries.items():
            with pytest.raises(WampError, match=r"courant\.error\.forbidden"):
                window.call(uri, **fields)
            assert mallory.call(uri, {name: str(value) for name, value in fields.items()}).status_code == 403
        grace.call("courant.blog.comment.remove", id=comment)
        with pytest.raises(WampError, match=r"courant\.error\.forbidden"):
            window.call("courant.blog.comment.restore", id=comment)
    assert "As I wrote it." in editor.call("courant.blog.post.get", id=post)["text"]
    assert "As we wrote it." in Reader(site).http.get(page).text


@pytest.mark.parametrize("who", ["visitor", "member", "editor", "backend", "service", "blog"])
def test_nobody_but_web_calls_for_somebody_else(site: Site, editor: Peer, mallory: Reader, who: str) -> None:
    admin = {"name": "admin", "role": "admin", "grant": "", "address": "127.0.0.1"}
    with posing(site, mallory, who) as peer:
        for person in (admin, {}, "admin", None, [admin]):
            with pytest.raises(WampError, match=r"courant\.error\.invalid"):
                peer.call("courant.core.credential.list", person)
            with pytest.raises(WampError, match=r"courant\.error\.invalid"):
                peer.call("courant.blog.post.save", person, title="Forged", text="By nobody.", published=True)
    assert "Forged" not in told(editor, "courant.blog.post.list")


def posing(site: Site, mallory: Reader, who: str) -> Peer:
    """A session that will say it calls for the administrator."""
    if who in {"backend", "service"}:
        kind = "module" if who == "service" else who
        with site.operator() as operator:
            secret = operator.call("courant.core.credential.create", name=f"forger{who}", kind=kind)["secret"]
        return site.stranger(f"forger{who}", secret)
    if who == "blog":
        return site.service("blog")
    readers = {"visitor": Reader(site), "member": mallory}
    return readers[who].socket() if who in readers else Reader(site).sign_in("ada").socket()
