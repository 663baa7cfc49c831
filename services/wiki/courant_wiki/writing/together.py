"""Pages that several people write at once: what the kit's desk for shared texts has to know of them."""

from courant_kit.calls.caller import Caller
from courant_kit.coediting import keeping
from courant_kit.coediting.desk import Desk
from courant_kit.live.audience import Audience
from courant_kit.store import rows
from courant_kit.wire.contract import audience_of

from courant_wiki import bounds
from courant_wiki.models import WikiPage
from courant_wiki.module import module
from courant_wiki.reading import finding
from courant_wiki.rules import WRITERS
from courant_wiki.writing import saving

_LIVE = f"SELECT 1 FROM {WikiPage._meta.db_table} WHERE id = %s AND deleted_at IS NULL"  # noqa: SLF001 - public API


class Pages:
    """The shared texts of the wiki, `page-<id>`: whoever may write pages may write all of them."""

    longest = bounds.TEXT

    def audience(self, document: str) -> Audience:
        """Those who may write pages."""
        return audience_of(WRITERS)

    def check(self, caller: Caller, document: str) -> None:
        """Raise NotFound or Gone if there is no such page; the contract says who may write."""
        if not rows.found(_LIVE, keeping.id_in(document, "page")):
            _page(document)

    def text(self, document: str) -> str:
        """The text of the newest revision; raises NotFound or Gone."""
        return _page(document).revision.text

    def at_pauses(self, document: str) -> bool:
        """Always: a page is never half public."""
        return True

    def save(self, document: str, text: str, authors: list[str], summary: str) -> None:
        """Make a revision, if the text has changed or the revision is to have a summary; raises NotFound or Gone."""
        saving.record(_page(document, lock=True), text, authors, summary)


desk = Desk(module, Pages())


def _page(document: str, *, lock: bool = False) -> WikiPage:
    pages = WikiPage.objects.select_for_update() if lock else WikiPage.objects
    return finding.live(pages.filter(pk=keeping.id_in(document, "page")).first())
