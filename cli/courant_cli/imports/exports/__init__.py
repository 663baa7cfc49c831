"""Exports of other systems: which one a file or folder is, and unpacking it into a folder of Markdown."""

from courant_cli.imports.exports.opening import Opened, opened

__all__ = ["Opened", "opened"]
