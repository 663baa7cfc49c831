"""The first content of a new site: its documentation as wiki pages, and posts that show its features."""

import sys
from pathlib import Path

from courant_kit.process.wamp import Session

from courant_cli.access.operator import at_router
from courant_cli.imports import progress
from courant_cli.imports.report import Report
from courant_cli.imports.sending import send
from courant_cli.imports.targets import blog, wiki
from courant_cli.installation import Installation, Trouble

POSTS = Path(__file__).with_name("first_content") / "blog"

#: The wiki path of our documentation, and the prefix that distinguishes our posts from imported ones.
OURS = "courant"


def seed(place: Installation) -> None:
    """Import our documentation and our posts through the router, as any other backend would; raises Trouble.

    Running it again creates no duplicates and preserves edits made in the wiki.
    """
    batches = [wiki.read(documents(place), below=OURS, author="Courant"), blog.read(POSTS, OURS)]
    for batch in batches:
        if not batch.documents:
            raise Trouble(f"The first content of the {batch.target.module} is missing from this installation.")

    async def send_all(session: Session) -> list[Report]:
        return [await send(session, batch, tell) for batch in batches]

    with progress.shown() as tell:
        reports = at_router(place, send_all)
    for report in reports:
        print(report.summary()[0])
        if report.refused:
            raise Trouble(f"Some of the first content was rejected: {report.notes[-1].what}")


def documents(place: Installation) -> Path:
    """The folder of our documentation: COURANT_DOCS, the checkout's, or the installed one; raises Trouble."""
    named = place.environment.get("COURANT_DOCS")
    for folder in [Path(named)] if named else [place.root / "docs", Path(sys.prefix) / "docs"]:
        if folder.is_dir():
            return folder
    raise Trouble("The documentation was not found: set COURANT_DOCS to the folder `docs` of Courant's source.")
