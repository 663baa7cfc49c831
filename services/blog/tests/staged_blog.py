"""A staged blog, as used by an editor and her readers."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote

from courant_blog import contract
from courant_kit.testing import Stage
from courant_kit.wire.page import Page


@dataclass
class Blog:
    """Shortcuts for the calls that most tests begin with."""

    stage: Stage

    def call(self, procedure: Any, role: str = "editor", name: str = "", /, **fields: Any) -> Any:
        """Call as an editor unless the test names another role."""
        return self.stage.call(procedure, role, name, **fields)

    def save(self, title: str = "One rendering", text: str = "Some *words*.", **fields: Any) -> dict[str, Any]:
        """Write a post as the editor Eve, public unless the test says otherwise."""
        fields = {"published": True, "date": "2026-01-02"} | fields
        saved: dict[str, Any] = self.call(contract.SAVE_POST, "editor", "eve", title=title, text=text, **fields)
        return saved

    def draft(self, title: str = "A secret plan", **fields: Any) -> dict[str, Any]:
        """Write a draft as the editor Eve."""
        return self.save(title, published=False, **fields)

    def comment(self, post: int, text: str = "Well said.", name: str = "ada") -> int:
        """Comment as a member."""
        return int(self.call(contract.ADD_COMMENT, "member", name, post=post, text=text)["id"])

    def page(self, procedure: Any, role: str = "visitor", /, **fields: Any) -> Page:
        """The page that a caller with this role gets."""
        return self.stage.page(procedure, role, **fields)

    def post_page(self, path: str, role: str = "visitor") -> Page:
        """The page at a post's address."""
        return self.page(contract.PAGE_POST, role, **at(path))


def at(path: str) -> dict[str, Any]:
    """The arguments that the route finds in the address of a post."""
    _, _, year, month, day, slug, _ = unquote(path).split("/")
    return {"year": year, "month": month, "day": day, "slug": slug}
