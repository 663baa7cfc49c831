"""What was written before an upgrade, after it."""

from datetime import UTC, datetime
from typing import Any

import pytest
from courant_blog.models import Comment, Post
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

NOW = datetime(2026, 1, 2, tzinfo=UTC)


@pytest.fixture
def before() -> Any:
    """The models of the first version."""
    executor = MigrationExecutor(connection)
    executor.migrate([("courant_blog", "0001_posts")])
    yield executor.loader.project_state([("courant_blog", "0001_posts")]).apps
    MigrationExecutor(connection).migrate(MigrationExecutor(connection).loader.graph.leaf_nodes("courant_blog"))


@pytest.mark.django_db(transaction=True)
def test_posts_and_comments_are_rendered_again_and_stay_known_to_feed_readers(before: Any) -> None:
    posts = before.get_model("courant_blog", "Post").objects
    text = "![p](/media/blog/p.png)\n\n## Comments\n\nWords"
    public = posts.create(title="A", path="2026/01/02/a", author="eve", text=text, html="old", updated=NOW)
    draft = posts.create(title="B", author="eve", summary="Own words", text="Text", html="old", updated=NOW)
    comments = before.get_model("courant_blog", "Comment").objects
    comment = comments.create(post=public, author="ada", text="x[^1]\n\n[^1]: y", html="old")
    executor = MigrationExecutor(connection)
    executor.migrate(executor.loader.graph.leaf_nodes("courant_blog"))
    after = Post.objects.get(pk=public.pk)
    assert after.entry_id == "http://localhost:8080/blog/2026/01/02/a/"
    assert (after.excerpt, after.image) == ("Words", "/media/blog/p.png")
    assert '<h2 id="comments-section">' in after.html
    other = Post.objects.get(pk=draft.pk)
    assert other.entry_id.startswith("urn:uuid:")
    assert (other.excerpt, other.html) == ("Own words", "<p>Text</p>\n")
    assert f'id="comment-{comment.pk}-fn-1"' in Comment.objects.get(pk=comment.pk).html
