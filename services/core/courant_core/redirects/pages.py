"""The administrators' page of redirects."""

from courant_kit.calls.caller import Caller
from courant_kit.content.templates import draw
from courant_kit.live.fragment import FragmentId
from courant_kit.wire.page import Page
from courant_kit.words import gettext, ngettext

from courant_core import contract
from courant_core.module import module
from courant_core.redirects import keeping
from courant_core.redirects.payloads import RedirectsPage

SHOWN = 100
"""Redirects on one page."""


@module.handles(contract.PAGE_REDIRECTS)
def redirects(caller: Caller, request: RedirectsPage) -> Page:
    """The redirects, live, with a form for new ones."""
    mark = module.embed(contract.REDIRECTS(), tag="p", attributes='class="meta"')
    found = keeping.listed(request.q, request.start, SHOWN)
    html = draw(
        "core/redirects.html", mark=mark, rules=found[:SHOWN], more=len(found) > SHOWN, words=request.q,
        next=request.start + SHOWN,
    )  # fmt: skip
    return Page(title=gettext("Redirects"), html=html, canonical="/admin/redirects/", noindex=True, styles=["site.css"])


@module.renders(contract.REDIRECTS)
def counted(fragment: FragmentId[None]) -> str:
    """How many there are; if none, the page says so where they would be."""
    count = keeping.count()
    words = ngettext("There is one redirect.", "There are {count} redirects.", count) if count else ""
    return words.format(count=f"{count:,}")
