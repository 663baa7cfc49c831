"""All export formats that are known, those that most people need first."""

from courant_cli.imports.sources.dokuwiki import DOKUWIKI
from courant_cli.imports.sources.export import Export
from courant_cli.imports.sources.ghost import GHOST
from courant_cli.imports.sources.mediawiki import MEDIAWIKI
from courant_cli.imports.sources.notion import NOTION
from courant_cli.imports.sources.obsidian import OBSIDIAN
from courant_cli.imports.sources.outline import OUTLINE
from courant_cli.imports.sources.wikijs import WIKI_JS
from courant_cli.imports.sources.wordpress import WORDPRESS

FORMATS: tuple[Export, ...] = (WORDPRESS, GHOST, MEDIAWIKI, DOKUWIKI, OBSIDIAN, WIKI_JS, NOTION, OUTLINE)
