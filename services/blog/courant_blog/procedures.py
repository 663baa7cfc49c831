"""What people and programs do to the blog, call by call."""

from typing import Any

from courant_kit import markdown, media
from courant_kit.caller import Caller
from courant_kit.contract import Procedure

from courant_blog import contract, discussion, importing, writing
from courant_blog.contract import Done, NamedComment, NamedPost, Undo
from courant_blog.models import Comment, Post
from courant_blog.module import module
from courant_blog.paths import draft_address


@module.handles(contract.SAVE_POST)
def save_post(caller: Caller, request: contract.SavePost) -> contract.Saved:
    """Write a post or change one."""
    post = writing.save(caller, request)
    notice = "Saved." if post.is_public else "The draft is saved."
    path = post.address if post.is_public else ""
    return contract.Saved(id=post.pk, version=post.version, path=path, location=where(post), notice=notice)


@module.handles(contract.PUBLISH_POST)
def publish_post(caller: Caller, request: NamedPost) -> Done:
    """Publish a draft."""
    post = writing.publish(request.id)
    return _done(where(post), "Published.", contract.UNPUBLISH_POST, id=post.pk)


@module.handles(contract.UNPUBLISH_POST)
def unpublish_post(caller: Caller, request: NamedPost) -> Done:
    """Make a public post a draft again."""
    post = writing.unpublish(request.id)
    return _done(where(post), "Taken back: it is a draft again.", contract.PUBLISH_POST, id=post.pk)


@module.handles(contract.DELETE_POST)
def delete_post(caller: Caller, request: NamedPost) -> Done:
    """Delete a post."""
    post = writing.delete(request.id)
    location = "/blog/drafts/" if post.status == Post.Status.DRAFT else "/blog/"
    return _done(location, f"“{post.title}” is deleted.", contract.RESTORE_POST, id=post.pk)


@module.handles(contract.RESTORE_POST)
def restore_post(caller: Caller, request: NamedPost) -> Done:
    """Bring a deleted post back."""
    post = writing.restore(request.id)
    return _done(where(post), f"“{post.title}” is back.", contract.DELETE_POST, id=post.pk)


@module.handles(contract.PREVIEW_POST)
def preview_post(caller: Caller, request: contract.PreviewPost) -> contract.Preview:
    """Show Markdown as it would look."""
    return contract.Preview(html=markdown.render(request.text))


@module.handles(contract.IMPORT_POST)
def import_post(caller: Caller, request: contract.ImportPost) -> contract.Imported:
    """Take in a post from elsewhere."""
    return importing.take_in(caller.name, request)


@module.handles(contract.ADD_COMMENT)
def add_comment(caller: Caller, request: contract.AddComment) -> contract.CommentAdded:
    """Comment on a public post."""
    comment = discussion.add(caller, request)
    undo = Undo(call=contract.REMOVE_COMMENT.uri, fields={"id": comment.pk})
    return contract.CommentAdded(id=comment.pk, notice="Your comment is there.", undo=undo)


@module.handles(contract.REMOVE_COMMENT)
def remove_comment(caller: Caller, request: NamedComment) -> Done:
    """Remove a comment."""
    comment: Comment = discussion.remove(caller, request.id)
    return _done("", "The comment is removed.", contract.RESTORE_COMMENT, id=comment.pk)


@module.handles(contract.RESTORE_COMMENT)
def restore_comment(caller: Caller, request: NamedComment) -> Done:
    """Bring a removed comment back."""
    comment = discussion.restore(caller, request.id)
    return _done("", "The comment is back.", contract.REMOVE_COMMENT, id=comment.pk)


@module.handles(contract.ADD_MEDIA)
def add_media(caller: Caller, request: contract.AddMedia) -> contract.MediaAdded:
    """Keep an image."""
    return contract.MediaAdded(path=media.add("blog", request.data))


def where(post: Post) -> str:
    """The path on the site at which those who may find a post."""
    return post.address if post.is_public else draft_address(post.pk)


def _done(location: str, notice: str, back: Procedure, **fields: Any) -> Done:
    return Done(location=location, notice=notice, undo=Undo(call=back.uri, fields=fields))
