"""The pages about comments: older ones, one of them, and the form that edits it."""

from courant_kit.calls import commenting
from courant_kit.calls.caller import Caller
from courant_kit.content.templates import draw
from courant_kit.live.audience import PERSONAL
from courant_kit.wire.page import Page, redirect
from courant_kit.words import gettext as _

from courant_blog import contract, payloads
from courant_blog.addresses.paths import address
from courant_blog.discussion import stretches
from courant_blog.module import module
from courant_blog.pages.around import absent, at
from courant_blog.reading import finding


@module.handles(contract.PAGE_COMMENTS)
def comments_page(caller: Caller, request: payloads.CommentsPage) -> Page:
    """The comments on a post that are older than the given one."""
    found, path = at(request)
    if found is None or not found.is_public:
        return absent(found)
    post = found
    comments = module.embed(contract.COMMENTS(post.pk, part=request.before), tag="ol")
    html = draw("blog/comments.html", post=post, address=address(path), comments=comments)
    title = _("Older comments: {title}").format(title=post.title)
    return Page(title=title, html=html, description=post.excerpt, canonical=address(path), noindex=True)


@module.handles(contract.PAGE_COMMENT)
def comment_page(caller: Caller, request: payloads.CommentPage) -> Page:
    """Redirect to the page that shows a comment; raises NotFound, Gone."""
    return redirect(stretches.location(request.id))


@module.handles(contract.PAGE_EDIT_COMMENT)
def edit_comment_page(caller: Caller, request: payloads.NamedComment) -> Page:
    """The form with which people edit or remove a comment; raises Forbidden, NotFound, Gone."""
    comment = finding.comment(request.id, caller)
    post = finding.public(comment.post)
    editable = commenting.may_edit(caller, comment.author, comment.age)
    if comment.removed:
        commenting.check_may_restore(caller, comment.author, comment.remover)
        title = _("This comment has been removed")
    else:
        commenting.check_may_remove(caller, comment.author)
        title = _("Edit the comment") if editable else _("Remove the comment")
    late = commenting.too_late() if caller.name == comment.author else ""
    html = draw("blog/comment_form.html", comment=comment, post=post, title=title, late=late, editable=editable)
    return Page(status=410 if comment.removed else 200, title=title, html=html, audience=PERSONAL, noindex=True)
