"""Where old addresses lead: to the post that stood there, to the address with its slash, or to a post of that name."""

from courant_kit.wire.old_addresses import spellings
from courant_kit.wire.page import Page, redirect
from django.urls import resolve

from courant_blog.addresses.paths import address
from courant_blog.models import Post, Redirect
from courant_blog.reading import finding


def leads_to(*paths: str) -> Page | None:
    """The redirect to the post that one of these old paths leads to now; None if they lead nowhere. Raises Gone."""
    names = [name for path in paths for name in spellings(path)]
    known = Redirect.objects.filter(path__in=names, post__path__isnull=False).select_related("post")
    found = {one.path: one.post for one in known.only("path", "post__path", "post__status", "post__deleted_at")}
    posts = [found[name] for name in names if name in found and not found[name].is_draft]
    return redirect(finding.public(posts[0]).address, permanent=True) if posts else None


def with_slash(address: str) -> Page | None:
    """The redirect to a page of the blog whose address was asked for without its last slash, if there is one."""
    here = resolve(address)
    return None if here.url_name == "moved" else redirect(address, permanent=True)


def named(slug: str) -> Page | None:
    """The redirect to the newest public post with this slug, wherever its date was in the address."""
    found = Post.objects.filter(slug=slug).order_by("-published_at").only("path", "status", "deleted_at")
    # Looked at here, not in SQL: SQLite would walk over all posts of these states.
    path = next((post.path for post in found.iterator(chunk_size=100) if post.is_listed), None)
    return redirect(address(path), permanent=True) if path else None
