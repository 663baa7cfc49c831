"""What the blog offers to the search: public posts, and nothing of drafts."""

import pytest
from courant_blog import contract
from courant_kit.calls.errors import Forbidden
from courant_kit.process.wamp import Disclosed
from courant_kit.testing import finished

from .staged_blog import Blog

pytestmark = pytest.mark.django_db


def documents(blog: Blog, **fields: object) -> list[dict[str, object]]:
    """The documents that the search gets."""
    ask = blog.stage.session.procedures[contract.DOCUMENTS.uri]
    found = finished(ask(Disclosed(1, "search", "service"), [], fields))
    return list(found["documents"])


def test_a_public_post_is_offered_with_its_words(blog: Blog) -> None:
    post = blog.save("A title", text="Some *words*.", tags="Live", section="news")["id"]
    (one,) = documents(blog)
    assert (one["key"], one["title"], one["text"], one["tags"], one["space"], one["audience"]) == (
        str(post), "A title", "Some words.", ["Live"], "news", "live",
    )  # fmt: skip
    assert documents(blog, keys=[str(post)], brief=True)[0]["text"] == ""
    assert documents(blog, after=str(post)) == documents(blog, keys=["x"]) == []


def test_a_draft_is_offered_to_nobody_and_its_events_are_none(blog: Blog) -> None:
    post = blog.save(published=False)["id"]
    assert documents(blog) == []
    assert "courant.blog.search.changed" not in blog.stage.topics()
    blog.call(contract.PUBLISH_POST, id=post)
    blog.call(contract.UNPUBLISH_POST, id=post)
    assert documents(blog) == []
    assert blog.stage.topics().count("courant.blog.search.changed") == 2


@pytest.mark.parametrize("role", ["visitor", "editor", "admin", "backend", "service", "service-core"])
def test_nobody_else_gets_documents(blog: Blog, role: str) -> None:
    with pytest.raises(Forbidden):
        blog.stage.call(contract.DOCUMENTS, role, "blog")
