"""Fragment ids, and deliveries from one version to the next."""

import pytest
from courant_kit.live.audience import EDITORS_ONLY, person
from courant_kit.live.delivery import Delivery, Put, apply, deliver, difference, event_fields
from courant_kit.live.fragment import Fragment, Item, read, versions_in, wrap
from hypothesis import given
from hypothesis import strategies as st

KEYS = st.lists(st.sampled_from("abcdefgh"), unique=True)


def items(keys: list[str], html: str = "") -> list[Item]:
    return [Item(key, f"<li id={key}>{html}</li>") for key in keys]


@given(KEYS, KEYS, st.sampled_from("xy"))
def test_what_is_put_and_dropped_leads_from_old_to_new(old: list[str], new: list[str], html: str) -> None:
    before, after = items(old, "x"), items(new, html)
    put, drop = difference(before, after)
    delivery = Delivery(id="m.list", version=2, base=1, put=put, drop=drop)
    assert apply(before, delivery) == after
    assert apply(apply(before, delivery), delivery) == after


def test_only_the_new_child_travels() -> None:
    put, drop = difference(items(["a", "b"]), items(["a", "b", "c"]))
    assert (put, drop) == ([Put("c", "<li id=c></li>", "b")], [])


def test_all_travels_when_all_changed() -> None:
    delivery = deliver("m.list", 2, items(["a", "b"], "new"), (1, items(["a", "b"], "old")), 9)
    assert delivery.base is None
    assert delivery.html == "<li id=a>new</li><li id=b>new</li>"


def test_what_is_gone_says_so() -> None:
    assert event_fields(deliver("m.x", 2, None, None, 3)) == {
        "id": "m.x", "version": 2, "event": 3, "gone": True,
    }  # fmt: skip


INDEX = Fragment("blog.index")
COMMENTS = Fragment("blog.comments", key=int)
DRAFT = Fragment("blog.draft", key=int, audience=EDITORS_ONLY)
PAGE = Fragment("wiki.page", key=str)
NOTICES = Fragment("core.notices", key=str, audience=person)
DECLARED = {one.name: one for one in (INDEX, COMMENTS, DRAFT, PAGE, NOTICES)}


@pytest.mark.parametrize(
    "text", ["blog.index", "blog.index/3", "blog.comments-12", "blog.comments-0/7", "wiki.page-a-B_9/2", "wiki.page-12"]
)
def test_an_id_is_written_as_it_was_read(text: str) -> None:
    assert str(read(text, DECLARED)) == text


@pytest.mark.parametrize(
    "text",
    ["", "blog", "Blog.index", "blog.", "blog.in dex", "blog.a.b", 'blog.a"', "wiki.page-a/b/c", "blog.index-1",
     "blog.index/0", "blog.index/03", "blog.comments", "blog.comments-012", "blog.comments--1", "blog.comments-1/x",
     "blog.comments-9007199254740993", "wiki.page", "wiki.page-é", "blog.coments-12", "blog.comments-\u0661"],
)  # fmt: skip
def test_other_texts_are_no_ids(text: str) -> None:
    assert read(text, DECLARED) is None


@given(st.integers(0, 2**53), st.integers(0, 2**53))
def test_what_a_declaration_gives_is_read_back(key: int, part: int) -> None:
    assert read(str(COMMENTS(key, part=part)), DECLARED) == COMMENTS(key, part=part)


def test_a_key_of_another_type_is_refused() -> None:
    with pytest.raises(TypeError, match="key of type int"):
        COMMENTS("12")  # type: ignore[arg-type]  # what is tested
    with pytest.raises(TypeError, match="key of type int"):
        COMMENTS()  # type: ignore[misc]  # what is tested
    with pytest.raises(TypeError, match="key of type NoneType"):
        INDEX(1)  # type: ignore[call-overload]  # what is tested
    with pytest.raises(ValueError, match="cannot be in the id"):
        PAGE("a/b")
    with pytest.raises(ValueError, match="cannot be in the id"):
        COMMENTS(-1)


def test_topic_and_version_belong_to_the_whole_list() -> None:
    assert (INDEX(part=3).topic, INDEX(part=3).base) == ("courant.blog.live.index", "blog.index")
    assert DRAFT(1).topic == "courant.blog.staff.draft-1"
    assert NOTICES("ada").topic == "courant.core.person-ada.notices-ada"


def test_the_fragments_of_a_page_are_read_from_its_html() -> None:
    html = wrap(COMMENTS(1), 4, "<p>hi</p>", tag="article", attributes='class="page"')
    assert html == '<article data-live="blog.comments-1" data-version="4" class="page"><p>hi</p></article>'
    assert versions_in(html) == {"blog.comments-1": 4}
    assert 'data-topic="courant.blog.staff.draft-1"' in wrap(DRAFT(1), 4, "")


def test_words_that_look_like_a_fragment_are_none() -> None:
    assert versions_in('<p>data-live="blog.post-1" data-version="4"</p>') == {}
