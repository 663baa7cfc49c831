"""The blog's procedures, for people and programs: each handles one call."""

from datetime import UTC, datetime
from typing import Any
from urllib.parse import unquote

from courant_kit.calls.caller import EDITORS, Caller
from courant_kit.calls.errors import Invalid
from courant_kit.content import markdown
from courant_kit.history import naming
from courant_kit.live.outbox import touch
from courant_kit.media import receiving
from courant_kit.wire.answers import AddMedia, Answer, ListSources, MediaAdded, Preview, Sources, Undo
from courant_kit.wire.contract import Procedure
from courant_kit.wire.old_addresses import bare
from courant_kit.words import gettext, marked
from msgspec import structs

from courant_blog import contract, moved, payloads, states
from courant_blog.addresses.page_ids import PAGE_IDS
from courant_blog.discussion import comments
from courant_blog.discussion.deciding import WAITS
from courant_blog.import_payloads import Imported, ImportPost
from courant_blog.models import Comment, Post, Tag
from courant_blog.module import module
from courant_blog.payloads import NamedPost
from courant_blog.reading import finding, lists
from courant_blog.reading.tags import tag_names
from courant_blog.writing import importing, moving, saving

UNCHANGED = marked("Nothing to save: the post already has these words.")


@module.handles(contract.SAVE_POST)
def save_post(caller: Caller, request: payloads.SavePost) -> payloads.Saved:
    """Save a post and lead to it, with an undo if that publishes it.

    Raises Invalid, TooLarge, NotFound, Gone, Conflict (with a form of both texts).
    """
    post, published, merged = saving.save(caller, request)
    done = moved.saved(post, published)
    undo = Undo(call=contract.UNPUBLISH_POST.uri, fields={"id": post.pk}) if published else None
    if merged:
        done = gettext("{done} It has what {name} saved while you were writing, too.").format(done=done, name=merged)
    path, notice = post.address if post.is_public else "", _with(done, markdown.warning(request.text))
    return payloads.Saved(
        id=post.pk, version=post.version, path=path, location=post.place, notice=notice, undo=undo
    )  # fmt: skip


@module.handles(contract.PUBLISH_POST)
def publish_post(caller: Caller, request: payloads.PublishPost) -> Answer:
    """Publish a draft and lead to its address; raises NotFound, Gone, and Invalid if its date is in the future."""
    post, _ = moving.move(request.id, states.CURRENT, caller.name, request.today)
    return _undoable(post.place, gettext("Published."), contract.UNPUBLISH_POST, id=post.pk)


@module.handles(contract.UNPUBLISH_POST)
def unpublish_post(caller: Caller, request: NamedPost) -> Answer:
    """Remove a post from all lists and lead to its draft; raises NotFound, Gone."""
    post, _ = moving.move(request.id, "draft", caller.name)
    return _undoable(post.place, gettext("The post is a draft again."), contract.PUBLISH_POST, id=post.pk)


@module.handles(contract.DELETE_POST)
def delete_post(caller: Caller, request: NamedPost) -> Answer:
    """Delete a post and lead to the list that contained it; raises NotFound, Gone."""
    post = saving.delete(request.id, caller.name)
    location = "/blog/" if states.is_readable(post.status) else "/blog/drafts/"
    return _undoable(
        location, gettext("“{title}” has been deleted.").format(title=post.title), contract.RESTORE_POST, id=post.pk
    )


@module.handles(contract.RESTORE_POST)
def restore_post(caller: Caller, request: NamedPost) -> Answer:
    """Restore a deleted post as it was, public or a draft; raises NotFound."""
    post = saving.restore(request.id, caller.name)
    return _undoable(
        post.place, gettext("“{title}” has been restored.").format(title=post.title), contract.DELETE_POST, id=post.pk
    )


@module.handles(contract.REVERT_POST)
def revert_post(caller: Caller, request: payloads.PostRevision) -> payloads.Saved:
    """Make the words of an old revision the newest ones, as a revision of its own; raises NotFound, Gone."""
    post, changed = saving.revert(request.id, request.number, caller.name)
    notice = (
        gettext("The post is back to revision {number}.").format(number=request.number)
        if changed
        else gettext(UNCHANGED)
    )
    path = post.address if post.is_public else ""
    return payloads.Saved(id=post.pk, version=post.version, path=path, location=post.place, notice=notice)


@module.handles(contract.COMPARE_REVISIONS)
def compare_revisions(caller: Caller, request: payloads.CompareRevisions) -> payloads.Comparison:
    """The address of the comparison of two revisions, the older one first; raises NotFound, Gone and Invalid."""
    post = finding.existing(request.id, field="id")
    if request.old == request.new:
        raise Invalid(gettext("Please choose two different revisions."), field="new")
    older, newer = sorted((request.old, request.new))
    return payloads.Comparison(location=f"{post.history_at.diff}{older}/{newer}/")


@module.handles(contract.NAME_REVISION)
def name_revision(caller: Caller, request: payloads.NameRevision) -> Answer:
    """Name a revision; raises NotFound, Gone, and Invalid if the name is too long."""
    post = saving.opened(request.id)
    one = finding.numbered(post, request.number or finding.newest(post))
    notice = naming.rename(one, request.name)
    # All pages about the history show the crumbs; the head would announce a new text to open forms.
    touch(contract.HISTORY(post.pk), contract.CRUMBS(post.pk))
    return Answer(location=post.history_at.history, notice=notice)


@module.handles(contract.PREVIEW_POST)
def preview_post(caller: Caller, request: payloads.PreviewPost) -> Preview:
    """Render Markdown as a save would, without storing anything."""
    found = markdown.preview(request.text, reserved=PAGE_IDS, below=1)
    return Preview(html=found.html, warning=found.warning)


@module.handles(contract.IMPORT_POST)
def import_post(caller: Caller, request: ImportPost) -> Imported:
    """Create or update an imported post; the importing user is the author if the post names none. Raises Invalid."""
    return importing.take_in(caller.name, request)


@module.handles(contract.LIST_SOURCES)
def list_sources(caller: Caller, request: ListSources) -> Sources:
    """The sources of imported posts."""
    return importing.sources(request)


@module.handles(contract.ADD_COMMENT)
def add_comment(caller: Caller, request: payloads.AddComment) -> payloads.CommentAdded:
    """Add a comment, with an undo for its author; raises Invalid, NotFound, Gone, Forbidden, RateLimited."""
    number, why = comments.add(caller, request)
    if why:
        return payloads.CommentAdded(id=number, held=True, notice=gettext(WAITS), location="/blog/comment/yours/")
    undo = Undo(call=contract.REMOVE_COMMENT.uri, fields={"id": number})
    notice = _with(gettext("Your comment has been posted."), markdown.warning(request.text))
    location = f"/blog/comment/{number}/" if request.answers else ""
    return payloads.CommentAdded(id=number, notice=notice, undo=undo, location=location)


@module.handles(contract.EDIT_COMMENT)
def edit_comment(caller: Caller, request: payloads.EditComment) -> Answer:
    """Change a comment and lead back to it; raises Invalid, Forbidden, NotFound, Gone."""
    comment = comments.edit(caller, request)
    if not comment.is_public:
        return Answer(location="/blog/comment/yours/", notice=gettext(WAITS))
    notice = _with(gettext("Your comment has been changed."), markdown.warning(request.text))
    return Answer(location=_place_of(comment), notice=notice)


@module.handles(contract.REMOVE_COMMENT)
def remove_comment(caller: Caller, request: payloads.RemoveComment) -> Answer:
    """Remove a comment; raises Forbidden, NotFound, Gone."""
    comment = comments.remove(caller, request.id)
    location = f"{comment.post.address}#comments" if request.leave else ""
    return _undoable(location, gettext("The comment has been removed."), contract.RESTORE_COMMENT, id=comment.pk)


@module.handles(contract.RESTORE_COMMENT)
def restore_comment(caller: Caller, request: payloads.RemoveComment) -> Answer:
    """Restore a removed comment; raises Forbidden, NotFound, Gone."""
    comment = comments.restore(caller, request.id)
    location = _place_of(comment) if request.leave else ""
    return _undoable(location, gettext("The comment has been restored."), contract.REMOVE_COMMENT, id=comment.pk)


@module.handles(contract.ADD_MEDIA)
async def add_media(caller: Caller, request: AddMedia) -> MediaAdded:
    """Store an image; raises Invalid, TooLarge or RateLimited."""
    return MediaAdded(path=await receiving.receive(module, caller, request.data, EDITORS))


@module.handles(contract.LIST_POSTS)
def list_posts(caller: Caller, request: payloads.ListPosts) -> payloads.Posts:
    """Public posts of one list, newest first; raises Invalid if both a tag and a section are given."""
    found = lists.newest(_list_asked(request), request.limit + 1, _cursor(request.before))
    shown = found[: request.limit]
    more = len(found) > len(shown)
    return payloads.Posts(
        posts=[_summary_of(post) for post in lists.posts(pk for _, pk in shown)],
        next=f"{shown[-1][0].isoformat()}_{shown[-1][1]}" if more else "",
    )


@module.handles(contract.GET_POST)
def get_post(caller: Caller, request: payloads.FindPost) -> payloads.PostWhole:
    """A public post with its text; raises NotFound, Gone."""
    path = bare(unquote(request.path)).removeprefix("blog/")
    post = finding.listed(request.id) if request.id else finding.public(finding.at(path))
    return payloads.PostWhole(**structs.asdict(_summary_of(post)), text=post.text, html=post.html)


def _place_of(comment: Comment) -> str:
    """Where a comment is shown: on the post's first page if it is there, as most are; else where its link leads."""
    if not comment.is_public:
        return "/blog/comment/yours/" if comment.author else "/blog/moderation/"
    return f"{comment.post.address}#comment-{comment.pk}"


def _with(notice: str, warning: str) -> str:
    return f"{notice} {warning}".strip()


def _summary_of(post: Post) -> payloads.PostSummary:
    """A public post in the form that lists for programs have."""
    return payloads.PostSummary(
        id=post.pk, path=post.address, title=post.title, summary=post.excerpt, author=post.author,
        section=post.section, tags=tag_names(post), published_at=post.shown_at,
        updated=post.updated, version=post.version,
    )  # fmt: skip


def _undoable(location: str, notice: str, back: Procedure, **fields: Any) -> Answer:
    return Answer(location=location, notice=notice, undo=Undo(call=back.uri, fields=fields))


def _list_asked(request: payloads.ListPosts) -> str:
    if request.tag and request.section:
        raise Invalid(gettext("Ask for a tag or a section, not both."), field="section")
    if not request.tag:
        return lists.section_list(request.section) if request.section else lists.INDEX
    tag = Tag.objects.filter(slug=request.tag).first()
    return lists.tag_list(tag.pk if tag else 0)


def _cursor(before: str) -> tuple[datetime, int] | None:
    if not before:
        return None
    moment, _, number = before.rpartition("_")
    try:
        return datetime.fromisoformat(moment).astimezone(UTC), min(max(int(number), 0), payloads.LARGEST_ID)
    except (ValueError, OverflowError):
        raise Invalid(gettext("Before: this must be the `next` of the previous answer."), field="before") from None
