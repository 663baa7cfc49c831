"""An export is the same source each time, a dry run sends nothing, and comments are counted."""

from pathlib import Path
from typing import Any

from courant_cli.imports import discussion
from courant_cli.imports.batch import Batch
from courant_cli.imports.exports.opening import opened
from courant_cli.imports.identity.known import settle
from courant_cli.imports.rehearsal import rehearsed
from courant_cli.imports.report import Report
from courant_cli.imports.targets import blog
from test_wordpress import comment, export, item
from twisted.internet.defer import ensureDeferred


class Site:
    """A blog that knows what was imported before, and to which nothing else may be sent."""

    def __init__(self) -> None:
        self.known: list[dict[str, Any]] = []

    async def call(self, uri: str, **fields: Any) -> Any:
        """List the sources."""
        assert uri == "courant.blog.source.list"
        return {"sources": self.known, "more": False}

    def imported(self, batch: Batch) -> None:
        """Remember a batch as an import would."""
        self.known = [
            {"source": one.fields["source"], "title": one.fields["title"], "day": one.fields["date"][:10]}
            for one in batch.documents
        ]  # fmt: skip


def rehearse(site: Site, path: Path) -> tuple[Batch, Report]:
    """A dry run of an import into a site."""
    with opened(path, "blog") as content:
        batch = blog.read(content.folder, "here", content.site, finished=content.finished)
        discussion.announce(batch, content.staging)
        done: list[Any] = []
        ensureDeferred(settle(site, batch, content.folder, content.origin)).addBoth(done.append)  # type: ignore[arg-type]
        return batch, rehearsed(batch, done[0])


def test_an_export_is_known_again_whatever_its_file_is_called(tmp_path: Path) -> None:
    site = Site()
    batch, report = rehearse(site, export(tmp_path / "first", item(4), item(5)))
    assert report.summary()[:2] == ["Nothing was changed: this was a dry run.", "2 posts: 2 would be new; 0 images"]
    site.imported(batch)
    _, again = rehearse(site, export(tmp_path / "later", item(4, "New words."), item(5), item(6)))
    assert again.summary()[1] == (
        "3 posts: 1 would be new, 2 imported before, and would be compared with what is here; 0 images"
    )


def test_a_post_that_is_gone_from_the_export_is_said(tmp_path: Path) -> None:
    site = Site()
    site.imported(rehearse(site, export(tmp_path, item(4), item(5)))[0])
    _, report = rehearse(site, export(tmp_path, item(5)))
    assert any("its file is gone, and it stays here" in line for line in report.summary())


def test_comments_are_counted(tmp_path: Path) -> None:
    _, report = rehearse(Site(), export(tmp_path, item(4, more=comment(1) + comment(2, approved="0"))))
    assert report.summary()[1].endswith("; 2 comments")
