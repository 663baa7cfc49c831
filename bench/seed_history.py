"""Fills a wiki that is not running with one page, in the services' environment.

`python bench/seed_history.py --data DIR --characters N --revisions N`
The page's words are Chinese, of three bytes each, and it has grown by the same length with each revision.
"""

import argparse
import os
import zlib
from itertools import pairwise
from pathlib import Path

from courant_kit.process.django_settings import setup

PATH = "opened"
LETTERS = "水流過石頭舊牆下長著蕨類沒有人記得是誰寫下第一行字"
LINE = 80


def main() -> None:
    """Create the database and write the page."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--characters", type=int, required=True)
    parser.add_argument("--revisions", type=int, required=True)
    options = parser.parse_args()
    os.environ["COURANT_DATA"] = str(options.data)
    setup("wiki", "courant_wiki")
    # Models can only be imported from here on.
    from courant_kit.process.migrations import migrate

    migrate("wiki")
    fill(text_of(options.characters), options.revisions)


def text_of(characters: int) -> str:
    """Return lines of Chinese words."""
    lines = (LETTERS[at % len(LETTERS) :] + LETTERS * 4 for at in range(characters // LINE + 1))
    return "\n\n".join(line[: LINE - 2] for line in lines)[:characters]


def fill(text: str, revisions: int) -> None:
    """Write the page with all its revisions, stored as the wiki stores them: some whole, the others as edits."""
    import msgspec
    from courant_kit.history.packing import whole
    from courant_kit.history.revisions import CHAIN
    from courant_wiki.models import Revision, WikiPage
    from django.utils import timezone

    now = timezone.now()
    page = WikiPage.objects.create(
        path=PATH, key=PATH, title="Opened", number=revisions, created_at=now, edited_at=now, edited_by="ada"
    )
    ends = [len(text) * number // revisions for number in range(1, revisions + 1)]
    made = []
    for number, (end, newer) in enumerate(pairwise([*ends, 0]), 1):
        stored_whole = newer == 0 or number % CHAIN == 0
        edit = zlib.compress(msgspec.msgpack.encode([(end, newer, "")]))
        made.append(Revision(
            page=page, number=number, title="Opened", author="ada", size=end, change=len(text) // revisions,
            began=now, created_at=now, stored=whole(text[:end]) if stored_whole else edit,
            against=None if stored_whole else number + 1, run=number % CHAIN,
        ))  # fmt: skip
    Revision.objects.bulk_create(made, 500)


if __name__ == "__main__":
    main()
