"""The procedures for the settings of the site."""

from courant_kit.calls.caller import Caller
from courant_kit.calls.errors import Forbidden
from courant_kit.wire.answers import Answer, Undo
from courant_kit.wire.manifest import MenuEntry
from courant_kit.wire.payload import Nothing, encode
from courant_kit.words import gettext
from msgspec import convert

from courant_core import contract, render
from courant_core.module import module
from courant_core.site import arranging, changing, drawing, files, keeping, themed
from courant_core.site import now as site
from courant_core.site.payloads import (
    ChangeSite,
    DraftedSite,
    DraftOf,
    NamedRevision,
    ShownSite,
    SiteHistory,
    SiteSettings,
)
from courant_core.state import registry

PREVIEW = "/admin/site/preview/{}/"
"""Where web begins to show a draft to the administrator who made it."""


@module.handles(contract.SHOW_SITE)
def show(caller: Caller, request: Nothing) -> ShownSite:
    """The settings as they are stored: at least as new as the last event about them."""
    number, settings = keeping.newest(site.usual())
    return site.complete(settings, number, site.sheets_of(settings))


@module.handles(contract.SAVE_SITE)
async def save(caller: Caller, request: ChangeSite) -> Answer:
    """Save settings, live for everybody; raises Invalid, TooLarge, and Conflict if somebody else was faster."""
    after = await module.running.aside(_after, request, _entries())
    return await _saved(after, caller, request.base)


@module.handles(contract.PREVIEW_SITE)
async def preview(caller: Caller, request: ChangeSite) -> Answer:
    """Keep settings as a draft, which the caller alone sees on the whole site; raises Invalid, TooLarge."""
    if not caller.person:
        raise Forbidden(gettext("Only an administrator who has signed in can look at a preview."))
    after = await module.running.aside(_after, request, _entries())
    key = await module.running.write(keeping.draft, after, caller.person)
    return Answer(location=PREVIEW.format(key))


@module.handles(contract.RESTORE_SITE)
async def restore(caller: Caller, request: NamedRevision) -> Answer:
    """Save the settings of an older revision again; raises NotFound, and Invalid if they are not right any more."""
    found = await module.in_thread(keeping.of_revision, request.revision, site.usual())
    changing.check(found, themed.names())
    return await _saved(found, caller, None)


@module.handles(contract.SITE_HISTORY)
def history(caller: Caller, request: Nothing) -> SiteHistory:
    """The revisions of the settings."""
    return keeping.history()


@module.handles(contract.SITE_DRAFT)
def draft(caller: Caller, request: DraftOf) -> DraftedSite:
    """Settings that are not saved, with what the shell shows of them, for who made them; raises NotFound."""
    settings = keeping.drafted(request.draft, request.by)
    complete = site.complete(settings, site.now.revision, site.sheets_of(settings))
    drawn = {
        "brand": drawing.brand(settings), "footer_html": drawing.footer(settings),
        "menu_html": render.menu(registry.present(), settings.menu),
    }  # fmt: skip
    return convert({**encode(complete), **drawn}, DraftedSite)


async def _saved(after: SiteSettings, caller: Caller, base: int | None) -> Answer:
    before, number = await module.running.write(keeping.save, after, caller.name or "operator", base, site.usual())
    if number == before:
        return Answer(notice=gettext("Nothing has changed."))
    await site.renew()
    undo = Undo(call=contract.RESTORE_SITE.uri, fields={"revision": before})
    return Answer(notice=gettext("The settings have been saved. Everybody sees them now."), undo=undo)


def _after(request: ChangeSite, entries: list[MenuEntry]) -> SiteSettings:
    _, before = keeping.newest(site.usual())
    return files.taken(changing.changed(before, request, entries, themed.names()), request)


def _entries() -> list[MenuEntry]:
    return [entry for known in registry.listed() for entry in known.manifest.menu]


def _of_modules() -> list[str]:
    """The blocks of the front page that modules have, by the module's name."""
    return [one.module for one in registry.present() if one.front]


def rows_of_menu(settings: SiteSettings) -> list[dict[str, object]]:
    """The rows of the form for the menu: each entry in its order, with its choice; hidden ones too."""
    known = {entry.url: entry for known in registry.listed() for entry in render.entries([known.manifest])}
    chosen = [one for one in settings.menu if one.own or one.url in known]
    named = {one.url for one in chosen}
    rows = [
        {"url": one.url, "title": one.title, "usual": "" if one.own else known[one.url].title,
         "shown": not one.hidden, "own": one.own}
        for one in chosen
    ]  # fmt: skip
    more = [entry for url, entry in known.items() if url not in named]
    return rows + [
        {"url": one.url, "title": "", "usual": one.title, "shown": True, "own": False} for one in more
    ]  # fmt: skip


def rows_of_front(settings: SiteSettings) -> list[dict[str, object]]:
    """The rows of the form for the front page: each block in its order; hidden ones too."""
    titles = {one.module: one.title for one in registry.present() if one.front}
    titles[arranging.WELCOME] = gettext("Welcome text")
    hidden = {one.block for one in settings.front if one.hidden}
    chosen = [one.block for one in settings.front if one.block in titles]
    rest = [block for block in [arranging.WELCOME, *_of_modules()] if block not in chosen]
    first = [block for block in rest if block == arranging.WELCOME]
    order = [*first, *chosen, *(block for block in rest if block not in first)]
    return [{"block": one, "title": titles[one], "shown": one not in hidden} for one in order]
