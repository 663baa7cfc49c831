"""The comments that a page shows: the newest ones on a post, or those older than a given one."""

from dataclasses import dataclass

from courant_kit.calls.errors import Gone

from courant_blog.addresses.paths import address
from courant_blog.discussion import statements
from courant_blog.discussion.statements import Stamp
from courant_blog.models import Comment
from courant_blog.payloads import LARGEST_ID
from courant_blog.reading import finding

SHOWN = 100


@dataclass(frozen=True, slots=True)
class Stretch:
    """The stamps of comments in the order they were written; `older` is true if there are earlier ones."""

    comments: list[Stamp]
    older: bool


def stretch(post_id: int, before: int | None = None) -> Stretch:
    """The newest comments on a public post, at most SHOWN; with `before`, only those older than that comment."""
    newest = statements.newest_comments(post_id, before or LARGEST_ID, SHOWN + 1)
    return Stretch(newest[:SHOWN][::-1], older=len(newest) > SHOWN)


def location(number: int) -> str:
    """The address, on the site, of a comment that readers may see, on the page that shows it; raises NotFound, Gone."""
    comment = finding.comment(number)
    post = finding.public_by_number(comment.post_id, "path", field="id")
    if comment.removed:
        raise Gone("This comment has been removed.", field="id")
    newer = Comment.objects.filter(post=post, removed=None, pk__gt=number).order_by("-pk")
    whole = newer.count() // SHOWN * SHOWN  # those of the newer pages, as their links to older ones divide them
    before = f"comments/{newer[whole - 1].pk}/" if whole else ""
    return f"{address(post.path or '')}{before}#comment-{number}"
