"""Saves posts inside a transaction: saving, deleting and restoring posts."""

from collections.abc import Sequence
from datetime import datetime

from courant_kit.calls.caller import Caller
from courant_kit.calls.errors import Invalid
from courant_kit.coediting import keeping
from courant_kit.content import markdown, media
from courant_kit.history import places
from courant_kit.history.authors import joined
from courant_kit.history.coalescing import Kind
from courant_kit.live.outbox import take_turn, touch
from courant_kit.words import gettext as _
from courant_kit.words import in_the_sites_language
from django.utils import timezone
from msgspec import structs

from courant_blog import contract
from courant_blog.addresses.days import dated
from courant_blog.addresses.page_ids import PAGE_IDS
from courant_blog.addresses.paths import checked_section, checked_slug, slug_of
from courant_blog.history.keeping import NOBODY, Change, keep, others
from courant_blog.models import Post
from courant_blog.payloads import SavePost
from courant_blog.reading import finding
from courant_blog.reading.places import history_place, post_place
from courant_blog.writing import authoring, conflicts, deciding, merging, parts, publishing
from courant_blog.writing.covers import cover_in
from courant_blog.writing.tagging import names_in, tags_named
from courant_blog.zone import zone

LONGEST_ADDRESS = 1000
LONGEST_NAMES = 1000


def save(caller: Caller, request: SavePost) -> tuple[Post, bool, str]:
    """Create or change a post; the post, whether that has made it public, and with whose changes it was merged.

    Raises Invalid, NotFound, Gone and Conflict (with a form that shows both texts).
    """
    take_turn()
    post = opened(request.id) if request.id else Post(author=caller.name)
    if request.decide and post.pk:
        raise conflicts.decided(post, request)
    typed = keeping.words(_document(post)) if request.shared and post.pk else None
    if typed is None:
        places.check_decided(request.text, conflicts.MINE)
    else:
        request = structs.replace(request, text=typed)
    merged = ""
    if request.base is not None and post.pk and request.base != post.version:
        request, merged = _merged(post, request, typed)
    before = publishing.face(post) if post.pk else None
    _fill(post, request)
    deciding.decide(post, request)
    names = None if request.tags is None else names_in(request.tags)
    save_version(post, before, names, by=Change(caller.name, comment=one_line(request.comment)))
    return post, post.is_public and before is None, merged


def record(
    number: int, title: str, text: str, authors: Sequence[str], *, kind: Kind = Kind.SESSION, name: str = ""
) -> Post:
    """Save what people wrote together, as a revision of all of them; it goes on with the last one of their session.

    Does nothing if the post has this title and text already. Raises Invalid, NotFound, Gone.
    """
    post = opened(number)
    if (post.title, post.text) == (one_line(title), text) and not name:
        return post
    before = publishing.face(post)
    _fill(post, SavePost(title=title, text=text))
    return save_version(post, before, by=Change(joined(authors, LONGEST_NAMES), kind, name=name))


def revert(number: int, revision: int, by: str) -> tuple[Post, bool]:
    """Make the words of an old revision the newest ones; the post, and whether that has changed it.

    Its address, its date and whether it is public stay. Raises NotFound, Gone.
    """
    post = opened(number)
    old = finding.numbered(post, revision)
    tags = names_in(old.fields.get("tags", ""))
    words = {name: old.fields.get(name, "") for name in ("section", "summary")}
    before = publishing.face(post)
    has = {"tags": others(post)["tags"], "section": post.section, "summary": post.summary}
    if (post.title, post.text, has) == (old.title, old.text, words | {"tags": ", ".join(tags)}):
        return post, False
    _fill(post, SavePost(title=old.title, text=old.text, **words))
    with in_the_sites_language():
        summary = _("Back to revision {number}").format(number=old.number)
    save_version(post, before, tags, by=Change(by, Kind.RESTORE, summary))
    return post, True


def opened(number: int) -> Post:
    """The post to change, locked until the transaction ends; raises NotFound, or Gone if it has been deleted."""
    take_turn()
    return finding.existing(number, field="id")


def save_version(
    post: Post,
    before: publishing.Face | None,
    names: list[str] | None = None,
    updated: datetime | None = None,
    by: Change = NOBODY,
    settle: publishing.Settle = publishing.reconcile,
) -> Post:
    """Save a changed post as its next version with these tags (None: unchanged), and update all that shows it.

    `updated` is when its text was changed, if that was not now; `by` says who changes it and how, for its history.
    `settle` updates lists, fragments and events, or remembers to do so for several posts at once.
    """
    if post.pk and keeping.exists(_document(post)):
        saved = Post.objects.values_list("text", flat=True).get(pk=post.pk)
        keeping.mix(_document(post), saved, post.text, by.by)
    post.edited_by = by.by
    post.updated = updated or timezone.now()
    post.version = post.version + 1 if post.pk else 1
    post.save()
    if names is not None:
        post.tags.set(tags_named(names))
    if keep(post, by):
        touch(contract.HISTORY(post.pk))
    authoring.link(post)
    media.stands(post_place(post.pk), f"{post.text}\n{post.cover}", older=history_place(post.pk))
    settle(post, before)
    return post


def delete(number: int, by: str, settle: publishing.Settle = publishing.reconcile) -> Post:
    """Delete a post so that `restore` can restore it; `settle` is as in `save_version`. Raises NotFound, Gone."""
    return _set_deleted(opened(number), timezone.now(), by, settle)


def restore(number: int, by: str = "", settle: publishing.Settle = publishing.reconcile) -> Post:
    """Restore a deleted post as it was; does nothing if it is not deleted. Raises NotFound."""
    take_turn()
    post = finding.known(number, field="id")
    if post.deleted_at is None:
        return post
    return _set_deleted(post, None, by, settle)


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


def _set_deleted(post: Post, deleted_at: datetime | None, by: str, settle: publishing.Settle) -> Post:
    before = publishing.face(post)
    post.deleted_at, post.deleted_by = deleted_at, by if deleted_at else ""
    touch(contract.BIN(), *([contract.ABSENT(post.pk)] if post.path else []))
    return save_version(post, before, updated=post.updated, by=Change(by), settle=settle)


def _merged(post: Post, mine: SavePost, typed: str | None) -> tuple[SavePost, str]:
    """The writer's post with what others have saved since, and by whom; raises Conflict if a person must decide.

    What people have `typed` together has the others' words already.
    """
    both = merging.merge(post, mine)
    if both.clashes or (both.places and typed is None):
        raise conflicts.outdated(post, mine, both)
    return both.request if typed is None else structs.replace(both.request, text=typed), both.by


def _fill(post: Post, request: SavePost) -> None:
    post.title = one_line(request.title)
    if not post.title:
        raise Invalid(_("A post needs a title."), field="title")
    post.text = request.text
    if request.summary is not None:
        post.summary = one_line(request.summary)
    if request.section is not None:
        post.section = checked_section(request.section) if request.section.strip() else ""
    if request.date:
        post.dated = dated(request.date, timezone.now(), post.dated, zone=zone())
    _fill_around(post, request)
    _name(post, request.slug)
    rendered(post)


def _name(post: Post, slug: str | None) -> None:
    if slug:
        post.slug = checked_slug(slug)
    elif not post.path and (slug is not None or not post.slug):
        # Until a post is first published, its address follows its title.
        post.slug = slug_of(post.title)


def _fill_around(post: Post, request: SavePost) -> None:
    """What stands around the text: authors, cover and series."""
    if request.authors is not None and (names := authoring.typed(request.authors)):
        post.author = names
    if request.cover is not None:
        post.cover, described = cover_in(request.cover)
        post.cover_alt = one_line(described or request.cover_alt or "") if post.cover else ""
    elif request.cover_alt is not None:
        post.cover_alt = one_line(request.cover_alt)
    if request.series is not None:
        post.series = parts.series_named(request.series)
        post.part = 0 if post.series is None else post.part
    if request.part is not None and post.series:
        post.part = int(request.part or 0)
