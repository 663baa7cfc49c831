"""The page about the synchronization, and the form with which a person decides between a commit and the wiki."""

from dataclasses import replace

from courant_kit.content.templates import draw
from courant_kit.history.comparison import compare
from courant_kit.merging import markers, texts
from courant_kit.words import gettext

from courant_wiki.models import Sync, SyncConflict
from courant_wiki.writing.drafts import Draft

MOST = 200


def state() -> str:
    """How it is doing, and what is left to decide."""
    one = Sync.objects.filter(pk=1).first()
    found = list(SyncConflict.objects.open()[: MOST + 1])
    return draw("wiki/sync_state.html", sync=one, conflicts=found[:MOST], more=len(found) > MOST)


def form(conflict: SyncConflict) -> str:
    """The form that merges the words of a commit into a page, or says what else can be done."""
    page = conflict.page
    if page is None or not page.live or not _has_words(conflict):
        return draw("wiki/sync_conflict.html", conflict=conflict, page=page)
    newest = page.revision
    mine = Draft(conflict.title or newest.title, conflict.text, conflict.author, settles=conflict.pk)
    both = texts.merge(conflict.base, mine.text, newest.text, (gettext("the repository"), gettext("this site")))
    offer = replace(mine, text=both.text, title=newest.title)
    return draw(
        "wiki/conflict.html", page=page, base=page.number, newest=newest, offer=offer, mine=mine, tags=page.tag_names,
        language=page.language, places=markers.places(offer.text), settles=conflict.pk, conflict=conflict,
        theirs=compare(conflict.base, newest.text).rows,
    )  # fmt: skip


def _has_words(conflict: SyncConflict) -> bool:
    """Whether it has words for the editor: a file that is deleted has none, and few of those that are no page."""
    kind = SyncConflict.Kind
    return conflict.kind != kind.DELETED and (conflict.kind != kind.REJECTED or bool(conflict.text))
