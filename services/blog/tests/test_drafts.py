"""A draft reaches only editors: no page, list, feed, sitemap, topic, catch-up or event log shows it to others."""

from typing import Any

import msgspec
import pytest
from courant_blog import contract
from courant_blog.models import Entry, Redirect
from courant_kit.calls.caller import EVERYONE, Caller
from courant_kit.calls.errors import CourantError
from courant_kit.live.audience import EDITORS_ONLY, PERSONAL
from courant_kit.wire.contract import admits

from .staged_blog import Blog, at

SECRET = "xyzzy"
GUESS = "plugh"
NOTHING = "nosuch"


@pytest.fixture
def secrets(blog: Blog) -> dict[str, Any]:
    """A draft, a post that was unpublished and rewritten, and one that was deleted and restored as a draft."""
    blog.save("An open post", tags="open")
    draft = blog.draft(f"Draft {SECRET}", text=SECRET, tags=GUESS, section=GUESS, summary=SECRET, slug=GUESS)
    taken = blog.save("Taken back", section="section")
    blog.comment(taken["id"], "A comment")
    deleted = blog.save("Deleted")
    blog.stage.session.events.clear()
    blog.call(contract.UNPUBLISH_POST, id=taken["id"])
    blog.save(f"Rewritten {SECRET}", SECRET, id=taken["id"], published=False, tags=SECRET, slug=f"new-{GUESS}")
    blog.call(contract.DELETE_POST, id=deleted["id"])
    blog.call(contract.RESTORE_POST, id=deleted["id"])
    blog.save(f"Later {SECRET}", SECRET, id=deleted["id"], published=False)
    return {"draft": draft["id"], "taken": taken["id"], "deleted": deleted["id"], "path": taken["path"]}


Attempts = dict[str, list[dict[str, Any]]]


def attempts(secrets: dict[str, Any]) -> Attempts:
    """The requests of a curious stranger to each procedure that she may call."""
    ids = [secrets["draft"], secrets["taken"], secrets["deleted"]]
    here, guess = at(secrets["path"]), at(f"/blog/2026/01/02/new-{GUESS}/")
    return {
        **standard(ids),
        **lists(ids, secrets["path"], here, guess),
        **pages(ids, here, guess),
        **discussion(ids),
    }


def standard(ids: list[int]) -> Attempts:
    """What every module answers: live fragments, the log of events, uploads."""
    kinds = ("post-{}", "comments-{}", "around-{}", "draft-{}", "absent-{}", "related-{}", "author-{}", "series-{}")
    fragments = [f"blog.{kind.format(number)}" for kind in kinds for number in ids]
    fragments += ["blog.index", "blog.tags", "blog.latest", "blog.drafts", "blog.pager-index", "blog.pager-tag-2"]
    fragments += ["blog.bin", "blog.removed", "blog.writing", "blog.archives", "blog.archive-2026-01"]
    fragments += ["blog.index/2", "blog.tag-1", "blog.tag-2", "blog.tag-3", f"blog.section-{GUESS}"]
    return {
        "courant.blog.live.since": [{"fragments": {one: version}} for one in fragments for version in (-1, 0, 1)],
        "courant.blog.event.since": [
            {"after": 0, "limit": 500},
            *({"after": 0, "things": [f"{kind}-{number}"]} for kind in ("post", "comment") for number in ids),
            {"after": 0, "authors": ["eve"]},
        ],
        "courant.blog.event.mark": [{"number": 1}],
        "courant.blog.event.marked": [{}],
        "courant.blog.contract.show": [{}],
        "courant.blog.media.get": [{"name": "a.png"}],
        "courant.blog.media.list": [{}, {"query": GUESS}],
        "courant.blog.upload.begin": [{"name": GUESS, "size": 10**9}],
        "courant.blog.upload.get": [{"upload": "0" * 32}],
        "courant.blog.upload.put": [{"upload": "0" * 32, "offset": 0, "data": b"x"}],
        "courant.blog.upload.finish": [{"upload": "0" * 32}],
        "courant.blog.asset.get": [{"version": "0" * 16, "name": "a.js"}],
    }


def lists(ids: list[int], path: str, here: dict[str, Any], guess: dict[str, Any]) -> Attempts:
    """Posts as data, and the feeds."""
    return {
        contract.LIST_POSTS.uri: [{}, {"tag": GUESS}, {"section": GUESS}, {"limit": 100}],
        contract.GET_POST.uri: [*({"id": one} for one in ids), {"path": path}],
        contract.FEED.uri: [{}],
        contract.FEED_TAG.uri: [{"slug": GUESS}],
        contract.FEED_SECTION.uri: [{"slug": GUESS}],
        contract.FEED_AUTHOR.uri: [{"slug": "eve"}, {"slug": GUESS}],
        contract.FEED_COMMENTS.uri: [{}],
        contract.FEED_DISCUSSION.uri: [here, guess],
        contract.SITEMAP.uri: [{}, {"after": "/blog/2026/"}],
        contract.FRONT.uri: [{}],
    }


def pages(ids: list[int], here: dict[str, Any], guess: dict[str, Any]) -> Attempts:
    """The pages for readers."""
    return {
        contract.PAGE_INDEX.uri: [{}, {"page": 2}],
        contract.PAGE_TAG.uri: [{"slug": GUESS}],
        contract.PAGE_SECTION.uri: [{"slug": GUESS}],
        contract.PAGE_TAGS.uri: [{}],
        contract.PAGE_AUTHOR.uri: [{"slug": "eve"}, {"slug": GUESS}],
        contract.PAGE_SERIES.uri: [{"slug": GUESS}],
        contract.PAGE_ARCHIVE.uri: [{}],
        contract.PAGE_PERIOD.uri: [{"year": 2026}, {"year": 2026, "month": 1}],
        contract.PAGE_PREVIEW.uri: [{"token": GUESS}, {"token": ""}],
        contract.PAGE_POST.uri: [here, guess, {**guess, "slug": GUESS}],
        contract.PAGE_COMMENTS.uri: [{**here, "before": 10**6}, {**guess, "before": 10**6}],
        contract.PAGE_COMMENT.uri: [{"id": one} for one in ids],
        contract.PAGE_MOVED.uri: [{"path": f"2026/01/02/new-{GUESS}"}, {"path": "2026/01/02/taken-back"}],
        contract.PAGE_OLD.uri: [{"path": f"blog/2026/01/02/new-{GUESS}"}, {"path": "blog/2026/01/02/taken-back"}],
    }


def discussion(ids: list[int]) -> Attempts:
    """Comments, and what is written by people who may not write."""
    return {
        contract.ADD_COMMENT.uri: [{"post": one, "text": "Hello"} for one in ids],
        contract.EDIT_COMMENT.uri: [{"id": 1, "text": "Hello"}],
        contract.PAGE_EDIT_COMMENT.uri: [{"id": 1}],
        contract.REMOVE_COMMENT.uri: [{"id": 1}],
        contract.RESTORE_COMMENT.uri: [{"id": 1}],
        contract.ADD_AS_GUEST.uri: [
            {"post": one, "name": "x", "mail": "x@example.org", "text": "Hello", "stamp": "1-x"} for one in ids
        ],
        contract.WITHDRAW_COMMENT.uri: [{"id": 1}],
        contract.AMEND_COMMENT.uri: [{"id": 1, "text": "x"}],
        contract.MUTE_THREAD.uri: [{"thread": 1}],
        contract.UNMUTE_THREAD.uri: [{"thread": 1}],
        contract.SEEN.uri: [{}],
        contract.PAGE_WRITE.uri: [{"post": one} for one in ids],
        contract.PAGE_ANSWER.uri: [{"id": 1}],
        contract.PAGE_GUEST.uri: [{"id": 1}],
        contract.PAGE_YOURS.uri: [{}],
    }


def answer(blog: Blog, uri: str, role: str, fields: dict[str, Any]) -> str:
    procedure = blog.stage.module.contract.procedures[uri]
    try:
        return msgspec.json.encode(blog.call(procedure, role, **fields)).decode()
    except CourantError as refused:
        return f"{refused.message} {refused.details}"


@pytest.mark.parametrize("role", ["visitor", "member", "backend"])
def test_no_procedure_tells_of_a_draft(blog: Blog, secrets: dict[str, Any], role: str) -> None:
    for uri, asked in attempts(secrets).items():
        for fields in asked:
            assert SECRET not in answer(blog, uri, role, fields), (uri, fields)


@pytest.mark.parametrize("role", ["visitor", "member", "backend"])
def test_a_right_guess_is_answered_as_a_wrong_one(blog: Blog, secrets: dict[str, Any], role: str) -> None:
    number = str(secrets["draft"])
    for uri, asked in attempts(secrets).items():
        for fields in asked:
            text = msgspec.json.encode(fields).decode()
            wrong = (
                text.replace(GUESS, NOTHING)
                .replace(f'-{number}"', '-987654321"')
                .replace(f'"post":{number},', '"post":987654321,')
            )
            if wrong != text:
                told = answer(blog, uri, role, fields).replace(GUESS, NOTHING).replace(f'-{number}"', '-987654321"')
                assert told == answer(blog, uri, role, msgspec.json.decode(wrong)), (uri, fields)


def test_the_attempts_leave_nothing_out(blog: Blog, secrets: dict[str, Any]) -> None:
    outsiders = [Caller(role) for role in EVERYONE - {"editor", "admin", "service"}]
    offered = blog.stage.module.contract.procedures
    reachable = {uri for uri, one in offered.items() if any(admits(one.who, caller) for caller in outsiders)}
    assert reachable == set(attempts(secrets))


def test_no_open_topic_tells_of_a_draft(blog: Blog, secrets: dict[str, Any]) -> None:
    told = [(topic, fields) for topic, fields in blog.stage.session.events if ".staff." not in topic]
    assert SECRET not in str(told)
    assert GUESS not in str(told)
    quiet = f"-{secrets['draft']}"
    assert not [topic for topic, _ in told if topic.endswith(quiet)]


def test_what_happens_to_a_draft_makes_no_open_event(blog: Blog) -> None:
    draft = blog.draft()
    blog.stage.session.events.clear()
    blog.save("Still a plan", id=draft["id"], published=False, tags="plan")
    blog.call(contract.DELETE_POST, id=draft["id"])
    blog.call(contract.RESTORE_POST, id=draft["id"])
    assert {topic.split(".")[2] for topic in blog.stage.topics()} == {"staff"}


def test_a_draft_stands_in_no_list_and_no_old_address_leads_to_it(blog: Blog, secrets: dict[str, Any]) -> None:
    assert not Entry.objects.filter(post__in=[secrets["draft"], secrets["taken"], secrets["deleted"]]).exists()
    assert not Redirect.objects.filter(path__contains=GUESS).exists()


@pytest.mark.parametrize("page", [contract.PAGE_DRAFTS, contract.PAGE_NEW, contract.PAGE_BIN, contract.PAGE_REMOVED])
@pytest.mark.parametrize("role", ["visitor", "member"])
def test_pages_for_editors_are_refused_to_others(blog: Blog, page: Any, role: str) -> None:
    refused = blog.page(page, role)
    assert (refused.status, refused.audience) == (403, PERSONAL)


def test_a_drafts_pages_are_refused_to_others(blog: Blog) -> None:
    draft = blog.draft()
    for page in (contract.PAGE_DRAFT, contract.PAGE_EDIT_DRAFT):
        assert blog.page(page, "member", id=draft["id"]).status == 403
        shown = blog.page(page, "editor", id=draft["id"])
        assert (shown.status, shown.noindex) == (200, True)
        assert shown.audience in {EDITORS_ONLY, PERSONAL}
        assert "A secret plan" in shown.html


def test_a_draft_travels_on_staff_topics(blog: Blog) -> None:
    draft = blog.draft()
    html = blog.page(contract.PAGE_DRAFT, "editor", id=draft["id"]).html
    assert f'data-topic="courant.blog.staff.draft-{draft["id"]}"' in html
    assert "courant.blog.staff.drafts" in blog.stage.topics()
