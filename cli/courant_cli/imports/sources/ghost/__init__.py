"""Ghost: its export in JSON, with the pictures beside it. The blog gets the posts, the wiki gets the pages.

By the source of Ghost's exporter; comments, members, redirects and pictures are not in the file.
"""

import re
from pathlib import Path

from courant_cli.imports.sources.export import Export, beginning
from courant_cli.imports.sources.ghost.unpacking import unpack

_HEAD = re.compile(
    rb'\A\s*\{\s*(?:"db"\s*:\s*\[\s*\{|"meta"\s*:\s*\{\s*"exported_on"|"data"\s*:\s*\{\s*"(?:posts|benefits)")'
)


def recognises(path: Path) -> bool:
    """Whether a file is an export of Ghost."""
    return path.suffix.lower() == ".json" and bool(_HEAD.match(beginning(path)))


GHOST = Export("ghost", "an export of Ghost", recognises, unpack)
