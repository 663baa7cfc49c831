"""A post from elsewhere, and importing and editing it."""

from typing import Any

from courant_blog import contract

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


def edited(blog: Blog, number: int, **fields: Any) -> None:
    unchanged = {"title": POST["title"], "text": POST["text"], "date": None}
    blog.save(**(unchanged | {"id": number} | fields))
