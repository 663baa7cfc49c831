"""What people and programs do to the blog, and what programs read of it, call by call."""

from datetime import UTC, datetime
from typing import Any

from courant_kit.calls.caller import Caller
from courant_kit.calls.errors import Invalid
from courant_kit.content import markdown, media
from courant_kit.wire.answers import AddMedia, Answer, MediaAdded, Preview, Undo
from courant_kit.wire.contract import Procedure
from msgspec import structs

from courant_blog import contract, discussion, finding, importing, lists, writing
from courant_blog.contract import NamedComment, NamedPost
from courant_blog.models import Post, Tag
from courant_blog.module import module
from courant_blog.paths import bare, draft_address
from courant_blog.publishing import tag_names


@module.handles(contract.SAVE_POST)
def save_post(caller: Caller, request: contract.SavePost) -> contract.Saved:
    """Save a post, and lead to it; raises Invalid, TooLarge, NotFound, Gone, and Conflict with a form of both texts."""
    post = writing.save(caller, request)
    notice = "Saved." if post.is_public else "The draft is saved."
    path = post.address if post.is_public else ""
    return contract.Saved(id=post.pk, version=post.version, path=path, location=_where(post), notice=notice)


@module.handles(contract.PUBLISH_POST)
def publish_post(caller: Caller, request: NamedPost) -> Answer:
    """Give a draft its address, and lead there; raises NotFound, Gone, Invalid on a date yet to come."""
    post = writing.publish(request.id)
    return _undoable(_where(post), "Published.", contract.UNPUBLISH_POST, id=post.pk)


@module.handles(contract.UNPUBLISH_POST)
def unpublish_post(caller: Caller, request: NamedPost) -> Answer:
    """Take a post out of all lists, and lead to its draft; raises NotFound, Gone."""
    post = writing.unpublish(request.id)
    return _undoable(_where(post), "Taken back: it is a draft again.", contract.PUBLISH_POST, id=post.pk)


@module.handles(contract.DELETE_POST)
def delete_post(caller: Caller, request: NamedPost) -> Answer:
    """Delete a post, and lead to the list in which it was; raises NotFound, Gone."""
    post = writing.delete(request.id)
    location = "/blog/drafts/" if post.status == Post.Status.DRAFT else "/blog/"
    return _undoable(location, f"“{post.title}” is deleted.", contract.RESTORE_POST, id=post.pk)


@module.handles(contract.RESTORE_POST)
def restore_post(caller: Caller, request: NamedPost) -> Answer:
    """Bring a deleted post back as it was, public or a draft; raises NotFound."""
    post = writing.restore(request.id)
    return _undoable(_where(post), f"“{post.title}” is back.", contract.DELETE_POST, id=post.pk)


@module.handles(contract.PREVIEW_POST)
def preview_post(caller: Caller, request: contract.PreviewPost) -> Preview:
    """Render Markdown as a save would, and store nothing."""
    return Preview(html=markdown.render(request.text))


@module.handles(contract.IMPORT_POST)
def import_post(caller: Caller, request: contract.ImportPost) -> contract.Imported:
    """Create or update the post of a source; whoever imports is its author when it names none. Raises Invalid."""
    return importing.take_in(caller.name, request)


@module.handles(contract.ADD_COMMENT)
def add_comment(caller: Caller, request: contract.AddComment) -> contract.CommentAdded:
    """Add a comment, which its author may take back; raises Invalid, NotFound, Gone."""
    comment = discussion.add(caller, request)
    undo = Undo(call=contract.REMOVE_COMMENT.uri, fields={"id": comment.pk})
    return contract.CommentAdded(id=comment.pk, notice="Your comment is there.", undo=undo)


@module.handles(contract.REMOVE_COMMENT)
def remove_comment(caller: Caller, request: NamedComment) -> Answer:
    """Remove a comment; raises Forbidden, NotFound, Gone."""
    comment = discussion.remove(caller, request.id)
    return _undoable("", "The comment is removed.", contract.RESTORE_COMMENT, id=comment.pk)


@module.handles(contract.RESTORE_COMMENT)
def restore_comment(caller: Caller, request: NamedComment) -> Answer:
    """Bring a removed comment back; raises Forbidden, NotFound, Gone."""
    comment = discussion.restore(caller, request.id)
    return _undoable("", "The comment is back.", contract.REMOVE_COMMENT, id=comment.pk)


@module.handles(contract.ADD_MEDIA)
def add_media(caller: Caller, request: AddMedia) -> MediaAdded:
    """Store an image; raises Invalid or TooLarge."""
    return MediaAdded(path=media.add("blog", request.data))


@module.handles(contract.LIST_POSTS)
def list_posts(caller: Caller, request: contract.ListPosts) -> contract.Posts:
    """Public posts, newest first, of one list; raises Invalid when both a tag and a section are asked for."""
    found = lists.newest(_list_asked(request), request.limit + 1, _cursor(request.before))
    shown = found[: request.limit]
    more = len(found) > len(shown)
    return contract.Posts(
        posts=[_summary_of(post) for post in lists.posts(pk for _, pk in shown)],
        next=f"{shown[-1][0].isoformat()}_{shown[-1][1]}" if more else "",
    )


@module.handles(contract.GET_POST)
def get_post(caller: Caller, request: contract.FindPost) -> contract.PostWhole:
    """A public post with its text; raises NotFound, Gone."""
    path = bare(request.path).removeprefix("blog/")
    post = finding.public_by_number(request.id) if request.id else finding.public(finding.at(path))
    return contract.PostWhole(**structs.asdict(_summary_of(post)), text=post.text, html=post.html)


def _where(post: Post) -> str:
    """The path on the site at which those who may find a post."""
    return post.address if post.is_public else draft_address(post.pk)


def _summary_of(post: Post) -> contract.PostSummary:
    """A public post as lists for programs show it."""
    return contract.PostSummary(
        id=post.pk, path=post.address, title=post.title, summary=post.excerpt, author=post.author,
        section=post.section, tags=tag_names(post), published_at=post.shown_at,
        updated=post.updated, version=post.version,
    )  # fmt: skip


def _undoable(location: str, notice: str, back: Procedure, **fields: Any) -> Answer:
    return Answer(location=location, notice=notice, undo=Undo(call=back.uri, fields=fields))


def _list_asked(request: contract.ListPosts) -> str:
    if request.tag and request.section:
        raise Invalid("Ask for a tag or a section, not for both.", field="section")
    if not request.tag:
        return lists.section_list(request.section) if request.section else lists.INDEX
    tag = Tag.objects.filter(slug=request.tag).first()
    return lists.tag_list(tag.pk if tag else 0)


def _cursor(before: str) -> tuple[datetime, int] | None:
    if not before:
        return None
    moment, _, number = before.rpartition("_")
    try:
        return datetime.fromisoformat(moment).astimezone(UTC), min(max(int(number), 0), contract.LARGEST_ID)
    except (ValueError, OverflowError):
        raise Invalid("Before: give the `next` of the answer before.", field="before") from None
