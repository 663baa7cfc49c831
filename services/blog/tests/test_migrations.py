"""Migrations of the blog keep what is stored, and can be reverted."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from courant_blog.history.keeping import earlier, others
from courant_blog.models import Revision
from courant_kit.media import files
from courant_kit.store.models import MediaUse
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

pytestmark = pytest.mark.django_db(transaction=True)
MOMENT = datetime(2020, 1, 1, tzinfo=UTC)


def migrated(name: str) -> Any:
    """The models of the blog as of a migration, with the database migrated to it."""
    executor = MigrationExecutor(connection)
    executor.migrate([("courant_blog", name)])
    return executor.loader.project_state([("courant_blog", name)]).apps.get_model


@pytest.fixture(autouse=True)
def newest() -> Any:
    """Leave the database as the other tests expect it."""
    yield
    executor = MigrationExecutor(connection)
    executor.migrate([node for node in executor.loader.graph.leaf_nodes() if node[0] in {"courant_blog", "courant"}])


def test_posts_get_their_days_and_tags_their_keys() -> None:
    old = migrated("0001_posts")
    moment = datetime(2020, 1, 1, 23, 30, tzinfo=UTC)
    common = {"text": "t", "html": "t", "author": "a", "updated": moment}
    for number in range(3):
        dated = {"published_at": moment} if number else {}
        old("courant_blog", "Post").objects.create(title=f"{number}", slug=f"{number}", digest="x", **common, **dated)
    old("courant_blog", "Tag").objects.create(name="C++", slug="c")
    new = migrated("0003_tags")
    days = new("courant_blog", "Post").objects.order_by("title").values_list("day", "timed")
    assert list(days) == [(None, True), (date(2020, 1, 1), True), (date(2020, 1, 1), True)]
    assert list(new("courant_blog", "Tag").objects.values_list("key", "slug")) == [("c++", "c")]
    back = migrated("0001_posts")("courant_blog", "Post").objects
    kept = back.order_by("title").values_list("published_at", "digest")
    assert list(kept) == [(None, ""), (moment, ""), (moment, "")]


def test_posts_and_comments_are_rendered_again_and_stay_known_to_feed_readers() -> None:
    old = migrated("0001_posts")
    posts, now = old("courant_blog", "Post").objects, datetime(2026, 1, 2, tzinfo=UTC)
    text = "![p](/media/blog/p.png)\n\n## Comments\n\nWords"
    public = posts.create(title="A", path="2026/01/02/a", author="eve", text=text, html="old", updated=now)
    draft = posts.create(title="B", author="eve", summary="Own words", text="Text", html="old", updated=now)
    comments = old("courant_blog", "Comment").objects
    comment = comments.create(post=public, author="ada", text="x[^1]\n\n[^1]: y", html="old")
    new = migrated("0004_entry_id")
    after = new("courant_blog", "Post").objects.get(pk=public.pk)
    assert after.entry_id == "http://localhost:8080/blog/2026/01/02/a/"
    assert (after.excerpt, after.image) == ("Words", "/media/blog/p.png")
    assert ' id="comments-section">' in after.html
    other = new("courant_blog", "Post").objects.get(pk=draft.pk)
    assert other.entry_id.startswith("urn:uuid:")
    assert (other.excerpt, other.html) == ("Own words", "<p>Text</p>\n")
    assert f'id="comment-{comment.pk}-fn-1"' in new("courant_blog", "Comment").objects.get(pk=comment.pk).html


def test_stored_comments_lose_headings_and_pictures_from_elsewhere() -> None:
    old = migrated("0004_entry_id")
    post = old("courant_blog", "Post").objects.create(title="A", author="eve", text="", html="", updated=MOMENT)
    text = "# Loud\n\n![here](https://elsewhere.example/p.png)"
    comment = old("courant_blog", "Comment").objects.create(post=post, author="ada", text=text, html="<h1>Loud</h1>")
    html = migrated("0005_bin")("courant_blog", "Comment").objects.get(pk=comment.pk).html
    assert "<div><strong>Loud</strong></div>" in html
    assert '<a href="https://elsewhere.example/p.png"' in html
    assert migrated("0004_entry_id")("courant_blog", "Comment").objects.count() == 1


def test_each_post_gets_its_first_revision() -> None:
    old = migrated("0006_edited_by")
    post = old("courant_blog", "Post").objects.create(
        title="T", slug="t", path="2020/01/01/t", text="words", html="", author="ada", updated=MOMENT, version=7,
        published_at=MOMENT, day=MOMENT.date(), section="news",
    )  # fmt: skip
    post.tags.add(old("courant_blog", "Tag").objects.create(name="C++", key="c++", slug="c"))
    migrated("0007_history")
    one = Revision.objects.get()
    assert (one.number, one.title, one.text, one.author, one.size) == (7, "T", "words", "ada", 5)
    assert one.fields == {"tags": "C++", "section": "news", "summary": "", "slug": "t", "date": "2020-01-01"}
    migrated("0012_languages")
    found = others(one.post)
    assert earlier(found) | one.fields == found


def test_public_posts_get_authors_and_archives_and_drafts_no_entries() -> None:
    old = migrated("0008_media_uses")
    posts = old("courant_blog", "Post").objects
    shared = {"text": "", "html": "", "updated": MOMENT, "published_at": MOMENT, "day": MOMENT.date()}
    public = posts.create(title="A", author="Ada, Grace", status="published", path="a", **shared)
    draft = posts.create(title="B", author="ada", status="draft", **shared)
    new = migrated("0009_publishing")
    authors = {one.slug: one.pk for one in new("courant_blog", "Author").objects.all()}
    assert set(authors) == {"ada", "grace"}
    lists = {f"author-{pk}" for pk in authors.values()} | {f"archive-{MOMENT:%Y}", f"archive-{MOMENT:%Y-%m}"}
    entries = new("courant_blog", "Entry").objects
    assert set(entries.filter(post_id=public.pk).values_list("list", flat=True)) == lists
    assert not entries.filter(post_id=draft.pk).exists()
    tallies = new("courant_blog", "Tally").objects.filter(list__in=lists)
    assert {one.posts for one in tallies} == {1}
    assert tallies.count() == 2 * len(lists)


def test_uploads_leave_the_database_and_stand_where_they_are_shown() -> None:
    old = migrated("0006_edited_by")
    MigrationExecutor(connection).migrate([("courant", "0002_answered_calls")])
    name = f"{'ab' * 16}-900x600.png"
    with connection.cursor() as cursor:
        values = [name, "image/png", b"content", MOMENT]
        cursor.execute("INSERT INTO courant_media (name, content_type, data, created) VALUES (%s, %s, %s, %s)", values)
    shown = f'<img src="/media/blog/{name}" width="900" height="600">'
    post = old("courant_blog", "Post").objects.create(
        title="A", author="eve", text=f"![](/media/blog/{name})", html=shown, updated=MOMENT
    )
    models = migrated("0008_media_uses")
    assert files.content(name) == b"content"
    assert list(MediaUse.objects.values_list("name", "place", "past")) == [(name, f"post-{post.pk}", False)]
    assert "480.avif 480w" in models("courant_blog", "Post").objects.get(pk=post.pk).html
    MigrationExecutor(connection).migrate([("courant", "0002_answered_calls")])
    with connection.cursor() as cursor:
        cursor.execute("SELECT data FROM courant_media")
        assert bytes(cursor.fetchone()[0]) == b"content"
        cursor.execute("DELETE FROM courant_media")
