"""MediaWiki: its XML dump, with the files beside it (`images`), for the wiki.

https://www.mediawiki.org/wiki/Help:Export; the newest revision of each page is imported.
"""

from pathlib import Path

from courant_cli.imports.sources.export import Export, beginning
from courant_cli.imports.sources.mediawiki.unpacking import unpack


def recognises(path: Path) -> bool:
    """Whether a file is a dump of MediaWiki."""
    return b"mediawiki.org/xml/export-" in beginning(path)


MEDIAWIKI = Export("mediawiki", "a dump of MediaWiki (XML)", recognises, unpack)
