"""Fills the event log of a blog that is not running: `python bench/seed_events.py --data DIR --events N`.

Each event is a comment, as the blog logs it, beside the fragment that it changes.
"""

import argparse
import os
from itertools import islice
from pathlib import Path

from courant_kit.process.django_settings import setup

BATCH = 10_000
TEXT = "What a good read this is, said the one who had read it to the end. "


def main() -> None:
    """Create the database and write the log."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--events", type=int, required=True)
    options = parser.parse_args()
    os.environ["COURANT_DATA"] = str(options.data)
    setup("blog", "courant_blog")
    # Models can only be imported from here on.
    from courant_kit.process.migrations import migrate

    migrate("blog")
    fill(options.events)


def fill(count: int) -> None:
    """Log `count` events and as many changes of fragments, all published."""
    from courant_kit.live import statements
    from courant_kit.live.outbox import in_transaction, published
    from courant_kit.live.statements import Entry
    from courant_kit.store.models import Event

    numbers = iter(range(1, count + 1))
    while some := list(islice(numbers, BATCH)):
        entries = [one for number in some for one in _entries(Entry, number)]
        in_transaction(statements.insert, entries)
    in_transaction(statements.count, 2 * count)
    published(2 * count)
    assert Event.objects.filter(fragment="").count() == count


def _entries(entry: type, number: int) -> list[object]:
    post = number % 500
    comment = {
        "id": number, "post": post, "path": f"/blog/2026/11/29/post-{post}/", "author": f"reader{number % 90}",
        "text": TEXT * (1 + number % 2), "event": 0,
    }  # fmt: skip
    return [
        entry(2 * number - 1, "", {}, f"blog.comments-{post}"),
        entry(2 * number, "courant.blog.comment.added", comment, ""),
    ]


if __name__ == "__main__":
    main()
