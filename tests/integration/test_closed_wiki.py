"""A wiki for members only: no procedure, topic or address of the site shows any of it to anybody else."""

import json
import queue
from collections.abc import Iterator
from typing import Any

import pytest
from courant_core.presence import key_of
from courant_kit.live.audience import EVERYBODY, MEMBERS_ONLY
from courant_kit.wire.contract import Contract
from courant_kit.wire.schemas import complete
from courant_wiki import contract
from courant_wiki.addresses import paths
from msgspec import NODEFAULT
from msgspec.structs import fields

from tests.prepared import prepared
from tests.readers import Reader
from tests.site import Site
from tests.wamp import Peer, WampError

pytestmark = pytest.mark.router

SECRET = "heliotrope"
DRAWING = f'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><text>{SECRET}</text></svg>'.encode()
WIKI = complete(Contract.of("wiki", contract))
OPEN = {one.uri for one in WIKI.procedures.values() if one.who == EVERYBODY or "visitor" in one.who}


@pytest.fixture(scope="module")
def site() -> Iterator[Site]:
    """A site whose wiki is for members."""
    running = prepared({"COURANT_WIKI_READERS": "members"})
    yield running
    running.stop()


@pytest.fixture(scope="module")
def editor(site: Site) -> Iterator[Peer]:
    """Ada's window."""
    with Reader(site) as reader, reader.sign_in("ada").socket() as peer:
        yield peer


@pytest.fixture(scope="module")
def member(site: Site) -> Iterator[Reader]:
    """Grace's browser."""
    with Reader(site) as reader:
        yield reader.sign_in("grace")


@pytest.fixture(scope="module")
def picture(site: Site, editor: Peer) -> str:
    """A page with a history, a link and a thread, one that moved, one that was deleted; the path of a picture."""
    save = "courant.wiki.page.save"
    path = str(editor.call("courant.wiki.media.add", data="\0" + _base64(DRAWING))["path"])
    editor.call(save, path=SECRET, title=f"The {SECRET}", text=f"A {SECRET}. ![]({path})")
    editor.call(save, path=SECRET, title=f"The {SECRET}", text=f"Two {SECRET}s, and [[other]].", base=1)
    editor.call("courant.wiki.thread.open", path=SECRET, exact=f"Two {SECRET}s", text=f"What {SECRET}?")
    editor.call(save, path="other", title=f"Other {SECRET}", text=f"[[{SECRET}]]")
    editor.call("courant.wiki.page.move", path="other", to=f"{SECRET}/below")
    editor.call(save, path="gone", title=f"Gone {SECRET}", text=SECRET)
    editor.call("courant.wiki.page.delete", path="gone")
    return path


@pytest.fixture(scope="module", params=["visitor", "backend", "module"])
def stranger(site: Site, picture: str, request: pytest.FixtureRequest) -> Iterator[Peer]:
    """Somebody who is no member: a visitor, another backend, a module that is no part of the site."""
    if request.param == "visitor":
        peer = site.visitor()
    else:
        with site.operator() as operator:
            name = f"other{request.param}"
            secret = operator.call("courant.core.credential.create", name=name, kind=request.param)["secret"]
        peer = site.stranger(name, secret)
    with peer:
        yield peer


def answered(peer: Peer, uri: str, fields: dict[str, Any]) -> str:
    """Whatever a call answers, refusals included."""
    try:
        return json.dumps(peer.call(uri, **fields), default=str)
    except WampError as error:
        return str(error)


def questions(uri: str, picture: str) -> list[dict[str, Any]]:
    """Arguments for a procedure that lead to what is secret, of each kind of page."""
    known = {
        "number": 1, "old": 1, "new": 2, "limit": 200, "name": picture.rsplit("/", 1)[1], "title": "x", "text": "x",
        "fragments": dict.fromkeys(shown(), 0), "to": "elsewhere", "data": "\0eA==", "version": "0" * 16,
        "id": 1, "exact": SECRET, "tag": "x", "move": 1, "document": "page-1", "client": 1, "epoch": 1, "clock": 0,
        "update": "\0AAA=",
        "entry_id": "urn:uuid:1", "entry_ids": ["urn:uuid:1"], "threads": [], "pages": [],
        "repository": "x", "branch": "main", "parent": "", "commit": "0" * 40, "done": 0, "last": True, "files": [],
        "event": 1, "state": "x", "after": 0,
        "size": 1, "upload": "0" * 32, "offset": 0, "names": [picture.rsplit("/", 1)[1]], "folders": ["x"],
    }  # fmt: skip
    asked = fields(WIKI.procedures[uri].request)
    missing = [one.name for one in asked if one.default is NODEFAULT and one.default_factory is NODEFAULT]
    assert {*missing} <= {*known, "path"}, f"say with what {uri} is to be asked"
    given = {one.name: known[one.name] for one in asked if one.name in known}
    wanted = [SECRET, "other", "gone", f"{SECRET}/below"] if any(one.name == "path" for one in asked) else [""]
    return [{**given, "path": path} if path else given for path in wanted]


def shown() -> list[str]:
    """Every fragment of the wiki: those of the first pages, and of the paths."""
    found = []
    for fragment in WIKI.fragments.values():
        if fragment.key is int:
            found += [str(fragment(number)) for number in (1, 2, 3)]
        elif fragment.key is str:
            found += [str(fragment(paths.key(path))) for path in (SECRET, "other", "gone")]
        else:
            found.append(str(fragment()))
    return found


@pytest.mark.parametrize("uri", sorted(WIKI.procedures))
def test_no_procedure_says_it(stranger: Peer, picture: str, uri: str) -> None:
    for asked in questions(uri, picture):
        answer = answered(stranger, uri, asked)
        echoed = answer.replace(str(asked.get("path") or SECRET), "") if asked.get("path") else answer
        assert SECRET not in echoed


def test_no_fragment_is_given_and_no_topic_heard(stranger: Peer) -> None:
    news = stranger.call("courant.wiki.live.since", fragments=dict.fromkeys(shown(), 0))["fragments"]
    assert len(news) == len(shown())
    assert all(one.get("gone") and "html" not in one for one in news)
    for one in shown():
        with pytest.raises(WampError, match="not_authorized"):
            stranger.subscribe(f"courant.wiki.members.{one.partition('.')[2]}")


def test_no_event_comes_and_none_is_told_afterwards(stranger: Peer, editor: Peer) -> None:
    heard = []
    for uri in [*WIKI.topics, *(f"courant.wiki.live.{one.partition('.')[2]}" for one in shown())]:
        try:
            heard.append(stranger.subscribe(uri))
        except WampError:
            continue
    fence = stranger.subscribe("courant.blog.live.index")
    editor.call("courant.wiki.page.save", path=f"{SECRET}/new{stranger.welcome[1]}", title="New", text=SECRET)
    editor.call("courant.blog.post.save", title="A fence", text="Whatever came before it has come.", published=True)
    stranger.next_event(fence)
    assert not [one for one in heard if not stranger.events[one].empty()]
    assert SECRET not in answered(stranger, "courant.wiki.event.since", {"after": 0, "limit": 500})


@pytest.mark.parametrize("path", [
    "/wiki/", f"/wiki/{SECRET}/", f"/wiki/{SECRET}/~history/", f"/wiki/{SECRET}/~history/1/", f"/wiki/{SECRET}/~edit/",
    f"/wiki/{SECRET}/~diff/1/2/", "/wiki/~recent/", "/wiki/~new/", "/wiki/other/", "/wiki/gone/", "/wiki/feed/",
    f"/wiki/{SECRET}/~resolved/", "/wiki/~thread/1/", "/wiki/~comment/1/edit/",
    "/sitemap.xml", "/sitemap/wiki.xml", "/", "/blog/",
])  # fmt: skip
def test_no_address_shows_it(site: Site, picture: str, path: str) -> None:
    with Reader(site) as reader:
        for _ in range(2):
            answer = reader.http.get(path)
            told = f"{answer.headers.get('location', '')} {answer.text}"
            assert SECRET not in told.replace(path, "")


SEARCH = "courant.search.result.list"


def test_no_search_finds_it(site: Site, stranger: Peer, member: Reader) -> None:
    with member.socket() as window:
        while f"{SECRET}/below" not in answered(window, SEARCH, {"q": SECRET}):
            pass  # the index follows a moment later
        mistyped = SECRET.replace("t", "d")
        assert window.call(SEARCH, q=f"{mistyped} ")["meant"] == f"{SECRET} "
    everything: list[dict[str, Any]] = [{"q": ""}, {"q": "", "module": "wiki"}, {"q": "", "since": "2000-01-01"}]
    for asked in [{"q": SECRET}, {"q": SECRET[:3]}, {"q": f"{mistyped} "}, {"q": "", "space": SECRET}, *everything]:
        answer = stranger.call(SEARCH, **asked)
        assert not answer["meant"]
        assert not [one for one in answer["results"] if one["module"] == "wiki"]
        assert "members" not in "".join(answer["topics"])
    with Reader(site) as reader:
        assert "0 results" in reader.http.get("/search/", params={"q": SECRET}).text
    with pytest.raises(WampError, match="not_authorized"):
        stranger.subscribe("courant.search.members.index-members-all")


def test_no_picture_is_shown(site: Site, member: Reader, picture: str) -> None:
    for _ in range(2):
        assert SECRET in member.http.get(picture).text
        with Reader(site) as reader:
            answer = reader.http.get(picture)
            assert (answer.status_code, SECRET in answer.text) == (403, False)


def test_nobody_sees_who_reads(site: Site, stranger: Peer, member: Reader) -> None:
    page = f"/wiki/{SECRET}/"
    with member.socket() as window:
        entered = window.call("courant.core.presence.enter", page=page, audience=MEMBERS_ONLY)
        window.subscribe(entered["topic"])
        with pytest.raises(WampError, match="not_authorized"):
            stranger.subscribe(entered["topic"])
        rooms = {f"core.presence-{key_of(page, audience)}": 0 for audience in (MEMBERS_ONLY, EVERYBODY)}
        assert "grace" not in answered(stranger, "courant.core.live.since", {"fragments": rooms})
        assert "forbidden" in answered(stranger, "courant.core.presence.enter", {"page": page, "audience": "members"})


def test_members_read_and_follow_it(site: Site, member: Reader, editor: Peer, picture: str) -> None:
    for path in (f"/wiki/{SECRET}/", "/wiki/", f"/wiki/{SECRET}/~history/", "/wiki/~thread/1/"):
        assert SECRET in member.http.get(path).text
    with member.socket() as window:
        page = window.call("courant.wiki.page.show", path=SECRET)
        (article,) = (one for one in page["fragments"] if one.startswith("wiki.page-"))
        heard = window.subscribe(f"courant.wiki.members.{article.partition('.')[2]}")
        base = editor.call("courant.wiki.page.get", path=SECRET)["revision"]
        editor.call("courant.wiki.page.save", path=SECRET, title=f"The {SECRET}", text="Three.", base=base)
        try:
            assert "Three." in json.dumps(window.next_event(heard)[1])
        except queue.Empty:
            pytest.fail("a member's window was not told")
    assert "Three." in member.http.get(f"/wiki/{SECRET}/").text


def _base64(data: bytes) -> str:
    from base64 import b64encode

    return b64encode(data).decode()
