"""Front matter (no I/O): the keys and values at the top of a Markdown file, in every style that generators write."""

from courant_cli.imports.reading.front_matter.parting import Source, Unreadable, configuration, lines, parted
from courant_cli.imports.reading.front_matter.values import every, flat, listed, one_line

__all__ = ["Source", "Unreadable", "configuration", "every", "flat", "lines", "listed", "one_line", "parted"]
