"""What of core is live: the menu, who is on a page, and which modules the front page is composed of."""

from courant_kit.live.fragment import FragmentId

from courant_core import contract, render
from courant_core.module import module
from courant_core.state import presence, registry


@module.renders(contract.MENU)
def menu(fragment: FragmentId[None]) -> str:
    """The site's menu: the entries of the modules that are there."""
    return render.menu(registry.present())


@module.renders(contract.PRESENCE)
def people(fragment: FragmentId[str]) -> str:
    """Who is on the page with this key."""
    return render.people(presence.on(fragment.key))


@module.renders(contract.FRONT_PAGE)
def front(fragment: FragmentId[None]) -> None:
    """The front page as a whole, which never travels: each new version says `gone`, and windows ask for the page again.

    It holds fragments of other modules, each of which keeps itself current.
    """
