"""What surrounds every page: the parts of the shell that are the same in many pages are drawn once.

`{% kept %}` marks such a part in the shell's template, a theme's own too. It may use what the site is and offers
(`ALLOWED`), and nothing of the page, its reader, or the request.
"""

from collections.abc import Callable, Hashable
from typing import Any

from courant_kit.live import languages

from courant_web.site import site
from courant_web.upstream.state import copies, directory

ALLOWED = ("about", "courant", "feeds", "shown", "spoken")
"""The names of the template's context that a part may use."""

STATE = "state"
"""The name of the template's context that has the state of the site; None in a preview, where nothing is kept."""

MOST = 50
"""So many drawings of a part are kept; there is one for each language until the menu or the settings change."""


class Part:
    """A part of the shell, drawn once for each state of the site."""

    def __init__(self) -> None:
        self._drawn: dict[Hashable, str] = {}

    def drawn(self, now: Hashable, draw: Callable[[], str]) -> str:
        """The part, as `draw` draws it if it has not been drawn for the state that the site has `now`."""
        known = self._drawn.get(now)
        if known is None:
            if len(self._drawn) >= MOST:
                self._drawn.clear()
            known = self._drawn[now] = draw()
        return known


def state() -> Hashable:
    """What parts depend on: two states are equal only if every part looks the same in both."""
    shown = tuple((one.version, one.html, one.topic) for one in copies.all.values())
    about = site.name, site.tagline, site.logo, site.ground, site.ground_dark
    return languages.of_site(), languages.active(), about, shown, directory.loads


def allowed(context: Any) -> dict[str, Any]:
    """What a part may use of a template's context."""
    return {name: context[name] for name in ALLOWED if name in context}
