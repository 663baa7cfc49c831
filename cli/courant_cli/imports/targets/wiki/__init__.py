"""The wiki as a target: imports an mdbook, or any folder of Markdown files."""

from courant_cli.imports.targets.wiki.pages import WIKI, read

__all__ = ["WIKI", "read"]
