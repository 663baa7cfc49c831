"""Where old addresses lead: to the post that stood there, to the address with its slash, or to a post of that name."""

from courant_kit.wire.page import Page, redirect
from django.urls import resolve

from courant_blog import finding
from courant_blog.models import Post, Redirect
from courant_blog.paths import address


def leads_to(path: str) -> Page | None:
    """The redirect from an old path to the post it leads to now; None if it leads nowhere. Raises Gone."""
    known = Redirect.objects.filter(path=path, post__path__isnull=False).select_related("post")
    found = known.only("post__path", "post__status", "post__deleted_at").first()
    if found is None or found.post.is_draft:
        return None
    return redirect(finding.public(found.post).address, permanent=True)


def with_slash(address: str) -> Page | None:
    """The redirect to a page of the blog whose address was asked for without its last slash, if there is one."""
    here = resolve(address)
    return None if here.url_name == "moved" else redirect(address, permanent=True)


def named(slug: str) -> Page | None:
    """The redirect to the newest public post with this slug, wherever its date was in the address."""
    public = Post.objects.filter(slug=slug, status=Post.Status.PUBLISHED, deleted_at=None)
    path = public.order_by("-published_at").values_list("path", flat=True).first()
    return redirect(address(path), permanent=True) if path else None
