"""Core's HTML."""

from courant_kit.content.templates import draw
from courant_kit.live import languages
from courant_kit.live.fragment import Item
from courant_kit.process.discovery import SPECIAL
from courant_kit.wire.manifest import Manifest, MenuEntry
from msgspec.structs import replace

from courant_core.presence import Crowd
from courant_core.registry import Known
from courant_core.reports import Condition


def menu(modules: list[Manifest]) -> str:
    """The content of the site's navigation, with the modules in this order."""
    entries: list[MenuEntry] = []
    language = languages.active()
    for module in modules:
        said = [replace(entry, title=module.said(entry.title, language)) for entry in module.menu]
        entries += sorted(said, key=lambda entry: entry.order)
    return draw("core/menu.html", entries=entries)


def people(crowd: Crowd) -> str:
    """Who is on a page: the first people by name, then the number of others, then the number of visitors."""
    names, others = crowd.named()
    return draw("core/presence.html", names=names, others=others, visitors=max(crowd.visitors, 0))


def front(site_name: str, parts: list[str]) -> str:
    """The content of the front page's element, from the parts of the modules (trusted HTML)."""
    return draw("core/front.html", site_name=site_name, parts=parts)


def modules(rows: str) -> str:
    """The page of modules, around the live rows of its table (trusted HTML)."""
    return draw("core/modules.html", rows=rows)


def module_row(known: Known, condition: Condition) -> Item:
    """The row of one module; without a button if the site needs the module."""
    name = known.manifest.module
    key, needed = f"module-{name}", name in SPECIAL
    html = draw("core/module.html", key=key, known=known, manifest=known.manifest, condition=condition, needed=needed)
    return Item(key, html)
