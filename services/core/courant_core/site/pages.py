"""The administrators' page of the site's settings, and the front page as a draft has it."""

from zoneinfo import available_timezones

from courant_kit.calls.caller import Caller
from courant_kit.content.templates import draw
from courant_kit.live.fragment import wrap
from courant_kit.wire.page import Page
from courant_kit.wire.payload import Nothing
from courant_kit.words import gettext as _
from courant_kit.words import marked

from courant_core import contract, pages
from courant_core.module import module
from courant_core.site import drawing, keeping, procedures, themed
from courant_core.site import now as site
from courant_core.site.changing import WORDS
from courant_core.site.colours import DARK, LIGHT, palette
from courant_core.site.payloads import NamedDraft

MARK = contract.SITE_PAGE()

EMPTY_ROWS = 2
"""Rows for further links in the form for the menu."""

TYPEFACES = (
    ("", marked("As the look has it")),
    ("serif", marked("Serif")),
    ("sans", marked("Sans serif")),
    ("humanist", marked("Humanist")),
    ("slab", marked("Slab serif")),
    ("rounded", marked("Rounded")),
    ("own", marked("The uploaded one")),
)

SHOWN_REVISIONS = 20


@module.handles(contract.PAGE_SITE)
def settings(caller: Caller, request: Nothing) -> Page:
    """The settings of the site, each with what it means and what it is now, and their history."""
    version = module.renderings.version(MARK)  # first: what is read afterwards is at least as new
    now = site.now.settings
    blank = {"url": "", "title": "", "own": True, "shown": True}
    html = draw(
        "core/site.html", site=now, revision=site.now.revision, colours=_colours(),
        typefaces=[(name, _(words)) for name, words in TYPEFACES],
        zones=sorted(available_timezones()), themes=themed.listed(),
        menu=[*procedures.rows_of_menu(now), *[blank] * EMPTY_ROWS], front=procedures.rows_of_front(now),
        revisions=_revisions(), mark=wrap(MARK, version, "", tag="div"),
    )  # fmt: skip
    return Page(title=_("Site"), html=html, canonical="/admin/site/", noindex=True, styles=["site.css"])


@module.handles(contract.PAGE_PREVIEW)
async def front(caller: Caller, request: NamedDraft) -> Page:
    """The front page, composed as a draft of the caller has it; raises NotFound."""
    drafted = await module.in_thread(keeping.drafted, request.draft, caller.person)
    return await pages.composed(drafted, drawing.text(drafted.welcome))


def _colours() -> list[dict[str, str]]:
    """The fields of the colours, with those that count now."""
    now = site.now.settings
    light, dark = palette(LIGHT, now.accent, now.ground), palette(DARK, now.accent_dark, now.ground_dark)
    return [
        {"name": "accent", "label": _(WORDS["accent"]), "value": now.accent, "counts": light.accent},
        {"name": "accent_dark", "label": _(WORDS["accent_dark"]), "value": now.accent_dark, "counts": dark.accent},
        {"name": "ground", "label": _(WORDS["ground"]), "value": now.ground, "counts": light.paper},
        {"name": "ground_dark", "label": _(WORDS["ground_dark"]), "value": now.ground_dark, "counts": dark.paper},
    ]


def _revisions() -> list[dict[str, object]]:
    return [
        {"number": one.revision, "by": one.by, "at": one.at, "words": ", ".join(_(WORDS[name]) for name in one.changed)}
        for one in keeping.history().revisions[:SHOWN_REVISIONS]
    ]
