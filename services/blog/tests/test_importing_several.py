"""Several posts that are imported at once become what each would alone."""

from typing import Any

from courant_blog import contract
from courant_blog.models import Author, Entry, Post, Redirect, Series, Tag, Tally

from .imported import POST, take_in
from .staged_blog import Blog


def take_in_several(blog: Blog, *posts: dict[str, Any]) -> list[dict[str, Any]]:
    done = blog.call(contract.IMPORT_POSTS, "admin", "operator", posts=[POST | one for one in posts])
    return list(done["outcomes"])


def other(name: str, **fields: Any) -> dict[str, Any]:
    return {"source": name, "slug": name, "title": name.title(), "aliases": [f"old/{name}"], **fields}


def state_of_all() -> list[dict[str, Any]]:
    return [
        {
            **{name: getattr(post, name) for name in ("title", "slug", "path", "author", "html", "excerpt", "status")},
            **{name: getattr(post, name) for name in ("version", "day", "timed", "updated", "edited_by", "section")},
            "tags": [tag.name for tag in post.tags.order_by("name")],
            "authors": [one.name for one in post.authors.order_by("name")],
            "original": (post.original.fields, post.original.site),
            "history": [(one.number, one.title, one.text, one.author, one.fields) for one in post.revisions.all()],
            "redirects": sorted(post.redirect_set.values_list("path", flat=True)),
            "lists": sorted(Entry.objects.filter(post=post).values_list("list", "published_at")),
        }
        for post in Post.objects.order_by("source")
    ] + [dict(one) for one in Tally.objects.order_by("list", "period").values("list", "period", "posts")]


SEVERAL = (
    other("alpha"), other("beta", tags=["rust", "Beta"], authors=["Ada"], date="2015-06-26"),
    other("gamma", published=False), other("delta", section="", series="Parts", part=2),
)  # fmt: skip


def test_several_posts_become_what_each_would_alone(blog: Blog) -> None:
    together = take_in_several(blog, *SEVERAL)
    found = state_of_all()
    Post.objects.all().delete()
    for model in (Tally, Tag, Author, Redirect):
        model.objects.all().delete()
    alone = [take_in(blog, **one) for one in SEVERAL]
    assert [one["done"]["path"] for one in together] == [one["path"] for one in alone]
    numbers = ("tag-", "author-")  # the ids of tags and authors differ
    assert _without(found, numbers) == _without(state_of_all(), numbers)


def _without(found: list[dict[str, Any]], prefixes: tuple[str, ...]) -> list[Any]:
    kept = [one for one in found if not str(one.get("list", "")).startswith(prefixes)]
    return [{**one, "lists": [row for row in one.get("lists", []) if not row[0].startswith(prefixes)]} for one in kept]


def test_of_several_posts_one_that_is_rejected_says_why_and_the_others_are_there(blog: Blog) -> None:
    done = take_in_several(blog, other("alpha"), other("beta", title=" "), other("gamma", date="2999-01-01"))
    assert [bool(one["done"]) for one in done] == [True, False, False]
    assert [one["refused"] for one in done] == [
        "", "An imported post needs a title.",
        "Date: a post cannot be published before its date. Schedule it instead.",
    ]  # fmt: skip
    assert [post.source for post in Post.objects.all()] == ["alpha"]


def test_several_posts_may_meet_edits_each_other_and_themselves(blog: Blog) -> None:
    first = take_in_several(blog, other("alpha"), other("beta"))
    blog.save("Mended", "By hand.", id=first[0]["done"]["id"], date=None)
    done = take_in_several(
        blog, other("alpha", text="New."), other("beta"), other("gamma", slug="alpha"), other("gamma", text="Again."),
    )  # fmt: skip
    assert [one["done"]["outcome"] for one in done] == ["conflict", "unchanged", "created", "updated"]
    assert done[2]["done"]["path"].endswith("/alpha-2/")
    assert Post.objects.get(source="gamma").text == "Again."
    assert Entry.objects.filter(list="index").count() == 3


def test_the_events_of_several_posts_name_each_and_no_fragment_that_nobody_can_show(blog: Blog) -> None:
    done = take_in_several(blog, other("alpha"), other("beta"))
    events = [(topic, str(fields.get("id", ""))) for topic, fields in blog.stage.session.events]
    assert [topic for topic, _ in events].count(contract.POST_PUBLISHED.uri) == 2
    fragments = [one for topic, one in events if topic.startswith("courant.blog.live.")]
    assert len(fragments) == len(set(fragments))
    assert f"blog.post-{done[0]['done']['id']}" not in {one for _, one in events}
    assert "blog.latest" in {one for _, one in events}


def test_marks_that_no_feed_may_have_are_removed_from_each(blog: Blog) -> None:
    take_in_several(blog, other("alpha", text="a\x07b\r\nc"))
    assert Post.objects.get().text == "ab\nc"


def test_several_posts_have_the_states_and_languages_that_each_would_have_alone(blog: Blog) -> None:
    take_in_several(
        blog, other("pinned", pinned=True), other("unlisted", state="unlisted", pinned=True),
        other("planned", published=False, state="scheduled", date="2099-01-02T09:30:00+00:00"),
        other("review", published=False, state="review", language="nl", translation="here/x"),
    )  # fmt: skip
    found = {one.source: one for one in Post.objects.all()}
    assert {name: one.status for name, one in found.items()} == {
        "pinned": "published", "unlisted": "unlisted", "planned": "scheduled", "review": "review",
    }  # fmt: skip
    assert [name for name, one in found.items() if one.pinned_at] == ["pinned"]
    assert (found["review"].language, found["review"].translation) == ("nl", "here/x")
    assert (found["pinned"].language, found["pinned"].translation) == ("", "")


def test_a_rejected_post_leaves_no_series_behind(blog: Blog) -> None:
    ahead = {"source": "a", "series": "Ghosts", "date": "2990-01-01", "published": True}
    posts = [POST | ahead, POST | {"source": "b", "slug": "b", "series": "Ferns"}]
    done = blog.call(contract.IMPORT_POSTS, "admin", "operator", posts=posts)["outcomes"]
    assert [bool(one["refused"]) for one in done] == [True, False]
    assert [one.name for one in Series.objects.all()] == ["Ferns"]
