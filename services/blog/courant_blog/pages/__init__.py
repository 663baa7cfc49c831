"""The pages of the blog: which fragments each contains, and where old addresses redirect."""

from courant_blog.pages import about, collections, discussed, lists, posts, previews, writing, writing_list

__all__ = ["about", "collections", "discussed", "lists", "posts", "previews", "writing", "writing_list"]
