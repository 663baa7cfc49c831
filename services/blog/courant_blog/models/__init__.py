"""The tables of the blog: posts, comments, and the public lists of posts."""

from courant_blog.models.comments import Ban, Comment, Guest, Mute, Notice, Ruling, new_secret
from courant_blog.models.lists import Entry, Redirect, Tally
from courant_blog.models.posts import Author, Original, Post, Preview, Revision, Series, Tag, is_public, new_entry_id

__all__ = [
    "Author",
    "Ban",
    "Comment",
    "Entry",
    "Guest",
    "Mute",
    "Notice",
    "Original",
    "Post",
    "Preview",
    "Redirect",
    "Revision",
    "Ruling",
    "Series",
    "Tag",
    "Tally",
    "is_public",
    "new_entry_id",
    "new_secret",
]
