"""WordPress: its export in WXR, with the uploads beside it. The blog gets the posts, the wiki gets the pages.

https://wordpress.org/documentation/article/tools-export-screen/; what the file really holds was found by running it.
"""

from pathlib import Path

from courant_cli.imports.sources.export import Export, beginning
from courant_cli.imports.sources.wordpress.unpacking import unpack


def recognises(path: Path) -> bool:
    """Whether a file is an export of WordPress."""
    return b"wordpress.org/export/" in beginning(path)


WORDPRESS = Export("wordpress", "an export of WordPress (WXR)", recognises, unpack)
