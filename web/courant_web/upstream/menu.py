"""The menu: core's live fragment, held here so that no page has to ask for it."""

from typing import Any

ID = "core.menu"


class Menu:
    """The menu's HTML in its newest version."""

    def __init__(self) -> None:
        self.html, self.version = "", 0

    def take(self, delivery: dict[str, Any]) -> bool:
        """Take over an event or an answer of `since`; whether all is known now (else `since` must be asked)."""
        if delivery.get("id") != ID or int(delivery["version"]) <= self.version:
            return True
        if delivery.get("html") is None:
            return False
        self.html, self.version = str(delivery["html"]), int(delivery["version"])
        return True
