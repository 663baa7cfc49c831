"""Imports posts from other sites. Sending the same post again never duplicates it."""

from hashlib import sha256

import msgspec
from courant_kit.calls.errors import Invalid
from courant_kit.live.outbox import take_turn
from courant_kit.wire.old_addresses import bare
from django.utils import timezone

from courant_blog import publishing, writing
from courant_blog.contract import Imported, ImportPost
from courant_blog.models import Post, Redirect
from courant_blog.paths import checked_slug, moment, slug_of
from courant_blog.tagging import names_in

LONGEST_AUTHOR = 1000


def take_in(author: str, request: ImportPost) -> Imported:
    """Create or update the post that came from `request.source`; `author` is used if the request names none.

    A post whose imported content has not changed is left alone, so edits made here survive. A deleted post stays
    deleted. Raises Invalid.
    """
    digest = sha256(msgspec.json.encode(request)).hexdigest()
    take_turn()
    post = Post.objects.filter(source=request.source).first()
    if post and (post.digest == digest or post.deleted_at):
        return _outcome(post, "unchanged")
    outcome = "updated" if post else "created"
    post = post or Post(source=request.source)
    before = publishing.face(post) if post.pk else None
    _fill(post, author, request)
    post.digest = digest
    writing.save_version(post, before, names_in(request.tags))
    _lead_here(post, request.aliases)
    return _outcome(post, outcome)


def _outcome(post: Post, outcome: str) -> Imported:
    return Imported(id=post.pk, path=post.address if post.is_public else "", outcome=outcome)


def _fill(post: Post, author: str, request: ImportPost) -> None:
    post.title = writing.one_line(request.title)
    if not post.title or not request.source:
        raise Invalid("An imported post needs a title and a source.", field="source" if post.title else "title")
    post.text, post.summary = request.text, writing.one_line(request.summary)
    post.author = (", ".join(filter(None, map(writing.one_line, request.authors))) or author)[:LONGEST_AUTHOR]
    post.section = checked_slug(request.section, "section") if request.section else ""
    post.published_at = moment(request.date, timezone.now(), post.published_at)
    post.slug = slug_of(request.slug or request.title)
    writing.rendered(post)
    if request.published:
        publishing.make_public(post)
    else:
        post.status = Post.Status.DRAFT


def _lead_here(post: Post, aliases: list[str]) -> None:
    for path in filter(None, map(bare, aliases)):
        Redirect.objects.get_or_create(path=path, defaults={"post": post})
