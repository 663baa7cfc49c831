"""Fills a blog that is not running: `python bench/seed.py --data DIR --posts N`, in the services' environment.

Prints the paths of 400 posts spread over all of them, or of as many as `--told` says.
"""

import argparse
import os
from pathlib import Path

from courant_kit.process.django_settings import setup

TOLD = 400


def main() -> None:
    """Create the database and fill it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--posts", type=int, required=True)
    parser.add_argument("--told", type=int, default=TOLD)
    options = parser.parse_args()
    os.environ["COURANT_DATA"] = str(options.data)
    setup("blog", "courant_blog")
    # Models can only be imported from here on.
    from courant_kit.process.migrations import migrate
    from seeded_posts import fill, path_of

    migrate("blog")
    fill(options.posts)
    step = max(1, options.posts // options.told)
    print("\n".join(f"/blog/{path_of(number, options.posts)}/" for number in range(0, options.posts, step)))


if __name__ == "__main__":
    main()
