"""The live fragments of the shell that follow the settings."""

from courant_kit.live.fragment import FragmentId

from courant_core import contract
from courant_core.module import module
from courant_core.site import drawing
from courant_core.site.now import now


@module.renders(contract.BRAND)
def brand(fragment: FragmentId[None]) -> str:
    """The logo and the name."""
    return drawing.brand(now.settings)


@module.renders(contract.FOOTER)
def footer(fragment: FragmentId[None]) -> str:
    """The words of the footer."""
    return drawing.footer(now.settings)


@module.renders(contract.LOOK)
def look(fragment: FragmentId[None]) -> str:
    """The style sheets of the settings."""
    return drawing.look(now.sheets)


@module.renders(contract.SITE_PAGE)
def page(fragment: FragmentId[None]) -> None:
    """The page of settings, which is never sent: each new version says `gone`, and windows load the page again."""
