"""Posts of an export, created as they were. What people changed on this site is never overwritten."""

import re
from contextlib import suppress
from datetime import UTC, datetime

from courant_kit.calls.errors import Invalid
from courant_kit.content.slugs import slug
from courant_kit.history.coalescing import Kind
from courant_kit.live.outbox import take_turn
from courant_kit.merging.again import Combined, combine
from courant_kit.wire.old_addresses import bare
from django.utils import timezone

from courant_blog import states
from courant_blog.addresses import planned
from courant_blog.addresses.days import Dated, dated
from courant_blog.addresses.paths import checked_section, slug_of
from courant_blog.copy_payloads import PutCopy
from courant_blog.history.keeping import Change
from courant_blog.import_payloads import Imported
from courant_blog.models import Post, Redirect
from courant_blog.writing import deciding, originals, parts, publishing, saving
from courant_blog.writing.originals import Fields
from courant_blog.writing.tagging import names_in
from courant_blog.zone import zone

_PATH = re.compile(r"\d{4}/\d\d/\d\d/([^/]+)")
_PLAIN = (
    "title", "text", "summary", "author", "section", "slug", "cover", "cover_alt", "part", "language", "translation",
)  # fmt: skip


def put(by: str, copy: PutCopy) -> Imported:
    """Create the post of an export, or combine what has changed in the export with edits made here.

    `by` is the author of a post that names none. A post that was deleted here is left alone. Raises Invalid.
    """
    take_turn()
    fields = _fields(by, copy)
    post = Post.objects.filter(entry_id=copy.entry_id).first()
    if post is None:
        return _create(copy, fields)
    if post.deleted_at:
        return Imported(id=post.pk, path="", outcome="deleted")
    return _again(post, copy, fields)


def _fields(by: str, copy: PutCopy) -> Fields:
    """The fields that are combined, in the words of `originals`."""
    title = saving.one_line(copy.title)
    if not title:
        raise Invalid("A post needs a title.", field="title")
    if _is_public(copy) and not copy.date:
        raise Invalid("A public post needs a date.", field="date")
    found = _dated(copy)
    return {
        "title": title,
        "text": copy.text,
        "summary": saving.one_line(copy.summary),
        "author": saving.one_line(copy.author) or by,
        "section": checked_section(copy.section) if copy.section else "",
        "tags": sorted(names_in(copy.tags), key=str.casefold),
        "slug": slug(copy.slug, latin=True) or slug_of(title),
        "date": _day_words(found),
        "published": _is_public(copy),
        "cover": copy.cover,
        "cover_alt": saving.one_line(copy.cover_alt),
        "series": saving.one_line(copy.series),
        "part": copy.part,
        "language": copy.language,
        "translation": copy.translation,
    }


def _dated(copy: PutCopy) -> Dated | None:
    if not copy.date:
        return None
    now = timezone.now()
    found = dated(copy.date, now)
    return Dated(found.moment, dated(copy.day, now, field="day").day if copy.day else found.day, copy.timed)


def _day_words(found: Dated | None) -> str:
    if found is None:
        return ""
    return found.moment.isoformat() if found.timed else found.day.isoformat()


def _create(copy: PutCopy, fields: Fields) -> Imported:
    post = Post(source=copy.entry_id, entry_id=copy.entry_id, path=_free(copy.path))
    _apply(post, copy, fields, set(fields))
    by = copy.edited_by or post.author
    saving.save_version(post, None, fields["tags"], _past(copy.updated) or post.published_at, Change(by, Kind.IMPORT))
    if copy.created:
        post.created = copy.created
        post.save(update_fields=["created"])
    return _finish(post, copy, fields, Combined({**originals.of(post)[1], **fields}, "created"))


def _again(post: Post, copy: PutCopy, fields: Fields) -> Imported:
    base, theirs = originals.of(post)
    if post.source != copy.entry_id:  # what was imported from elsewhere says nothing about the export
        base = {}
    combined = combine(base, theirs, fields)
    changed = {name for name, value in combined.fields.items() if value != theirs[name]}
    if changed:
        before = publishing.face(post)
        _apply(post, copy, combined.fields, changed)
        names = combined.fields["tags"] if "tags" in changed else None
        saving.save_version(post, before, names, None, Change(copy.edited_by or post.author, Kind.IMPORT))
    return _finish(post, copy, fields, combined)


def _apply(post: Post, copy: PutCopy, fields: Fields, names: set[str]) -> None:
    for name in names.intersection(_PLAIN):
        setattr(post, name, fields[name])
    if "date" in names:
        found = _dated(copy)
        if found:
            post.dated = found
        else:
            post.published_at = post.day = None
    if names & {"text", "summary"}:
        saving.rendered(post)
    if "series" in names:
        post.series = parts.series_named(fields["series"])
    if fields["published"]:
        publishing.make_public(post, state=post.status if post.is_public else _public_state(copy))
        if not post.pk and copy.pinned and post.status == states.CURRENT:
            post.pinned_at = timezone.now()
    elif "published" in names:
        _withhold(post, copy)


def _is_public(copy: PutCopy) -> bool:
    """Whether readers may see it: not in a state that is not known here."""
    return copy.published and (not copy.state or states.is_readable(copy.state))


def _public_state(copy: PutCopy) -> str:
    return copy.state if states.is_readable(copy.state) else states.CURRENT


def _withhold(post: Post, copy: PutCopy) -> None:
    """Make it a draft, in review, or scheduled if its time is yet to come."""
    deciding.withdraw(post, "review" if copy.state == "review" else "draft")
    if copy.state == "scheduled" and not post.pk:
        with suppress(Invalid):  # its time has passed, and nobody has decided to publish it here
            post.dated, post.planned = _plan(copy)
            post.status = "scheduled"


def _plan(copy: PutCopy) -> tuple[Dated, str]:
    """When it is published: by the site's clocks, or at a moment; raises Invalid if that has passed."""
    if copy.planned:
        day, _, at = copy.planned.partition("T")
        return planned.plan(day, at, timezone.now(), zone())
    found = _dated(copy)
    if found is None or found.moment <= timezone.now():
        raise Invalid("It has passed.", field="date")
    return found, ""


def _finish(post: Post, copy: PutCopy, ours: Fields, combined: Combined) -> Imported:
    if post.source == copy.entry_id:
        originals.remember(post, {**originals.of(post)[1], **ours}, combined.fields)
    for path in filter(None, map(bare, copy.redirects)):
        within, blog, below = path.partition("blog/")
        if within or not blog or not Post.objects.filter(path=below).exists():  # a post's own address wins
            Redirect.objects.get_or_create(path=path, defaults={"post": post})
    path = post.address if post.is_public else ""
    kept = [*combined.kept, *_state_kept(post, copy)]
    return Imported(id=post.pk, path=path, outcome=combined.outcome, kept=kept)


def _state_kept(post: Post, copy: PutCopy) -> list[str]:
    """A line about a public post whose state here is another than in the export: which is newer, nobody knows."""
    if not post.is_public or not _is_public(copy) or _public_state(copy) == post.status:
        return []
    return [f"state: {states.name_of(post.status)} here, {states.name_of(_public_state(copy))} in the export"]


def _free(path: str) -> str | None:
    """The former address of a post, unless it is none or another post has it."""
    found = _PATH.fullmatch(path)
    if not found or slug(found[1], latin=True) != found[1] or Post.objects.filter(path=path).exists():
        return None
    return path


def _past(moment: datetime | None) -> datetime | None:
    return min(moment.astimezone(UTC), timezone.now()) if moment else None
