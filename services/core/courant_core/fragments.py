"""What of core is live: the menu, who is on a page, the modules of the front page, and how modules are doing."""

from courant_kit.live.fragment import FragmentId, Item

from courant_core import contract, render
from courant_core.module import module
from courant_core.state import presence, registry, reports


@module.renders(contract.MENU)
def menu(fragment: FragmentId[None]) -> str:
    """The site's menu: the entries of the modules that are there."""
    return render.menu(registry.present())


@module.renders(contract.PRESENCE)
def people(fragment: FragmentId[str]) -> str:
    """Who is on the page with this key."""
    return render.people(presence.on(fragment.key))


@module.renders(contract.MODULES)
def modules(fragment: FragmentId[None]) -> list[Item]:
    """A row for each module."""
    return [render.module_row(known, reports.condition(list(known.sessions))) for known in registry.listed()]


@module.renders(contract.FRONT_PAGE)
def front(fragment: FragmentId[None]) -> None:
    """The front page as a whole, which never travels: each new version says `gone`, and windows ask for the page again.

    It holds fragments of other modules, each of which keeps itself current.
    """
