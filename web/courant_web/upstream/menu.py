"""The menu: web's copy of core's live fragment, so that no page has to fetch it."""

from typing import Any

from courant_kit.live import languages

ID = "core.menu"
TOPIC = "courant.core.live.menu"


class Menu:
    """The newest version of the menu's HTML, in the site's default language; in others once somebody needs it."""

    def __init__(self) -> None:
        self.version = 0
        self._said: dict[str, tuple[int, str]] = {}

    @property
    def html(self) -> str:
        """The menu in the active language; in the default one if it could not be fetched."""
        language = languages.active() if self.has(languages.active()) else languages.default()
        return self._said.get(language, (0, ""))[1]

    @property
    def topic(self) -> str:
        """The topic of the menu in the active language; "" in the default one, whose windows know it."""
        language = languages.active()
        return "" if language == languages.default() else languages.named(TOPIC, language)

    def has(self, language: str) -> bool:
        """Whether the newest menu is here in a language."""
        return self._said.get(language, (-1, ""))[0] >= self.version

    def take(self, delivery: dict[str, Any], language: str = "") -> bool:
        """Apply an event or a result of `since`; returns False if the HTML is missing and `since` must be called."""
        language = language or languages.default()
        own = language == languages.default()
        known = self.version if own else self._said.get(language, (-1, ""))[0]
        if delivery.get("id") != ID or int(delivery["version"]) <= known:
            return True
        if delivery.get("html") is None:
            return False
        self._said[language] = int(delivery["version"]), str(delivery["html"])
        if own:
            self.version = int(delivery["version"])
        return True
