"""Fragment ids, and deliveries that lead one version to the next."""

import pytest
from courant_kit.live.delivery import Delivery, Put, apply, deliver, difference, event_fields
from courant_kit.live.fragment import FragmentId, Item, topic, versions_in, wrap
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


@pytest.mark.parametrize("text", ["blog.index", "blog.index/3", "blog.comments-12", "wiki.page-7f/a-b", "a.b_c-D_9"])
def test_an_id_is_written_as_it_was_read(text: str) -> None:
    assert str(FragmentId.parse(text)) == text


@pytest.mark.parametrize(
    "text", ["", "blog", "Blog.index", "blog.", "blog.in dex", "blog.a.b", 'blog.a"', "blog.a/b/c"]
)
def test_other_texts_are_no_ids(text: str) -> None:
    with pytest.raises(ValueError, match="not a fragment id"):
        FragmentId.parse(text)


def test_topic_and_version_belong_to_the_whole_list() -> None:
    part = FragmentId.parse("blog.index/3")
    assert (topic(part), part.base) == ("courant.blog.live.index", "blog.index")
    assert topic(FragmentId.parse("blog.draft-1"), staff=True) == "courant.blog.staff.draft-1"


def test_the_fragments_of_a_page_are_read_from_its_html() -> None:
    fragment = FragmentId.parse("blog.post-1")
    html = wrap(fragment, 4, "<p>hi</p>", tag="article", attributes='class="page"')
    assert html == '<article data-live="blog.post-1" data-version="4" class="page"><p>hi</p></article>'
    assert versions_in(html) == {"blog.post-1": 4}


def test_words_that_look_like_a_fragment_are_none() -> None:
    assert versions_in('<p>data-live="blog.post-1" data-version="4"</p>') == {}
