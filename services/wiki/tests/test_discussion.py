"""Comments on passages: who may do what, what stays where, and what others receive."""

import re
from typing import Any

import pytest
from courant_kit.calls import commenting
from courant_kit.calls.errors import Forbidden, Gone, Invalid, NotFound
from courant_kit.live.audience import PERSONAL
from courant_kit.wire.page import page_from
from courant_wiki import contract
from courant_wiki.discussion import comments, stretches
from courant_wiki.models import Comment, Ground, Thread
from django.utils import timezone

from .staged_wiki import Wiki

pytestmark = pytest.mark.django_db
TEXT = "Rivers *meet* here in spring.\n\nThe ferry carries people, horses and carts.\n\nNobody has built a bridge."


def begin(wiki: Wiki, exact: str, text: str = "Is that so?", by: str = "grace", **more: Any) -> int:
    """Comment on a passage as a member; the thread's id."""
    fields = {"path": "ferry", "exact": exact, "text": text, **more}
    opened = wiki.stage.call(contract.OPEN_THREAD, "member", by, **fields)
    return int(opened["id"])


def reply(wiki: Wiki, thread: int, text: str = "It is.", by: str = "ada") -> int:
    """Reply as a member; the comment's id."""
    return int(wiki.stage.call(contract.REPLY_TO_THREAD, "member", by, id=thread, text=text)["id"])


def passage(thread: int) -> str | None:
    """The words of a thread's passage as its page has them; None if it was removed."""
    found = Thread.objects.get(pk=thread)
    if found.start is None:
        return None
    words = Ground.objects.get(page=found.page).words.replace("\n", " ")
    assert words[found.start : found.start + len(found.exact)] == found.exact
    return found.exact


@pytest.fixture
def ferry(wiki: Wiki) -> Wiki:
    wiki.write("ferry", TEXT)
    return wiki


def test_a_thread_has_its_quotation_and_its_comments_in_order(ferry: Wiki) -> None:
    thread = begin(ferry, "Rivers meet here", "Which **ones**?")
    reply(ferry, thread, "The Elbe.")
    begin(ferry, "built a bridge", by="ada")
    begin(ferry, "people,  horses\nand carts")
    html = ferry.page("ferry").html
    quoted = ["Rivers meet here", "people, horses and carts", "built a bridge"]
    assert re.findall(r'data-exact="([^"]*)"', html) == quoted
    assert html.index("<strong>ones</strong>") < html.index("The Elbe.") < html.index("built a bridge</a>")
    assert "#:~:text=Rivers%20meet%20here" in html
    assert "3 open" in html


def test_a_comment_has_no_headings_and_loads_nothing_from_elsewhere(ferry: Wiki) -> None:
    begin(ferry, "built a bridge", "# Loud\n\n![far](https://elsewhere.example/p.png) <b onclick='x'>bold</b>")
    html = ferry.page("ferry").html
    assert html.count("<h1") == 1
    assert "<img" not in html
    assert "onclick" not in html
    assert '<a href="https://elsewhere.example/p.png" rel="noopener noreferrer nofollow ugc">far</a>' in html


def test_a_quotation_is_only_text(ferry: Wiki) -> None:
    ferry.write("ferry", 'Write `<b class="x">` & more.')
    begin(ferry, 'Write <b class="x"> & more')
    html = ferry.page("ferry").html
    assert 'data-exact="Write &lt;b class=&quot;x&quot;&gt; &amp; more"' in html
    assert "#:~:text=Write%20%3Cb%20class%3D%22x%22%3E%20%26%20more" in html


def test_the_article_and_its_version_do_not_change(ferry: Wiki) -> None:
    article = re.compile(r"<article.*?</article>", re.DOTALL)
    before = article.findall(ferry.page("ferry").html)
    begin(ferry, "built a bridge")
    assert article.findall(ferry.page("ferry").html) == before


def test_a_page_without_threads_loads_no_style(ferry: Wiki) -> None:
    assert ferry.page("ferry").styles == []
    begin(ferry, "built a bridge")
    assert [one.rpartition("/")[2] for one in ferry.page("ferry").styles] == ["discussion.css"]


@pytest.mark.parametrize(
    ("exact", "fields", "reason"),
    [
        ("a tunnel", {}, "does not have these words"),
        (" \n", {}, "Quote the words"),
        ("x" * 1001, {}, "at most 1,000"),
        ("e", {}, "times"),
        ("built a bridge", {"text": " "}, "some text"),
    ],
)
def test_what_is_no_comment_on_a_passage(ferry: Wiki, exact: str, fields: dict[str, Any], reason: str) -> None:
    with pytest.raises(Invalid, match=reason) as error:
        begin(ferry, exact, **fields)
    assert error.value.field == ("text" if fields else "exact")
    assert not Thread.objects.exists()


def test_one_of_many_equal_places(ferry: Wiki) -> None:
    ferry.write("ferry", "A fish.\n\nA fish.\n\nA fish.")
    second, third = begin(ferry, "fish", prefix="A fish. A ", start=10), begin(ferry, "fish", start=15)
    assert [Thread.objects.get(pk=one).nth for one in (second, third)] == [1, 2]
    ferry.write("ferry", "A fish.\n\nA fish.")
    assert {passage(one) for one in (second, third)} <= {"fish", None}


def test_passages_stay_with_their_words(ferry: Wiki) -> None:
    meet, carts, bridge = (begin(ferry, one) for one in ("Rivers meet here", "horses and carts", "built a bridge"))
    ferry.write("ferry", f"First of all.\n\n{TEXT.replace('horses and carts', 'horses, oxen and carts')}")
    assert [passage(one) for one in (meet, carts, bridge)] == [
        "Rivers meet here", "horses, oxen and carts", "built a bridge",
    ]  # fmt: skip
    assert 'It was: <q dir="auto">horses and carts</q>' in ferry.page("ferry").html
    ferry.write("ferry", "Rivers *meet* here in spring.")
    assert [passage(one) for one in (meet, carts, bridge)] == ["Rivers meet here", None, None]
    html = ferry.page("ferry").html
    assert html.count("On a passage that was removed") == 2
    assert "built a bridge" in html
    ferry.stage.call(contract.REVERT_PAGE, "editor", "eve", path="ferry", number=1)
    assert [passage(one) for one in (meet, bridge)] == ["Rivers meet here", "built a bridge"]


def test_a_comment_on_what_was_changed_while_it_was_written(ferry: Wiki) -> None:
    ferry.write("ferry", TEXT.replace("horses and carts", "oxen and carts"))
    thread = begin(ferry, "people, horses and carts", revision=1)
    assert passage(thread) == "people, oxen and carts"
    ferry.write("ferry", "Rivers meet.")
    gone = begin(ferry, "built a bridge", revision=1)
    assert passage(gone) is None
    assert "On a passage that was removed" in ferry.page("ferry").html


def test_threads_follow_their_page(ferry: Wiki) -> None:
    thread = begin(ferry, "built a bridge")
    ferry.as_editor(contract.MOVE_PAGE, path="ferry", to="river/ferry")
    assert f'id="thread-{thread}"' in ferry.page("river/ferry").html
    assert begin(ferry, "Rivers meet", path="ferry")
    ferry.as_editor(contract.DELETE_PAGE, path="river/ferry")
    assert "thread" not in ferry.page("river/ferry").html
    for call in (
        lambda: reply(ferry, thread), lambda: begin(ferry, "carts", path="river/ferry"),
        lambda: ferry.stage.call(contract.LIST_THREADS, path="river/ferry"),
        lambda: ferry.as_editor(contract.RESOLVE_THREAD, id=thread),
    ):  # fmt: skip
        with pytest.raises(Gone):
            call()
    assert ferry.stage.page(contract.PAGE_THREAD, id=thread).status == 410
    ferry.as_editor(contract.RESTORE_PAGE, path="river/ferry")
    assert f'id="thread-{thread}"' in ferry.page("river/ferry").html


def test_resolving_and_reopening(ferry: Wiki) -> None:
    thread = begin(ferry, "built a bridge")
    with pytest.raises(Forbidden, match="opened a thread"):
        ferry.stage.call(contract.RESOLVE_THREAD, "member", "mallory", id=thread)
    resolved = ferry.stage.call(contract.RESOLVE_THREAD, "member", "grace", id=thread)
    html = ferry.page("ferry").html
    assert f'id="thread-{thread}"' not in html
    assert "0 open" in html
    assert "1 resolved" in html
    shown = ferry.stage.page(contract.PAGE_RESOLVED, path="ferry").html
    assert f'id="thread-{thread}"' in shown
    assert "Resolved by grace" in shown
    undo = ferry.stage.module.contract.procedures[resolved["undo"]["call"]]
    ferry.stage.call(undo, "editor", "eve", **resolved["undo"]["fields"])
    assert f'id="thread-{thread}"' in ferry.page("ferry").html
    topics = [topic for topic in ferry.stage.topics() if ".thread." in topic or ".comment." in topic]
    assert topics == [
        "courant.wiki.thread.opened", "courant.wiki.comment.added", "courant.wiki.thread.resolved",
        "courant.wiki.thread.reopened",
    ]  # fmt: skip
    ferry.stage.session.events.clear()
    ferry.as_editor(contract.REOPEN_THREAD, id=thread)
    assert not ferry.stage.session.events


def test_a_thread_is_shown_as_long_as_it_has_a_comment(ferry: Wiki) -> None:
    opened = ferry.stage.call(
        contract.OPEN_THREAD, "member", "grace", path="ferry", exact="built a bridge", text="First."
    )
    thread = opened["id"]
    answer = reply(ferry, thread)
    undo = ferry.stage.module.contract.procedures[opened["undo"]["call"]]
    ferry.stage.call(undo, "member", "grace", **opened["undo"]["fields"])
    html = ferry.page("ferry").html
    assert "First." not in html
    assert "It is." in html
    ferry.stage.call(contract.REMOVE_COMMENT, "editor", "eve", id=answer)
    assert "built a bridge</a>" not in ferry.page("ferry").html
    assert ferry.stage.page(contract.PAGE_THREAD, id=thread).status == 404
    with pytest.raises(Forbidden, match="removed yourself"):
        ferry.stage.call(contract.RESTORE_COMMENT, "member", "ada", id=answer)
    ferry.stage.call(contract.RESTORE_COMMENT, "member", "grace", id=opened["comment"])
    assert "First." in ferry.page("ferry").html


def test_its_author_may_edit_a_comment_for_a_while(ferry: Wiki) -> None:
    thread = begin(ferry, "built a bridge", "Wel.")
    number = Comment.objects.get(thread=thread).pk
    answer = ferry.stage.call(contract.EDIT_COMMENT, "member", "grace", id=number, text="Well.")
    assert answer["location"] == f"/wiki/~thread/{thread}/#comment-{number}"
    assert "· edited" in ferry.page("ferry").html
    with pytest.raises(Forbidden, match="your own"):
        ferry.stage.call(contract.EDIT_COMMENT, "editor", "eve", id=number, text="Bad.")
    Comment.objects.update(created=timezone.now() - commenting.EDITABLE)
    with pytest.raises(Forbidden, match="for 15 minutes"):
        ferry.stage.call(contract.EDIT_COMMENT, "member", "grace", id=number, text="Later.")
    ferry.stage.call(contract.REMOVE_COMMENT, "member", "grace", id=number)
    Comment.objects.update(created=timezone.now())
    with pytest.raises(Gone, match="removed"):
        ferry.stage.call(contract.EDIT_COMMENT, "member", "grace", id=number, text="Again.")


def test_the_page_of_a_comment_has_what_its_reader_may_do(ferry: Wiki) -> None:
    begin(ferry, "built a bridge")
    number = Comment.objects.get().pk

    def page(role: str, name: str) -> tuple[int, bool, bool, bool]:
        found = page_from(ferry.stage.call(contract.PAGE_EDIT_COMMENT, role, name, id=number))
        calls = (contract.EDIT_COMMENT, contract.REMOVE_COMMENT, contract.RESTORE_COMMENT)
        edits, removes, restores = (f'data-call="{one.uri}"' in found.html for one in calls)
        assert found.audience == PERSONAL
        return found.status, edits, removes, restores

    assert page("member", "grace") == (200, True, True, False)
    assert page("editor", "eve") == (200, False, True, False)
    assert page("member", "mallory") == (403, False, False, False)
    ferry.stage.call(contract.REMOVE_COMMENT, "member", "grace", id=number, leave="1")
    assert page("member", "grace") == (410, False, False, True)


@pytest.mark.parametrize("role", ["visitor", "backend"])
def test_who_is_not_a_member_does_not_comment(ferry: Wiki, role: str) -> None:
    thread = begin(ferry, "built a bridge")
    with pytest.raises(Forbidden):
        ferry.stage.call(contract.OPEN_THREAD, role, path="ferry", exact="carts", text="Hello")
    with pytest.raises(Forbidden):
        ferry.stage.call(contract.REPLY_TO_THREAD, role, id=thread, text="Hello")


def test_what_there_is_not(ferry: Wiki) -> None:
    for procedure in (contract.REPLY_TO_THREAD, contract.EDIT_COMMENT):
        with pytest.raises(NotFound):
            ferry.stage.call(procedure, "member", "ada", id=987654321, text="x")
    for procedure in (contract.RESOLVE_THREAD, contract.REMOVE_COMMENT):
        with pytest.raises(NotFound):
            ferry.stage.call(procedure, "member", "ada", id=987654321)
    assert ferry.stage.page(contract.PAGE_THREAD, id=987654321).status == 404
    with pytest.raises(NotFound):
        begin(ferry, "carts", path="nowhere")


def test_programs_read_threads(ferry: Wiki) -> None:
    thread = begin(ferry, "built a bridge")
    reply(ferry, thread)
    found = ferry.stage.call(contract.LIST_THREADS, path="ferry")
    (one,) = found["threads"]
    assert (one["exact"], [each["author"] for each in one["comments"]]) == ("built a bridge", ["grace", "ada"])
    assert one["prefix"].endswith("Nobody has ")
    assert not found["more"]
    assert ferry.stage.call(contract.LIST_THREADS, path="ferry", resolved=True)["threads"] == []


def test_lists_are_bounded(ferry: Wiki, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stretches, "SHOWN", 2)
    monkeypatch.setattr(stretches, "LATEST", 2)
    monkeypatch.setattr(comments, "MOST", 5)
    thread = begin(ferry, "Rivers meet", "zero")
    for text in ("one", "two", "three", "four"):
        reply(ferry, thread, f"{text} more")
    with pytest.raises(Invalid, match="at most 5"):
        reply(ferry, thread)
    begin(ferry, "horses")
    begin(ferry, "built a bridge")
    html = ferry.page("ferry").html
    assert [word for word in ("zero", "one more", "two more", "three more", "four more") if word in html] == [
        "zero", "three more", "four more",
    ]  # fmt: skip
    assert "2 earlier replies" in html
    assert "/wiki/ferry/~threads/2/" in html
    assert "built a bridge</a>" not in html
    assert "built a bridge</a>" in ferry.stage.page(contract.PAGE_THREADS, path="ferry", page=2).html
    assert "two more" in ferry.stage.page(contract.PAGE_THREAD, id=thread).html


CHANGES: list[Any] = [
    lambda wiki: begin(wiki, "horses"),
    lambda wiki: reply(wiki, Thread.objects.earliest("pk").pk, "With a [^1].\n\n[^1]: footnote"),
    lambda wiki: wiki.write("ferry", f"More\n\n{TEXT}"),
    lambda wiki: wiki.write("ferry", "\n\n".join(TEXT.split("\n\n")[::-1])),
    lambda wiki: wiki.write("ferry", TEXT.replace("a bridge", "one")),
    lambda wiki: wiki.as_editor(contract.RESOLVE_THREAD, id=Thread.objects.earliest("pk").pk),
    lambda wiki: wiki.as_editor(contract.REOPEN_THREAD, id=Thread.objects.earliest("pk").pk),
    lambda wiki: wiki.as_editor(contract.REMOVE_COMMENT, id=Comment.objects.earliest("pk").pk),
    lambda wiki: wiki.as_editor(contract.RESTORE_COMMENT, id=Comment.objects.earliest("pk").pk),
]


@pytest.mark.parametrize("page", ["show", "resolved", "thread"])
def test_open_pages_follow(ferry: Wiki, page: str) -> None:
    thread = begin(ferry, "built a bridge")
    reply(ferry, thread)
    begin(ferry, "Rivers meet")
    procedure, fields = {
        "show": (contract.PAGE_SHOW, {"path": "ferry"}),
        "resolved": (contract.PAGE_RESOLVED, {"path": "ferry"}),
        "thread": (contract.PAGE_THREAD, {"id": thread}),
    }[page]
    for change in CHANGES:
        ferry.converges(procedure, lambda change=change: change(ferry), **fields)


def test_an_edit_elsewhere_does_not_send_the_threads_again(ferry: Wiki) -> None:
    begin(ferry, "built a bridge")
    ferry.stage.session.events.clear()
    ferry.write("ferry", f"{TEXT}\n\nA long time afterwards, things are different.")
    ferry.stage.session.events.clear()
    ferry.write("ferry", f"Once upon a time.\n\n{TEXT}\n\nA long time afterwards, things are different.")
    assert not [one for one in ferry.touched() if "thread" in one]
    assert passage(Thread.objects.get().pk) == "built a bridge"


def test_a_reply_is_sent_as_one_child(ferry: Wiki) -> None:
    threads = [begin(ferry, one) for one in ("Rivers", "horses", "bridge")]
    ferry.page("ferry")
    ferry.stage.session.events.clear()
    reply(ferry, threads[1])
    last = [one for one in ferry.stage.deliveries() if one.id == f"wiki.threads-{ferry.id('ferry')}"][-1]
    assert [one.key for one in last.put] == [f"thread-{threads[1]}"]
