"""The pages of the blog: which fragments each contains, and where old addresses redirect."""

from courant_blog.pages import about, discussed, lists, posts, writing

__all__ = ["about", "discussed", "lists", "posts", "writing"]
