"""What a writer gets whose page is not saved: a form that contains everything, and what can be done."""

from collections.abc import Sequence
from dataclasses import replace
from typing import cast

from courant_kit.calls.errors import Conflict, Invalid
from courant_kit.content.addresses import masked
from courant_kit.content.templates import draw
from courant_kit.merging import markers, texts
from courant_kit.merging.markers import Choice

from courant_wiki import bounds
from courant_wiki.history import diff
from courant_wiki.history.diff import Row
from courant_wiki.models import WikiPage
from courant_wiki.payloads import SavePage
from courant_wiki.writing.lifecycle import Draft

MINE = "your text"


def taken(page: WikiPage, draft: Draft) -> Conflict:
    """A new page at the address of another one: the form of a new page, with the other's address to change."""
    message = f"There is already a page at {page.path}: open it, or choose another address."
    html = draw(
        "wiki/edit.html", heading="Write a new page", naming=True, title=draft.title, text=draft.text, below=page.path,
        tags=_names(draft, page), language=draft.language, taken=page, summary=draft.summary, cancel=page.location,
    )  # fmt: skip
    return Conflict(message, html=html, field="path")


def merged(page: WikiPage, draft: Draft, base: int) -> Conflict:
    """A save of a page that somebody else has saved since `base`: both texts as one."""
    newest = page.revision
    began = page.revisions.filter(number=base).first()
    base_text, base_title = (began.text, began.title) if began else ("", "")
    both = texts.merge(base_text, draft.text, newest.text, (MINE, newest.author or "the saved text"))
    title = newest.title if draft.title == base_title else draft.title
    offer = replace(draft, title=title, text=both.text)
    return _offered(page, offer, draft, page.number, diff.compare(base_text, newest.text).rows)


def decided(page: WikiPage, draft: Draft, request: SavePage) -> Conflict:
    """The form of a merge again, with one of its places decided."""
    number, _, choice = request.decide.partition("-")
    text = markers.decide(draft.text, int(number), cast("Choice", choice))
    mine = replace(draft, text=bounds.text(request.mine))
    return _offered(page, replace(draft, text=text), mine, request.base)


def check_decided(text: str) -> None:
    """Raise Invalid if a place of a merge is left to decide; markers of other programs may be shown as code."""
    words = masked(text).split("\n")
    for place in markers.places(text):
        if place.names[1] == MINE or words[place.line - 1].strip():
            message = f"Text: line {place.line} begins a place that is left to decide, between “<<<<<<<” and “>>>>>>>”."
            raise Invalid(f"{message} Keep the words that you want there, without these marks.", field="text")


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
    return Conflict(f"{newest.author or 'Somebody'} saved this page while you were writing.", html=html)
