"""Core's live fragments: the menu, who is on a page, the front page, the state of the modules, their contracts."""

from courant_kit.live.fragment import FragmentId, Item

from courant_core import contract, render
from courant_core.catalogue import drawing
from courant_core.module import module
from courant_core.site.now import now
from courant_core.state import presence, registry, reports


@module.renders(contract.MENU)
def menu(fragment: FragmentId[None]) -> str:
    """The site's menu: the entries of the modules that are present."""
    return render.menu(registry.present(), now.settings.menu)


@module.renders(contract.PRESENCE)
def people(fragment: FragmentId[str]) -> str:
    """Who is on the page with this key."""
    return render.people(presence.on(fragment.key))


@module.renders(contract.MODULES)
def modules(fragment: FragmentId[None]) -> list[Item]:
    """A row for each module."""
    return [
        render.module_row(known, reports.condition(known.manifest.module, list(known.sessions)))
        for known in registry.listed()
    ]


@module.renders(contract.API)
def api(fragment: FragmentId[None]) -> list[Item]:
    """A row for each module, with a link to its contract."""
    return [drawing.module_row(known) for known in registry.listed()]


@module.renders(contract.FRONT_PAGE)
def front(fragment: FragmentId[None]) -> None:
    """The complete front page, which is never sent: each new version says `gone`, and windows load the page again.

    It contains fragments of other modules, each of which updates itself.
    """
