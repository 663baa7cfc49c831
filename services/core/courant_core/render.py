"""Core's HTML."""

from collections.abc import Sequence

from courant_kit.content.templates import draw
from courant_kit.live.fragment import Item
from courant_kit.process.discovery import SPECIAL
from courant_kit.wire.manifest import Manifest, MenuEntry

from courant_core.presence import Crowd
from courant_core.registry import Known
from courant_core.reports import Condition
from courant_core.site.arranging import arranged
from courant_core.site.payloads import MenuChoice


def menu(modules: list[Manifest], choices: Sequence[MenuChoice] = ()) -> str:
    """The content of the site's navigation, with the modules in this order, but for what administrators chose."""
    return draw("core/menu.html", entries=arranged(entries(modules), choices))


def entries(modules: list[Manifest]) -> list[MenuEntry]:
    """The entries of the modules in the menu, in this order."""
    return [entry for module in modules for entry in sorted(module.menu, key=lambda entry: entry.order)]


def people(crowd: Crowd) -> str:
    """Who is on a page: the first people by name, then the number of others, then the number of visitors."""
    names, others = crowd.named()
    return draw("core/presence.html", names=names, others=others, visitors=max(crowd.visitors, 0))


def front(site_name: str, tagline: str, parts: list[str]) -> str:
    """The content of the front page's element, from its parts (trusted HTML)."""
    return draw("core/front.html", site_name=site_name, tagline=tagline, parts=parts)


def modules(rows: str) -> str:
    """The page of modules, around the live rows of its table (trusted HTML)."""
    return draw("core/modules.html", rows=rows)


def module_row(known: Known, condition: Condition) -> Item:
    """The row of one module; without a button if the site needs the module."""
    name = known.manifest.module
    key, needed = f"module-{name}", name in SPECIAL
    html = draw("core/module.html", key=key, known=known, manifest=known.manifest, condition=condition, needed=needed)
    return Item(key, html)
