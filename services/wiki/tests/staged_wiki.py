"""The wiki on a fake session, with shortcuts for its tests."""

from typing import Any

from courant_kit.testing import Stage, assert_converges
from courant_kit.wire.contract import Procedure
from courant_kit.wire.page import Page
from courant_wiki import contract
from courant_wiki.models import WikiPage
from courant_wiki.service import module


class Wiki:
    """A stage with the wiki on it; Ada and Eve are editors."""

    def __init__(self) -> None:
        self.stage = Stage(module)

    def write(self, path: str, text: str = "", title: str = "", by: str = "ada", **more: Any) -> Any:
        """Save a page; its base is the newest revision unless the test names another."""
        found = WikiPage.objects.filter(path=path).first()
        more.setdefault("base", found.number if found else 0)
        title = title or (found.title if found else path.rsplit("/", 1)[-1].title())
        return self.stage.call(contract.SAVE_PAGE, "editor", by, path=path, title=title, text=text, **more)

    def as_editor(self, procedure: Procedure, /, **fields: Any) -> Any:
        """Call as an editor."""
        return self.stage.call(procedure, "editor", "eve", **fields)

    def take_in(self, path: str, text: str, **more: Any) -> Any:
        """Import a page."""
        return self.as_editor(contract.IMPORT_PAGE, path=path, text=text, **{"title": path.title(), **more})

    def page(self, path: str) -> Page:
        """The page that visitors see."""
        return self.stage.page(contract.PAGE_SHOW, path=path)

    def converges(self, procedure: Procedure, change: Any, /, **fields: Any) -> None:
        """Check that an open page follows the change."""
        assert_converges(self.stage, procedure, change, **fields)

    def touched(self) -> set[str]:
        """The fragments published so far."""
        return {one.id for one in self.stage.deliveries()}

    def id(self, path: str) -> int:
        """The page's id."""
        return int(WikiPage.objects.get(path=path).pk)
