"""Imports posts from other sites. Importing a post again never duplicates it, and never overwrites an edit."""

from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime

from courant_kit.calls.errors import CourantError, Invalid
from courant_kit.history.coalescing import Kind
from courant_kit.live.outbox import in_transaction, take_turn
from courant_kit.merging.again import Combined, combine
from courant_kit.wire.answers import ListSources, Sources
from courant_kit.wire.old_addresses import bare
from django.utils import timezone

from courant_blog import states
from courant_blog.addresses import planned
from courant_blog.addresses.days import dated
from courant_blog.addresses.paths import post_path
from courant_blog.history.keeping import Change
from courant_blog.import_payloads import Imported, ImportOutcome, ImportPost
from courant_blog.models import Post, Redirect
from courant_blog.writing import deciding, founding, originals, parts, publishing, saving
from courant_blog.writing.founding import New
from courant_blog.writing.originals import Fields
from courant_blog.writing.publishing import Face, Settle
from courant_blog.zone import zone

WITHDRAWN = "published: it was made a draft here, so it stays a draft"
_PLAIN = {
    "title", "text", "summary", "author", "section", "slug", "cover", "cover_alt", "part", "language", "translation",
}  # fmt: skip
"""Fields that are as the source has them."""

STAYS_PUBLIC = "published: it was published here, so it stays public"


def take_in_all(author: str, requests: Sequence[ImportPost]) -> list[ImportOutcome]:
    """Import several posts: those that are new in few statements, and all lists, fragments and events together.

    A post that is rejected changes nothing, and its outcome says why.
    """
    take_turn()
    outcomes = dict(_found(_fresh(author, requests)))
    later, known = _Later(), set[str]()
    for at, one in enumerate(requests):
        if at not in outcomes:
            if _names(one) & known:  # the same post again: what it looked like before depends on its lists
                later.settle()
            known |= _names(one)
            outcomes[at] = _outcome(author, one, later)
    later.settle()
    return [outcome for _, outcome in sorted(outcomes.items())]


def take_in(author: str, request: ImportPost, settle: Settle = publishing.reconcile) -> Imported:
    """Create the post that came from `request.source`, or combine what has changed there with edits made here.

    `author` is used if the request names none. A deleted post is left alone, and a post that was made a draft here
    stays one. Raises Invalid.
    """
    take_turn()
    post = _known(request)
    if post and post.deleted_at:
        return Imported(id=post.pk, path="", outcome="deleted")
    return _again(post, author, request, settle) if post else _create(author, request, settle)


def sources(request: ListSources) -> Sources:
    """The sources of imported posts."""
    found = Post.objects.filter(source__gt=request.after).select_related("original").order_by("source")
    rows = list(found.defer("text", "html")[: request.limit + 1])
    shown = rows[: request.limit]
    return Sources(sources=[originals.source_of(post) for post in shown], more=len(rows) > len(shown))


@dataclass(frozen=True, slots=True)
class _Fresh:
    """A new post that is valid: its place among the requests, its fields, and its row, not yet stored."""

    at: int
    request: ImportPost
    fields: Fields
    new: New


def _names(request: ImportPost) -> set[str]:
    return {name for name in (request.source, request.was) if name}


def _fresh(author: str, requests: Sequence[ImportPost]) -> list[_Fresh]:
    """The new posts whose addresses are free; what is not valid is left out, and rejected when it comes by itself."""
    names = set[str]().union(*map(_names, requests))
    seen = set(Post.objects.filter(source__in=names).values_list("source", flat=True))
    wanted: dict[str, tuple[int, ImportPost, Fields]] = {}
    for at, one in enumerate(requests):
        if one.source and not seen & _names(one):
            seen |= _names(one)
            with suppress(CourantError):
                fields = originals.read(one, author)
                wanted.setdefault(_path(one, fields) or f"{at}", (at, one, fields))
    free = founding.are_free(wanted)
    found = (_drafted(author, *one, path) for path, one in wanted.items() if path in free)
    return [one for one in found if one]


def _path(request: ImportPost, fields: Fields) -> str:
    """The address that a public post gets if it is free; "" for a draft."""
    day = dated(request.day or request.date, timezone.now()).day
    return post_path(day, fields["slug"]) if fields["published"] else ""


def _drafted(author: str, at: int, request: ImportPost, fields: Fields, path: str) -> _Fresh | None:
    post = Post(source=request.source)
    try:
        _apply(post, fields, {}, request, path)
        return _Fresh(at, request, fields, New(post, fields["tags"], _written(request, post), _imported(author)))
    except CourantError:
        return None


def _found(fresh: Sequence[_Fresh]) -> Iterator[tuple[int, ImportOutcome]]:
    """Store new posts; the outcome of each, with its place among the requests."""
    if not fresh:
        return
    founding.save([one.new for one in fresh])
    originals.remember_new([(one.new.post, one.fields) for one in fresh])
    old = {path: one.new.post for one in reversed(fresh) for path in filter(None, map(bare, one.request.aliases))}
    taken = set(Redirect.objects.filter(path__in=old).values_list("path", flat=True))
    Redirect.objects.bulk_create(Redirect(path=path, post=post) for path, post in old.items() if path not in taken)
    for one in fresh:
        post = one.new.post
        yield one.at, ImportOutcome(Imported(post.pk, post.address if post.is_public else "", "created"))


def _written(request: ImportPost, post: Post) -> datetime | None:
    """When a new post was last changed at its source, if that is known, but never in the future."""
    updated = originals.changed_at(request) or post.published_at
    return min(updated, timezone.now()) if updated else None


class _Later:
    """Posts that are saved, whose lists, fragments and events are still to follow."""

    def __init__(self) -> None:
        self.steps: list[tuple[Post, Face | None]] = []

    def settle(self) -> None:
        """Let them follow for all of these posts."""
        publishing.reconcile_all(self.steps)
        self.steps = []


def _outcome(author: str, request: ImportPost, later: _Later) -> ImportOutcome:
    steps: list[tuple[Post, Face | None]] = []
    try:
        done = in_transaction(take_in, author, request, lambda post, before: steps.append((post, before)))
    except CourantError as error:
        return ImportOutcome(refused=error.message)
    later.steps += steps
    return ImportOutcome(done)


def _known(request: ImportPost) -> Post | None:
    if not request.source:
        raise Invalid("An imported post needs a source.", field="source")
    post = Post.objects.filter(source=request.source).first()
    if post is None and request.was and (post := Post.objects.filter(source=request.was).first()):
        post.source = request.source
        post.save(update_fields=["source"])
    return post


def _create(author: str, request: ImportPost, settle: Settle) -> Imported:
    post = Post(source=request.source)
    fields = originals.read(request, author)
    _apply(post, fields, {}, request)
    saving.save_version(post, None, fields["tags"], _written(request, post), _imported(author), settle)
    return _finish(post, fields, Combined(fields, "created"), request)


def _again(post: Post, author: str, request: ImportPost, settle: Settle) -> Imported:
    base, theirs = originals.of(post)
    ours = originals.read(request, base.get("author", author))
    combined = combine(base, theirs, ours)
    before = publishing.face(post)
    changed = {name for name, value in combined.fields.items() if value != theirs[name]}
    updated = originals.changed_at(request)
    if changed:
        _apply(post, combined.fields, theirs, request)
    if changed or (updated and updated > post.updated):
        moment = max(updated, post.updated) if updated else None
        saving.save_version(
            post, before, combined.fields["tags"] if "tags" in changed else None, moment, _imported(author), settle
        )
    return _finish(post, ours, _with_standing(combined, base, theirs, ours), request)


def _imported(author: str) -> Change:
    return Change(author, Kind.IMPORT)


def _with_standing(combined: Combined, base: Fields, theirs: Fields, ours: Fields) -> Combined:
    """The result with a sentence about a post that people here made a draft, or public, against its source."""
    kept = [line for line in combined.kept if not line.startswith("published:")]
    if theirs["published"] != ours["published"] and (not base or base["published"] == ours["published"]):
        kept.append(STAYS_PUBLIC if theirs["published"] else WITHDRAWN)
    return replace(combined, kept=kept)


def _apply(post: Post, fields: Fields, before: Fields, request: ImportPost, free: str | None = None) -> None:
    """Set the fields that differ from `before`; a public post gets the address that is `free`, if it is known."""
    fresh = {name for name, value in fields.items() if name not in before or value != before[name]}
    for name in fresh & _PLAIN:
        setattr(post, name, fields[name])
    if "date" in fresh:
        _date(post, request.date, request.day)
    if fresh & {"text", "summary"}:
        saving.rendered(post)
    if fields["published"]:
        publishing.make_public(post, state=post.status if post.is_public else _public_state(request), free=free)
        if "pinned" in fresh and post.status == states.CURRENT:
            post.pinned_at = timezone.now() if fields["pinned"] else None
    elif post.is_public or not post.pk:
        _withhold(post, request)
    elif "date" in fresh and post.status == "scheduled":
        _schedule(post, request)
    if "series" in fresh:  # last, since this may create it: a post that is rejected leaves no series behind
        post.series = parts.series_named(fields["series"])


def _withhold(post: Post, request: ImportPost) -> None:
    """Make it a draft, in review, or, if it is new, scheduled."""
    deciding.withdraw(post, "review" if request.state == "review" else "draft")
    if request.state == "scheduled" and not post.pk:
        _schedule(post, request)


def _schedule(post: Post, request: ImportPost) -> None:
    """Plan it for its date; one whose date has passed is a draft, since nobody has decided here to publish it."""
    try:
        post.dated, post.planned = planned.plan(request.day or request.date, "", timezone.now(), zone())
    except Invalid:
        deciding.withdraw(post, "draft")
    else:
        post.status = "scheduled"


def _public_state(request: ImportPost) -> str:
    """The state of a post that its source has published; one that was moved here stays where it is."""
    return request.state if states.is_readable(request.state) else states.CURRENT


def _date(post: Post, moment: str, day: str) -> None:
    now = timezone.now()
    post.dated = dated(moment, now, post.dated)
    if day:
        post.day, post.timed = dated(day, now).day, False


def _finish(post: Post, ours: Fields, combined: Combined, request: ImportPost) -> Imported:
    originals.remember(post, ours, combined.fields)
    for path in filter(None, map(bare, request.aliases)):
        Redirect.objects.get_or_create(path=path, defaults={"post": post})
    path = post.address if post.is_public else ""
    return Imported(id=post.pk, path=path, outcome=combined.outcome, kept=combined.kept)
