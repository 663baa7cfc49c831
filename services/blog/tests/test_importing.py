"""Imported posts are never duplicated, whatever happens to them afterwards."""

from typing import Any

import pytest
from courant_blog import contract
from courant_blog.models import Author, Entry, Original, Post, Redirect, Series, Tag, Tally
from courant_kit.calls.errors import Forbidden, Invalid

from .staged_blog import Blog

POST: dict[str, Any] = {
    "source": "rust-blog:Rust-1.1.md",
    "title": "Rust 1.1 stable",
    "text": "We're happy.\n\n<div class='x'>And <b>raw</b> HTML.</div>",
    "date": "2015-06-25",
    "authors": ["The Rust Core Team", "Ada"],
    "slug": "Rust-1.1",
    "section": "releases",
    "tags": ["Release", "rust"],
    "aliases": ["/2015/06/25/Rust-1.1.html", "releases/1.1.0", "2015/06/25/Rust-1.1"],
}


def take_in(blog: Blog, **fields: Any) -> Any:
    return blog.call(contract.IMPORT_POST, "admin", "operator", **(POST | fields))


def test_all_of_it_is_carried(blog: Blog) -> None:
    done = take_in(blog)
    assert done["outcome"] == "created"
    assert done["path"] == "/blog/2015/06/25/rust-1-1/"
    page = blog.post_page(done["path"])
    day = '<time datetime="2015-06-25">25 June 2015</time>'
    for part in ("The Rust Core Team</span>", "Ada</span>", day, "<b>raw</b>", "/blog/tag/release/", "Releases"):
        assert part in page.html
    assert "Rust 1.1 stable" in blog.page(contract.PAGE_SECTION, slug="releases").html


@pytest.mark.parametrize(
    "path", ["2015/06/25/Rust-1.1.html", "2015/06/25/Rust-1.1", "releases/1.1.0/", "2015/06/25/Rust-1.1/"]
)
def test_old_paths_lead_to_it(blog: Blog, path: str) -> None:
    done = take_in(blog)
    page = blog.page(contract.PAGE_MOVED, path=path)
    assert (page.status, page.location) == (301, done["path"])


OLD = {
    "aliases": [
        "2019/old.html", "/older/weekly/", "blog/2015/07/Weekly-Meeting_23", "2020/1/7/U\u0308ber-Straße_X.html",
        "notes/index.html",
    ]
}  # fmt: skip


@pytest.mark.parametrize(
    "path",
    ["2019/old.html", "2019/old", "2019/old/", "older/weekly", "older/weekly.html", "older/weekly/index.html",
     "2020/1/7/\u00dcber-Straße_X.html", "2020/1/7/U\u0308ber-Straße_X", "notes", "notes/", "notes.html"],
)  # fmt: skip
def test_old_addresses_lead_on_from_where_they_were(blog: Blog, path: str) -> None:
    done = take_in(blog, **OLD)
    page = blog.page(contract.PAGE_OLD, path=path)
    assert (page.status, page.location) == (301, done["path"])


@pytest.mark.parametrize("path", ["2015/07/Weekly-Meeting_23", "2015/07/Weekly-Meeting_23/"])
def test_an_old_address_below_the_blog_leads_on_too(blog: Blog, path: str) -> None:
    done = take_in(blog, **OLD)
    assert blog.page(contract.PAGE_MOVED, path=path).location == done["path"]


@pytest.mark.parametrize("path", ["2015/7/6/Weekly", "2015/07/06/Weekly"])
def test_an_old_address_that_looks_like_a_posts_leads_on(blog: Blog, path: str) -> None:
    done = take_in(blog, aliases=[f"blog/{path}"])
    assert blog.post_page(f"/blog/{path}/").location == done["path"]


def test_old_addresses_of_drafts_and_deleted_posts_lead_nowhere(blog: Blog) -> None:
    draft = take_in(blog, **OLD, published=False)
    assert blog.page(contract.PAGE_OLD, path="2019/old.html").status == 404
    blog.call(contract.PUBLISH_POST, id=draft["id"])
    assert blog.page(contract.PAGE_OLD, path="2019/old.html").status == 301
    blog.call(contract.DELETE_POST, id=draft["id"])
    assert blog.page(contract.PAGE_OLD, path="2019/old.html").status == 410
    assert blog.page(contract.PAGE_OLD, path="2019/never.html").status == 404


def test_importing_again_changes_nothing(blog: Blog) -> None:
    first = take_in(blog)
    blog.stage.session.events.clear()
    assert take_in(blog) == {**first, "outcome": "unchanged"}
    assert Post.objects.count() == 1
    assert not blog.stage.session.events


def test_importing_what_changed_updates_it(blog: Blog) -> None:
    first = take_in(blog)
    again = take_in(blog, title="Rust 1.1", text="New words.", tags=["rust"])
    assert again == {**first, "outcome": "updated"}
    page = blog.post_page(first["path"])
    assert "New words." in page.html
    assert "We're happy" not in page.html
    assert blog.page(contract.PAGE_TAG, slug="release").status == 404


def test_what_people_changed_here_stays_if_the_source_is_as_it_was(blog: Blog) -> None:
    first = take_in(blog)
    blog.save("Mended", "By hand.", id=first["id"], date=None)
    assert take_in(blog)["outcome"] == "kept"
    assert "By hand." in blog.post_page(first["path"]).html


def test_changes_here_and_at_the_source_are_both_there(blog: Blog) -> None:
    first = take_in(blog, text="One mistke.\n\nTwo.\n\nThree.")
    blog.save(POST["title"], "One mistake.\n\nTwo.\n\nThree.", id=first["id"], date=None)
    done = take_in(blog, text="One mistke.\n\nTwo.\n\nThree, and more.", title="Rust 1.1", tags=["rust"])
    assert (done["outcome"], done["kept"]) == ("merged", [])
    post = Post.objects.get()
    assert (post.title, post.text) == ("Rust 1.1", "One mistake.\n\nTwo.\n\nThree, and more.")
    assert [tag.name for tag in post.tags.all()] == ["rust"]
    again = take_in(blog, text="One mistke.\n\nTwo.\n\nThree, and more.", title="Rust 1.1", tags=["rust"])
    assert (again["outcome"], Post.objects.get().version) == ("kept", post.version)


def test_where_both_changed_a_place_the_words_here_stay_and_are_named(blog: Blog) -> None:
    first = take_in(blog, text="One.\n\nTwo.\n\nThree.")
    blog.save(POST["title"], "One!\n\nTwo.\n\nThree.", id=first["id"], date=None)
    done = take_in(blog, text="One?\n\nTwo.\n\nThree, and more.")
    assert (done["outcome"], done["kept"]) == ("conflict", ["text, line 1: “One!” here, “One?” in the file"])
    assert Post.objects.get().text == "One!\n\nTwo.\n\nThree, and more."
    later = take_in(blog, text="One?\n\nTwo, too.\n\nThree, and more.")
    assert (later["outcome"], later["kept"]) == ("merged", [])
    assert Post.objects.get().text == "One!\n\nTwo, too.\n\nThree, and more."


HERE: dict[str, Any] = {
    "title": "Mine", "tags": "mine", "date": "2015-06-24", "slug": "mine", "section": "mine", "summary": "Mine.",
}  # fmt: skip
THERE: dict[str, Any] = {
    "title": "Theirs", "tags": ["theirs"], "date": "2015-06-26", "slug": "theirs", "section": "theirs",
    "summary": "Theirs.",
}  # fmt: skip


def state() -> dict[str, Any]:
    post = Post.objects.get()
    return {
        "title": post.title, "tags": ", ".join(tag.name for tag in post.tags.all()), "date": str(post.day),
        "slug": post.slug, "section": post.section, "summary": post.summary,
    }  # fmt: skip


def edited(blog: Blog, number: int, **fields: Any) -> None:
    unchanged = {"title": POST["title"], "text": POST["text"], "date": None}
    blog.save(**(unchanged | {"id": number} | fields))


@pytest.mark.parametrize("field", HERE)
def test_each_field_is_merged(blog: Blog, field: str) -> None:
    first = take_in(blog)
    imported = state()
    edited(blog, first["id"], **{field: HERE[field]})
    assert take_in(blog)["outcome"] == "kept"
    assert state() == imported | {field: HERE[field]}
    other = "title" if field != "title" else "summary"
    assert take_in(blog, **{other: THERE[other]})["outcome"] == "merged"
    assert state() == imported | {field: HERE[field], other: THERE[other]}
    done = take_in(blog, **{other: THERE[other], field: THERE[field]})
    assert done["outcome"] == "conflict"
    assert [line.partition(":")[0] for line in done["kept"]] == [field]
    assert state() == imported | {field: HERE[field], other: THERE[other]}


@pytest.mark.parametrize("field", THERE)
def test_a_field_that_only_the_source_changed_is_imported(blog: Blog, field: str) -> None:
    take_in(blog)
    imported = state()
    done = take_in(blog, **{field: THERE[field]})
    assert (done["outcome"], done["kept"]) == ("updated", [])
    words = ", ".join(THERE[field]) if field == "tags" else THERE[field]
    assert state() == imported | {field: words}


def test_a_slug_that_was_taken_and_a_tag_spelled_otherwise_are_no_edits(blog: Blog) -> None:
    blog.save("Release", "Words.", date="2015-06-25", slug="rust-1-1", tags="RELEASE")
    done = take_in(blog)
    assert done["path"] == "/blog/2015/06/25/rust-1-1-2/"
    assert take_in(blog)["outcome"] == "unchanged"
    again = take_in(blog, text="Other words.", tags=["rust"])
    assert (again["outcome"], again["path"]) == ("updated", done["path"])


def test_a_post_taken_back_here_stays_a_draft(blog: Blog) -> None:
    first = take_in(blog)
    blog.call(contract.UNPUBLISH_POST, id=first["id"])
    done = take_in(blog, text="New words.")
    assert (done["path"], done["kept"]) == ("", ["published: it was made a draft here, so it stays a draft"])
    assert blog.post_page(first["path"]).status == 404
    assert "New words." in Post.objects.get().text


def test_a_draft_published_here_stays_public(blog: Blog) -> None:
    first = take_in(blog, published=False)
    path = blog.call(contract.PUBLISH_POST, id=first["id"])["location"]
    done = take_in(blog, published=False, text="New words.")
    assert (done["path"], done["kept"]) == (path, ["published: it was published here, so it stays public"])


def test_a_source_that_became_a_draft_is_withdrawn(blog: Blog) -> None:
    first = take_in(blog)
    assert take_in(blog, published=False)["outcome"] == "updated"
    assert blog.post_page(first["path"]).status == 404


def test_a_post_deleted_here_stays_deleted(blog: Blog) -> None:
    first = take_in(blog)
    blog.call(contract.DELETE_POST, id=first["id"])
    assert take_in(blog, title="Changed again")["outcome"] == "deleted"
    assert blog.post_page(first["path"]).status == 410


def test_a_source_may_get_another_name(blog: Blog) -> None:
    first = take_in(blog, source="old/a.md")
    again = take_in(blog, source="new:a", was="old/a.md")
    assert (again["id"], again["outcome"]) == (first["id"], "unchanged")
    assert take_in(blog, source="new:a", was="old/a.md")["id"] == first["id"]
    assert Post.objects.count() == 1


def test_sources_are_listed(blog: Blog) -> None:
    for name in "abc":
        take_in(blog, source=name, title=name.upper(), published=name != "b")
    blog.call(contract.DELETE_POST, id=Post.objects.get(source="c").pk)
    listed = blog.call(contract.LIST_SOURCES, limit=2)
    a = {"source": "a", "title": "A", "day": "2015-06-25", "location": "/blog/2015/06/25/rust-1-1/", "deleted": False,
         "file": ""}  # fmt: skip
    assert listed == {"sources": [a, a | {"source": "b", "title": "B", "location": ""}], "more": True}
    rest = blog.call(contract.LIST_SOURCES, after="b")
    assert [(one["source"], one["deleted"]) for one in rest["sources"]] == [("c", True)]
    with pytest.raises(Forbidden):
        blog.call(contract.LIST_SOURCES, "member")


def test_a_post_imported_before_originals_were_stored_is_merged_if_nobody_edited_it(blog: Blog) -> None:
    first = take_in(blog)
    Original.objects.all().delete()
    assert take_in(blog, text="New words.")["outcome"] == "updated"
    blog.save(POST["title"], "By hand.", id=first["id"], date=None)
    Original.objects.all().delete()
    done = take_in(blog, text="Newer words.")
    assert (done["outcome"], Post.objects.get().text) == ("conflict", "By hand.")


def times(blog: Blog) -> tuple[str, str]:
    """When the feed and the sitemap say that the one post was changed."""
    item = blog.call(contract.FEED, "visitor")["items"][0]
    entry = blog.call(contract.SITEMAP, "visitor", after="/blog/")["entries"][0]
    return str(item["updated"]), str(entry["modified"])


def test_a_post_carries_when_its_text_was_changed(blog: Blog) -> None:
    first = take_in(blog, updated="2016-02-03T10:00:00+02:00")
    moment = "2016-02-03T08:00:00"
    assert all(moment in one.replace(" ", "T") for one in times(blog))
    blog.comment(first["id"])
    take_in(blog, updated="2016-02-03T10:00:00+02:00", section="other")
    assert all(moment in one.replace(" ", "T") for one in times(blog))
    take_in(blog, updated="2017-01-01", section="other")
    assert all("2017-01-01" in one for one in times(blog))
    edited(blog, first["id"], text="By hand.")
    take_in(blog, updated="2018-01-01", section="other")
    assert not any("2018" in one for one in times(blog))


def test_without_a_time_of_change_a_post_was_changed_when_it_was_published(blog: Blog) -> None:
    take_in(blog)
    assert all("2015-06-25" in one for one in times(blog))
    take_in(blog, text="New words.")
    assert not any("2015-06-25" in one for one in times(blog))


def test_posts_of_a_day_are_ordered_by_their_moments(blog: Blog) -> None:
    for second in (2, 1, 3):
        take_in(blog, source=f"{second}", title=f"T{second}", slug=f"t{second}", day="2015-06-25",
                date=f"2015-06-25T00:00:0{second}+00:00")  # fmt: skip
    html = blog.page(contract.PAGE_INDEX).html
    assert html.index("T3") < html.index("T2") < html.index("T1")
    assert html.count('<time datetime="2015-06-25">25 June 2015</time>') == 3


def test_one_address_for_two_posts_from_elsewhere(blog: Blog) -> None:
    first, second = take_in(blog), take_in(blog, source="other.md")
    assert second["path"] == "/blog/2015/06/25/rust-1-1-2/"
    assert blog.page(contract.PAGE_MOVED, path="releases/1.1.0").location == first["path"]


def test_a_draft_from_elsewhere_is_a_draft(blog: Blog) -> None:
    done = take_in(blog, published=False)
    assert done["path"] == ""
    assert blog.page(contract.PAGE_MOVED, path="releases/1.1.0").status == 404
    assert "Rust 1.1" not in blog.page(contract.PAGE_INDEX).html


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"date": "long ago"}, "date"),
        ({"title": ""}, "title"),
        ({"source": ""}, "source"),
        ({"section": "a b"}, "section"),
        ({"updated": "lately"}, "updated"),
    ],
)
def test_what_makes_no_sense_is_refused(blog: Blog, fields: dict[str, str], field: str) -> None:
    with pytest.raises(Invalid) as refused:
        take_in(blog, **fields)
    assert refused.value.field == field
    assert not Post.objects.exists()


@pytest.mark.parametrize("role", ["visitor", "member", "backend"])
def test_only_editors_import(blog: Blog, role: str) -> None:
    with pytest.raises(Forbidden):
        blog.call(contract.IMPORT_POST, role, **POST)


def test_an_operator_imports_without_a_rate_limit(blog: Blog) -> None:
    for number in range(45):
        blog.stage.call(contract.IMPORT_POST, "admin", "operator", **(POST | {"source": f"{number}.md"}))
    assert Post.objects.count() == 45


@pytest.mark.parametrize(
    ("fields", "status", "planned"),
    [
        ({"state": "review"}, "review", ""),
        ({"state": "scheduled", "date": "2099-01-02T09:30:00+02:00"}, "scheduled", ""),
        ({"state": "scheduled", "date": "2099-01-02T00:00:00+00:00", "day": "2099-01-02"}, "scheduled",
         "2099-01-02T00:00"),
        ({"state": "scheduled", "date": "2019-01-02"}, "draft", ""),
        ({"state": "unlisted"}, "draft", ""),
    ],
)  # fmt: skip
def test_what_is_not_published_has_its_state(blog: Blog, fields: dict[str, Any], status: str, planned: str) -> None:
    take_in(blog, published=False, **fields)
    post = Post.objects.get()
    assert (post.status, post.planned) == (status, planned)
    assert take_in(blog, published=False, **fields)["outcome"] == "unchanged"


def test_a_scheduled_post_follows_its_date_and_stays_as_people_moved_it(blog: Blog) -> None:
    fields = {"published": False, "state": "scheduled"}
    first = take_in(blog, **fields, date="2099-01-02T09:30:00+00:00")
    take_in(blog, **fields, date="2099-01-03T09:30:00+00:00")
    assert str(Post.objects.get().published_at) == "2099-01-03 09:30:00+00:00"
    blog.call(contract.SET_STATE, ids=[first["id"]], state="draft")
    take_in(blog, **fields, date="2099-01-03T09:30:00+00:00", title="New")
    assert Post.objects.get().status == "draft"


def test_a_pinned_post_stays_unpinned_if_people_unpinned_it(blog: Blog) -> None:
    first = take_in(blog, pinned=True)
    assert Post.objects.get().pinned_at
    blog.call(contract.PIN_POST, id=first["id"], pinned=False)
    assert take_in(blog, pinned=True)["outcome"] == "kept"
    assert Post.objects.get().pinned_at is None


def test_an_unlisted_or_hidden_post_is_never_pinned(blog: Blog) -> None:
    take_in(blog, pinned=True, state="unlisted")
    assert Post.objects.get().pinned_at is None
    assert take_in(blog, pinned=True, state="unlisted")["outcome"] == "unchanged"


def test_a_translation_has_its_language_and_what_it_has_in_common(blog: Blog) -> None:
    take_in(blog, language="nl", translation="here/post")
    post = Post.objects.get()
    assert (post.language, post.translation) == ("nl", "here/post")
    with pytest.raises(Invalid):
        take_in(blog, language="no language")


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
