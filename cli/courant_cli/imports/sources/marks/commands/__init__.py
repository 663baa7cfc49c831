"""The commands of generators in a text (no I/O): what is known becomes Markdown, what nobody would have seen goes."""

from courant_cli.imports.sources.marks.commands.reading import LEFT_OUT, read

__all__ = ["LEFT_OUT", "read"]
