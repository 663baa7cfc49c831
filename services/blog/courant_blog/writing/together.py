"""Posts that several people write at once: what the kit's desk for shared texts has to know of them."""

from courant_kit.calls.caller import Caller
from courant_kit.coediting import keeping
from courant_kit.coediting.desk import Desk
from courant_kit.live.audience import EDITORS_ONLY, Audience
from courant_kit.store import rows

from courant_blog.models import Post
from courant_blog.module import module
from courant_blog.payloads import LONGEST_TEXT
from courant_blog.reading import finding
from courant_blog.writing import saving

_LIVE = f"SELECT 1 FROM {Post._meta.db_table} WHERE id = %s AND deleted_at IS NULL"  # noqa: SLF001 - public API


class Posts:
    """The shared texts of the blog, `post-<id>`. What is typed in a public post is public when somebody saves it."""

    longest = LONGEST_TEXT

    def audience(self, document: str) -> Audience:
        """Editors, who may read and write every draft."""
        return EDITORS_ONLY

    def check(self, caller: Caller, document: str) -> None:
        """Raise NotFound or Gone if there is no such post; the contract says who may write."""
        if not rows.found(_LIVE, keeping.id_in(document, "post")):
            _post(document)

    def text(self, document: str) -> str:
        """The saved text; raises NotFound or Gone."""
        return _post(document).text

    def at_pauses(self, document: str) -> bool:
        """Only drafts are saved at pauses; raises NotFound or Gone."""
        return _post(document).is_draft

    def save(self, document: str, text: str, authors: list[str], summary: str) -> None:
        """Save the post with this text; raises NotFound or Gone."""
        post = _post(document)
        saving.record(post.pk, post.title, text, authors or [post.edited_by])


desk = Desk(module, Posts())


def _post(document: str) -> Post:
    return finding.existing(keeping.id_in(document, "post"))
