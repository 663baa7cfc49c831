"""DokuWiki: its data folder, with the folders `pages`, `media`, `meta` and `attic`, and `conf` beside it.

https://www.dokuwiki.org/devel:dirlayout, https://www.dokuwiki.org/wiki:syntax and https://www.dokuwiki.org/acl
"""

from pathlib import Path

from courant_cli.imports.sources.dokuwiki.unpacking import data_of, unpack
from courant_cli.imports.sources.export import Export


def recognises(path: Path) -> bool:
    """Whether a folder is DokuWiki's, or its data folder."""
    return data_of(path) is not None


DOKUWIKI = Export("dokuwiki", "a data folder of DokuWiki", recognises, unpack)
