"""The first content of a new site: its own documentation as wiki pages, and posts that show what can be done."""

from courant_cli.imports import run_import
from courant_cli.installation import Installation


def seed(place: Installation) -> None:
    """Import what ships with the checkout through the router, as any other backend would; raises Trouble."""
    run_import(place, "wiki", place.root / "docs")
    run_import(place, "blog", place.root / "docs" / "blog")
