"""All export formats that are known, those that most people need first."""

from courant_cli.imports.sources.export import Export
from courant_cli.imports.sources.ghost import GHOST
from courant_cli.imports.sources.wordpress import WORDPRESS

FORMATS: tuple[Export, ...] = (WORDPRESS, GHOST)
