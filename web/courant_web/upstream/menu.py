"""Web's copies of core's live fragments in the shell, such as the menu, so that no page has to fetch them."""

from typing import Any

ID = "core.menu"
LOOK = "core.look"


class Copy:
    """The newest version of a fragment's HTML; version 0 until core has sent any."""

    def __init__(self, fragment: str) -> None:
        self.fragment = fragment
        self.html, self.version = "", 0

    def take(self, delivery: dict[str, Any]) -> bool:
        """Apply an event or a result of `since`; returns False if the HTML is missing and `since` must be called."""
        if delivery.get("id") != self.fragment or int(delivery["version"]) <= self.version:
            return True
        if delivery.get("html") is None:
            return False
        self.html, self.version = str(delivery["html"]), int(delivery["version"])
        return True


class Copies:
    """The fragments of the shell, by id: the menu, the name with the logo, the footer, the style sheets."""

    def __init__(self) -> None:
        self.menu, self.brand, self.footer, self.look = map(Copy, (ID, "core.brand", "core.footer", LOOK))
        self.all = {one.fragment: one for one in (self.menu, self.brand, self.footer, self.look)}
