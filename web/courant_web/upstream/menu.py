"""The parts of the shell that core renders: web's copies of its live fragments, so that no page has to fetch them."""

from typing import Any

from courant_kit.live import languages

ID = "core.menu"
LOOK = "core.look"


class Copy:
    """The newest version of a fragment's HTML; version 0 until core has sent any."""

    def __init__(self, fragment: str) -> None:
        self.fragment = fragment
        self.version = 0
        self._said: dict[str, tuple[int, str]] = {}

    @property
    def html(self) -> str:
        """The HTML in the active language; in the site's default one if it has no other."""
        language = languages.active() if self.has(languages.active()) else languages.default()
        return self._said.get(language, (0, ""))[1]

    @html.setter
    def html(self, html: str) -> None:
        """Have this HTML, in every language, until there is another version."""
        self._said = {languages.default(): (self.version, html)}

    @property
    def topic(self) -> str:
        """Its topic in the active language; "" if the HTML is in the site's default one, whose windows know it."""
        language = languages.active()
        topic = f"courant.core.live.{self.fragment.partition('.')[2]}"
        own = language == languages.default() or not self.has(language)
        return "" if own else languages.named(topic, language)

    def has(self, language: str) -> bool:
        """Whether the newest version is here in a language."""
        return self._said.get(language, (-1, ""))[0] >= self.version

    def take(self, delivery: dict[str, Any], language: str = "") -> bool:
        """Apply an event or a result of `since`; returns False if the HTML is missing and `since` must be called."""
        language = language or languages.default()
        own = language == languages.default()
        known = self.version if own else self._said.get(language, (-1, ""))[0]
        if delivery.get("id") != self.fragment or int(delivery["version"]) <= known:
            return True
        if delivery.get("html") is None:
            return False
        self._said[language] = int(delivery["version"]), str(delivery["html"])
        if own:
            self.version = int(delivery["version"])
        return True


class Copies:
    """The fragments of the shell, by id: the menu, the name with the logo, the footer, the style sheets."""

    def __init__(self) -> None:
        self.menu, self.brand, self.footer, self.look = map(Copy, (ID, "core.brand", "core.footer", LOOK))
        self.all = {one.fragment: one for one in (self.menu, self.brand, self.footer, self.look)}

    def lacking(self, language: str) -> list[Copy]:
        """Those with words of the interface that are not here in a language."""
        return [one for one in (self.menu, self.footer) if not one.has(language)]
