"""Fills a wiki that is not running: `python bench/seed_pages.py --data DIR --pages N`, in the services' environment."""

import argparse
import os
from pathlib import Path

from courant_bench.corpus import Corpus
from courant_kit.process.django_settings import setup

BATCH = 1000


def main() -> None:
    """Create the database and fill it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--pages", type=int, required=True)
    options = parser.parse_args()
    os.environ["COURANT_DATA"] = str(options.data)
    setup("wiki", "courant_wiki")
    # Models can only be imported from here on.
    from courant_kit.process.migrations import migrate

    migrate("wiki")
    fill(options.pages)


def fill(count: int) -> None:
    """Write `count` pages, each with one revision."""
    from courant_wiki.addresses import paths
    from courant_wiki.models import Revision, WikiPage
    from django.utils import timezone

    now = timezone.now()
    found = list(enumerate(Corpus().pages(count)))
    for start in range(0, count, BATCH):
        rows = found[start : start + BATCH]
        pages = WikiPage.objects.bulk_create(
            WikiPage(
                path=f"page-{number}", key=paths.key(f"page-{number}"), title=title, number=1, created_at=now,
                edited_at=now, edited_by="ada",
            )
            for number, (title, _) in rows
        )  # fmt: skip
        Revision.objects.bulk_create(
            Revision(
                page=page, number=1, title=title, text=text, author="ada", size=len(text), change=len(text),
                began=now, created_at=now,
            )
            for page, (_, (title, text)) in zip(pages, rows, strict=True)
        )  # fmt: skip


if __name__ == "__main__":
    main()
