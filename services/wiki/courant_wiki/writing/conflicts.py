"""What a writer gets whose page is not saved: a form that contains everything, and what can be done."""

from collections.abc import Sequence
from dataclasses import replace
from typing import cast

from courant_kit.calls.errors import Conflict
from courant_kit.content.templates import draw
from courant_kit.history import revisions
from courant_kit.history.comparison import Row, compare
from courant_kit.merging import markers, texts
from courant_kit.merging.markers import Choice
from courant_kit.words import gettext, marked

from courant_wiki import bounds
from courant_wiki.models import WikiPage
from courant_wiki.payloads import SavePage
from courant_wiki.writing.drafts import Draft

MINE = marked("your text")


def taken(page: WikiPage, draft: Draft) -> Conflict:
    """A new page at the address of another one: the form of a new page, with the other's address to change."""
    message = gettext("There is already a page at {path}: open it, or choose another address.").format(path=page.path)
    html = draw(
        "wiki/edit.html", heading=gettext("Write a new page"), naming=True, title=draft.title, text=draft.text,
        below=page.path, tags=_names(draft, page), language=draft.language, taken=page, summary=draft.summary,
        cancel=page.location,
    )  # fmt: skip
    return Conflict(message, html=html, field="path")


def merged(page: WikiPage, draft: Draft, base: int) -> Conflict:
    """A save of a page that somebody else has saved since `base`: both texts as one."""
    newest = page.revision
    began = revisions.at(page.revisions, base)
    base_text, base_title = (began.text, began.title) if began else ("", "")
    both = texts.merge(base_text, draft.text, newest.text, (MINE, newest.author or gettext("the saved text")))
    title = newest.title if draft.title == base_title else draft.title
    offer = replace(draft, title=title, text=both.text)
    return _offered(page, offer, draft, page.number, compare(base_text, newest.text).rows)


def decided(page: WikiPage, draft: Draft, request: SavePage) -> Conflict:
    """The form of a merge again, with one of its places decided."""
    number, _, choice = request.decide.partition("-")
    text = markers.decide(draft.text, int(number), cast("Choice", choice))
    mine = replace(draft, text=bounds.text(request.mine))
    return _offered(page, replace(draft, text=text), mine, request.base)


def _names(draft: Draft, page: WikiPage) -> str:
    """The tags of a draft, with commas; those of the page if it names none."""
    return page.tag_names if draft.tags is None else ", ".join(draft.tags.values())


def _offered(page: WikiPage, offer: Draft, mine: Draft, base: int, theirs: Sequence[Row] = ()) -> Conflict:
    newest = page.revision
    html = draw(
        "wiki/conflict.html", page=page, base=base, newest=newest, offer=offer, mine=mine, theirs=theirs,
        places=markers.places(offer.text), tags=_names(mine, page),
        language=page.language if mine.language is None else mine.language,
    )  # fmt: skip
    return Conflict(
        gettext("{name} saved this page while you were writing.").format(name=newest.author or gettext("Somebody")),
        html=html,
    )
