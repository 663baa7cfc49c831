"""Posts and their previews show diagrams as pictures; comments show their code."""

from courant_blog import contract
from courant_kit.testing import assert_converges

from .staged_blog import Blog, at

TEXT = "Words.\n\n```mermaid\nflowchart LR\n  A[One] --> B[Two]\n```\n"
PICTURE = '<img src="data:image/svg+xml,'


def test_a_post_shows_a_diagram_and_follows_it(blog: Blog) -> None:
    saved = blog.save(text=TEXT)
    page = blog.post_page(saved["path"])
    assert PICTURE in page.html
    assert page.image == ""
    assert_converges(
        blog.stage, contract.PAGE_POST, lambda: blog.save(text=TEXT.replace("Two", "Three"), id=saved["id"]),
        **at(saved["path"]),
    )  # fmt: skip
    assert 'alt="Flowchart: One; Three"' in blog.post_page(saved["path"]).html


def test_a_preview_shows_it_and_says_why_it_cannot(blog: Blog) -> None:
    assert PICTURE in blog.call(contract.PREVIEW_POST, text=TEXT)["html"]
    html = blog.call(contract.PREVIEW_POST, text=TEXT.replace("[One]", "[One"))["html"]
    assert PICTURE not in html
    assert "This diagram cannot be shown: " in html


def test_a_comment_shows_its_code(blog: Blog) -> None:
    saved = blog.save()
    blog.comment(saved["id"], TEXT)
    html = blog.post_page(saved["path"]).html
    assert PICTURE not in html
    assert "flowchart LR" in html
