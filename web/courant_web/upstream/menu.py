"""The menu: web's copy of core's live fragment, so that no page has to fetch it."""

from typing import Any

ID = "core.menu"


class Menu:
    """The newest version of the menu's HTML."""

    def __init__(self) -> None:
        self.html, self.version = "", 0

    def take(self, delivery: dict[str, Any]) -> bool:
        """Apply an event or a result of `since`; returns False if the HTML is missing and `since` must be called."""
        if delivery.get("id") != ID or int(delivery["version"]) <= self.version:
            return True
        if delivery.get("html") is None:
            return False
        self.html, self.version = str(delivery["html"]), int(delivery["version"])
        return True
