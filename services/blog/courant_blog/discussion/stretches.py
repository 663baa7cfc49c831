"""The comments that a page shows: the newest threads on a post, or those older than a given one."""

from dataclasses import dataclass

from courant_kit.calls.errors import Gone, NotFound
from courant_kit.words import gettext as _
from django.db.models import BigIntegerField, Count
from django.db.models.functions import Coalesce

from courant_blog.addresses.paths import address
from courant_blog.discussion import statements, threads
from courant_blog.discussion.rules import MOST_ANSWERS
from courant_blog.discussion.threads import Stamp
from courant_blog.models import Comment
from courant_blog.payloads import LARGEST_ID
from courant_blog.reading import finding

SHOWN = 100
"""How many comments a page shows, unless one thread alone has more."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """The stamps of comments, thread by thread; `older` is the oldest thread here if there are earlier ones, else 0."""

    comments: list[Stamp]
    older: int


def stretch(post_id: int, before: int | None = None) -> Stretch:
    """The newest threads on a public post, SHOWN comments or one thread; with `before`, only those older than it."""
    below = before or LARGEST_ID
    read = statements.newest_comments(post_id, below, SHOWN + 1)
    found = threads.whole(read, SHOWN)
    if read and not found:
        read = statements.newest_comments(post_id, below, MOST_ANSWERS + 2)
        found = [row for row in read if row.root == read[0].root]
    found.reverse()
    return Stretch(threads.ordered(found), older=found[0].root if len(read) > len(found) else 0)


def location(number: int) -> str:
    """The address, on the site, of a comment that readers may see, on the page that shows it; raises NotFound, Gone."""
    comment = finding.comment(number)
    post = finding.public_by_number(comment.post_id, "path", field="id")
    if comment.state != Comment.State.PUBLIC:
        raise NotFound(_("There is no such comment."), field="id")
    if comment.removed:
        raise Gone(_("This comment has been removed."), field="id")
    shown = Comment.objects.filter(post=post, removed=None, state=Comment.State.PUBLIC)
    begun = Coalesce("thread", "id", output_field=BigIntegerField())
    newer = shown.annotate(begun=begun).filter(begun__gte=comment.root).values("begun")
    counted = newer.annotate(size=Count("pk")).order_by("-begun").values_list("begun", "size")
    first = threads.before(counted.iterator(), comment.root, SHOWN)
    page = f"comments/{first}/" if first else ""
    return f"{address(post.path or '')}{page}#comment-{number}"
