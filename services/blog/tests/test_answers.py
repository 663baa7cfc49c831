"""The answers to other programs, crawlers, feed readers and the front page."""

import pytest
from courant_blog import contract
from courant_blog.models import Comment
from courant_kit.calls.errors import Gone, Invalid, NotFound

from .staged_blog import Blog


def titles(blog: Blog, **fields: object) -> list[str]:
    """The titles of all posts, requested two at a time."""
    found: list[str] = []
    before = ""
    while True:
        answer = blog.call(contract.LIST_POSTS, "backend", **fields, before=before, limit=2)
        found += [post["title"] for post in answer["posts"]]
        if not (before := answer["next"]):
            return found


def test_posts_are_listed_newest_first_in_any_number_of_steps(blog: Blog) -> None:
    for number in (1, 3, 2, 5, 4):
        blog.save(f"Post {number}", date=f"2026-01-0{number}", tags="odd" if number % 2 else "", section="s" * number)
    blog.save("Twin", date="2026-01-03")
    assert titles(blog) == ["Post 5", "Post 4", "Twin", "Post 3", "Post 2", "Post 1"]
    assert titles(blog, tag="odd") == ["Post 5", "Post 3", "Post 1"]
    assert titles(blog, section="ss") == ["Post 2"]
    assert titles(blog, tag="nothing") == []


def test_a_bad_question_is_refused(blog: Blog) -> None:
    early = "0001-01-01T00:00:00+14:00_1"
    for fields in (
        {"before": "x"},
        {"before": "2026_x"},
        {"before": early},
        {"tag": "a", "section": "b"},
        {"limit": 1000},
    ):
        with pytest.raises(Invalid):
            blog.call(contract.LIST_POSTS, "backend", **fields)
    for number in (10**25, -(10**25)):
        assert blog.call(contract.LIST_POSTS, "backend", before=f"2026-01-01_{number}")["posts"] == []


def test_a_post_is_given_by_id_or_path(blog: Blog) -> None:
    saved = blog.save(tags="wamp")
    by_id = blog.call(contract.GET_POST, "backend", id=saved["id"])
    assert by_id == blog.call(contract.GET_POST, "backend", path=saved["path"])
    assert (by_id["text"], by_id["tags"], by_id["author"]) == ("Some *words*.", ["wamp"], "eve")
    blog.call(contract.DELETE_POST, id=saved["id"])
    with pytest.raises(Gone):
        blog.call(contract.GET_POST, "backend", id=saved["id"])
    with pytest.raises(NotFound):
        blog.call(contract.GET_POST, "backend")


def test_the_id_of_an_entry_never_changes(blog: Blog) -> None:
    saved = blog.save()
    first = blog.call(contract.FEED)["items"][0]["id"]
    assert first.startswith("urn:uuid:")
    blog.save("Another name", id=saved["id"], slug="elsewhere", date="2025-01-02")
    blog.call(contract.DELETE_POST, id=saved["id"])
    blog.call(contract.RESTORE_POST, id=saved["id"])
    feed = blog.call(contract.FEED)
    assert [(one["id"], one["path"]) for one in feed["items"]] == [(first, "/blog/2025/01/02/elsewhere/")]
    assert feed["path"] == "/blog/"


def test_the_feed_has_the_newest_posts_whole(blog: Blog) -> None:
    for number in range(1, 25):
        blog.save(f"Post {number}", date=f"2026-01-{number:02}", tags="wamp")
    items = blog.call(contract.FEED, "service-web")["items"]
    assert [one["title"] for one in items] == [f"Post {number}" for number in range(24, 4, -1)]
    assert (items[0]["path"], items[0]["tags"], items[0]["author"]) == ("/blog/2026/01/24/post-24/", ["wamp"], "eve")
    assert "<em>words</em>" in items[0]["html"]
    assert blog.stage.module.manifest.feeds[0].procedure == contract.FEED.uri


def test_a_tag_and_a_section_have_feeds_of_their_own_once_they_have_a_public_post(blog: Blog) -> None:
    blog.save("Green", tags="ferns", section="woods", published=False)
    for procedure, slug in ((contract.FEED_TAG, "ferns"), (contract.FEED_SECTION, "woods")):
        with pytest.raises(NotFound):
            blog.call(procedure, "service-web", slug=slug)
    blog.save("Greener", date="2026-01-03", tags="ferns", section="woods")
    tagged = blog.call(contract.FEED_TAG, "service-web", slug="ferns")
    assert (tagged["title"], tagged["path"]) == ("Blog: ferns", "/blog/tag/ferns/")
    placed = blog.call(contract.FEED_SECTION, "service-web", slug="woods")
    assert (placed["title"], placed["path"]) == ("Blog: Woods", "/blog/section/woods/")
    assert [[one["title"] for one in feed["items"]] for feed in (tagged, placed)] == [["Greener"]] * 2


def test_an_author_and_the_comments_have_feeds_of_what_readers_see(blog: Blog) -> None:
    first = blog.save("One", authors="Grace Hopper")
    hidden = blog.save("By its address only", state="unlisted", published=None, date="2026-01-04")
    wanted = blog.comment(int(first["id"]), "Well said.")
    for post, text, state in ((first, "Buy this", "held"), (hidden, "Among us", "public")):
        number = blog.comment(int(post["id"]), text)
        Comment.objects.filter(pk=number).update(state=state)
    (by,) = blog.call(contract.FEED_AUTHOR, "service-web", slug="grace-hopper")["items"]
    assert by["title"] == "One"
    (all_of_them,) = blog.call(contract.FEED_COMMENTS, "service-web")["items"]
    place = {"year": 2026, "month": 1, "day": 2, "slug": "one"}
    (on_the_post,) = blog.call(contract.FEED_DISCUSSION, "service-web", **place)["items"]
    assert all_of_them == on_the_post
    assert (all_of_them["title"], all_of_them["path"]) == ("ada on “One”", f"/blog/comment/{wanted}/")
    blog.call(contract.UNPUBLISH_POST, id=first["id"])
    with pytest.raises(NotFound):
        blog.call(contract.FEED_DISCUSSION, "service-web", **place)


def test_the_sitemap_is_complete_in_steps(blog: Blog) -> None:
    assert blog.call(contract.SITEMAP, "service-web")["entries"] == []
    saved = [blog.save(f"Post {number}", date=f"2026-01-0{number}")["path"] for number in range(1, 6)]
    found: list[str] = []
    more = True
    while more:
        answer = blog.call(contract.SITEMAP, "service-web", after=found[-1] if found else "", limit=2)
        found, more = found + [one["path"] for one in answer["entries"]], answer["more"]
    assert found == ["/blog/", *saved]


def test_the_front_page_has_a_live_part(blog: Blog) -> None:
    assert "No posts yet." in blog.call(contract.FRONT, "visitor")["html"]
    blog.save()
    html = blog.call(contract.FRONT, "visitor")["html"]
    assert 'data-live="blog.latest"' in html
    assert "/blog/2026/01/02/one-rendering/" in html


def test_tags_are_counted(blog: Blog) -> None:
    blog.save(tags="WAMP, live,  live , ,")
    blog.save(tags="wamp")
    blog.draft(tags="plan")
    text = " ".join(blog.page(contract.PAGE_TAGS).html.split())
    assert 'WAMP <span class="meta">&nbsp;2<' in text
    assert 'live <span class="meta">&nbsp;1<' in text
    assert "plan" not in text


def test_neighbours_lead_to_each_other(blog: Blog) -> None:
    first = blog.save("First", date="2026-01-01")
    second = blog.save("Second", date="2026-01-02")
    third = blog.save("Third", date="2026-01-03")
    html = blog.post_page(second["path"]).html
    assert f'rel="prev" href="{third["path"]}"' in html
    assert f'rel="next" href="{first["path"]}"' in html
    assert 'rel="prev"' not in blog.post_page(third["path"]).html
