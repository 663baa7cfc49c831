"""Saves posts inside a transaction: saving, publishing, unpublishing, deleting and restoring posts."""

from datetime import datetime

from courant_kit.calls.caller import Caller
from courant_kit.calls.errors import Invalid
from courant_kit.coediting import keeping
from courant_kit.content import markdown
from courant_kit.live.outbox import take_turn, touch
from django.utils import timezone

from courant_blog import contract
from courant_blog.addresses.days import dated
from courant_blog.addresses.page_ids import PAGE_IDS
from courant_blog.addresses.paths import checked_section, checked_slug, slug_of
from courant_blog.models import Post
from courant_blog.payloads import SavePost
from courant_blog.reading import finding
from courant_blog.writing import conflicts, publishing
from courant_blog.writing.tagging import names_in, tags_named

LONGEST_ADDRESS = 1000


def save(caller: Caller, request: SavePost) -> tuple[Post, bool]:
    """Create or change a post; the post, and whether that has made it public.

    Raises Invalid, NotFound, Gone and Conflict (with a form that shows both texts).
    """
    take_turn()
    post = opened(request.id) if request.id else Post(author=caller.name)
    typed = keeping.words(_document(post)) if request.shared and post.pk else None
    if typed is None and request.base is not None and post.pk and request.base != post.version:
        raise conflicts.outdated(post, request)
    before = publishing.face(post) if post.pk else None
    _fill(post, request, request.text if typed is None else typed)
    _decide(post, request.published, request.today)
    save_version(post, before, None if request.tags is None else names_in(request.tags), by=caller.name)
    return post, post.is_public and before is None


def opened(number: int) -> Post:
    """The post to change, locked until the transaction ends; raises NotFound, or Gone if it has been deleted."""
    take_turn()
    return finding.existing(number, field="id")


def save_version(
    post: Post,
    before: publishing.Face | None,
    names: list[str] | None = None,
    updated: datetime | None = None,
    by: str = "",
) -> Post:
    """Save a changed post as its next version with these tags (None: unchanged), and update all that shows it.

    `updated` is when its text was changed, if that was not now; `by` is the name of who changes it.
    """
    if post.pk and keeping.exists(_document(post)):
        saved = Post.objects.values_list("text", flat=True).get(pk=post.pk)
        keeping.mix(_document(post), saved, post.text, by)
    post.edited_by = by
    post.updated = updated or timezone.now()
    post.version = post.version + 1 if post.pk else 1
    post.save()
    if names is not None:
        post.tags.set(tags_named(names))
    publishing.reconcile(post, before)
    return post


def publish(number: int, today: str = "", by: str = "") -> Post:
    """Publish a draft; does nothing if the post is public. `today` is the day in the writer's time zone.

    Raises NotFound, Gone, Invalid.
    """
    post = opened(number)
    if post.is_public:
        return post
    publishing.make_public(post, today)
    return save_version(post, None, by=by)


def unpublish(number: int, by: str = "") -> Post:
    """Make a public post a draft; does nothing if it is a draft. Raises NotFound, Gone."""
    post = opened(number)
    if post.is_draft:
        return post
    before = publishing.face(post)
    post.status = Post.Status.DRAFT
    return save_version(post, before, by=by)


def delete(number: int, by: str) -> Post:
    """Delete a post so that `restore` can restore it. Raises NotFound, Gone."""
    return _set_deleted(opened(number), timezone.now(), by)


def restore(number: int, by: str = "") -> Post:
    """Restore a deleted post as it was; does nothing if it is not deleted. Raises NotFound."""
    take_turn()
    post = finding.known(number, field="id")
    if post.deleted_at is None:
        return post
    return _set_deleted(post, None, by)


def rendered(post: Post) -> None:
    """Render what depends on the Markdown: the HTML, and the excerpt for lists."""
    found = markdown.read(post.text, reserved=PAGE_IDS, below=1)
    post.html = found.html
    post.excerpt = post.summary or found.beginning()
    post.image = found.image if len(found.image) <= LONGEST_ADDRESS else ""


def one_line(words: str) -> str:
    """The text with single spaces between its words."""
    return " ".join(words.split())


def _document(post: Post) -> str:
    """The name of the post's text for those who write it together."""
    return f"post-{post.pk}"


def _set_deleted(post: Post, deleted_at: datetime | None, by: str) -> Post:
    before = publishing.face(post)
    post.deleted_at, post.deleted_by = deleted_at, by if deleted_at else ""
    touch(contract.BIN(), *([contract.ABSENT(post.pk)] if post.path else []))
    return save_version(post, before, updated=post.updated, by=by)


def _fill(post: Post, request: SavePost, text: str) -> None:
    post.title = one_line(request.title)
    if not post.title:
        raise Invalid("A post needs a title.", field="title")
    post.text = text
    if request.summary is not None:
        post.summary = one_line(request.summary)
    if request.section is not None:
        post.section = checked_section(request.section) if request.section.strip() else ""
    if request.date:
        post.dated = dated(request.date, timezone.now(), post.dated)
    _name(post, request.slug)
    rendered(post)


def _name(post: Post, slug: str | None) -> None:
    if slug:
        post.slug = checked_slug(slug)
    elif not post.path and (slug is not None or not post.slug):
        # Until a post is first published, its address follows its title.
        post.slug = slug_of(post.title)


def _decide(post: Post, published: bool | None, today: str) -> None:
    if published or (published is None and post.is_public):
        publishing.make_public(post, today)
    else:
        post.status = Post.Status.DRAFT
