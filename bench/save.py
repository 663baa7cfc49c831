"""Adds a comment to a post beside the running blog, as one that is committed while the router is away.

`python bench/save.py --data DIR --post N --text TEXT`, in the services' environment: it prints "ready for blog", waits
for a line, saves, and prints "saved". The blog publishes the change when it has joined the router again.
"""

import argparse
import os
from pathlib import Path

from courant_kit.process.django_settings import setup


def main() -> None:
    """Wait for a line and save."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--post", type=int, required=True)
    parser.add_argument("--text", required=True)
    options = parser.parse_args()
    os.environ["COURANT_DATA"] = str(options.data)
    setup("blog", "courant_blog")
    # Models can only be imported from here on.
    from courant_blog import service
    from courant_blog.discussion import comments
    from courant_blog.payloads import AddComment
    from courant_kit.calls.caller import Caller, Role
    from django.db import transaction

    caller = Caller(role=Role.ADMIN, name="admin")
    print(f"ready for {service.module.name}", flush=True)
    input()
    with transaction.atomic():
        comments.add(caller, AddComment(post=options.post, text=options.text))
    print("saved", flush=True)


if __name__ == "__main__":
    main()
