"""The first content of a new site: posts without problems, and documentation that is found."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from content_folders import ROOT, text, written
from courant_cli import first_start, seed
from courant_cli.console import Console
from courant_cli.imports.targets import blog, wiki
from courant_cli.installation import Installation, Trouble, installation
from courant_kit.content import markdown
from twisted.internet.defer import Deferred, ensureDeferred

#: Addresses of the site itself that posts may name.
PAGES = {"/wiki/", "/accounts/login/", "/blog/new/", "/blog/bin/", "/wiki/~bin/", "/admin/import/", "/admin/site/"}


def place(data: Path, **environment: str) -> Installation:
    return installation({"COURANT_DATA": str(data), **environment})


def test_our_posts_have_no_flaw() -> None:
    batch = blog.read(seed.POSTS, "courant")
    documents = wiki.read(ROOT / "docs", below=seed.OURS)
    known = PAGES | {page.location for page in documents.documents}
    assert {note.what for note in batch.notes} <= known
    assert len(batch.documents) == 5
    assert {file.name for file in batch.pictures} == {"two-windows.svg", "way-of-an-edit.svg"}
    assert all(one.fields["summary"] and one.fields["tags"] and one.fields["published"] for one in batch.documents)


def test_our_posts_show_what_markdown_can_do() -> None:
    whole = "".join(markdown.render(text(one)) for one in blog.read(seed.POSTS, "courant").documents)
    for shown in (
        "<table",
        'class="footnotes',
        "markdown-alert-tip",
        'type="checkbox"',
        "<figcaption",
        "<details",
    ):
        assert shown in whole


def test_our_pictures_run_nothing() -> None:
    for picture in seed.POSTS.rglob("*.svg"):
        assert not {"<script", "href", "onload", "url(http"} & set(picture.read_text().split())
        assert "<title>" in picture.read_text()


def test_the_documentation_is_found_in_a_checkout_and_where_it_is_named(tmp_path: Path) -> None:
    assert seed.documents(place(tmp_path)) == ROOT / "docs"
    assert seed.documents(place(tmp_path, COURANT_DOCS=str(tmp_path))) == tmp_path
    with pytest.raises(Trouble, match="COURANT_DOCS"):
        seed.documents(place(tmp_path, COURANT_DOCS=str(tmp_path / "absent")))


def test_the_documentation_is_found_beside_an_installed_python(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    installed = Installation(tmp_path / "lib", tmp_path, "127.0.0.1", 8080, {})
    written(tmp_path, {"docs/index.md": "Text"})
    monkeypatch.setattr(sys, "prefix", str(tmp_path))
    assert seed.documents(installed) == tmp_path / "docs"


class Reactor:
    """Starts no process; the test reports the end of the process it would have started."""

    def __init__(self) -> None:
        self.seeding: list[Any] = []

    def spawnProcess(self, protocol: Any, *args: Any, **kwargs: Any) -> None:
        self.seeding.append(protocol)


def started(data: Path, lines: list[str], **environment: str) -> tuple[Reactor, "Deferred[None]"]:
    console = Console()
    console.line = lambda text="": lines.append(text)  # type: ignore[method-assign]  # heard by the test
    reactor = Reactor()
    return reactor, ensureDeferred(first_start.content(reactor, place(data, **environment), console))


def ended(reactor: Reactor, code: int) -> None:
    from twisted.internet.error import ProcessDone, ProcessTerminated
    from twisted.python.failure import Failure

    reactor.seeding[-1].processEnded(Failure(ProcessTerminated(code) if code else ProcessDone(0)))


def test_the_first_content_is_made_once(tmp_path: Path) -> None:
    lines: list[str] = []
    reactor, _ = started(tmp_path, lines)
    reactor.seeding[0].outReceived(b"Pages: 3 of 9\n\nPages: 5 of 9\n")
    ended(reactor, 0)
    assert lines[-3:-1] == ["  seed   Pages: 3 of 9", "  seed   Pages: 5 of 9"]
    assert lines[-1].endswith("/wiki/courant/")
    again, _ = started(tmp_path, lines)
    assert again.seeding == []


def test_content_that_could_not_be_made_is_tried_at_the_next_start(tmp_path: Path) -> None:
    lines: list[str] = []
    reactor, _ = started(tmp_path, lines)
    reactor.seeding[0].errReceived(b"courant: The wiki is away.\n")
    ended(reactor, 1)
    assert "the next start will try again: The wiki is away." in lines[-1]
    again, _ = started(tmp_path, lines)
    assert len(again.seeding) == 1


def test_a_site_may_start_empty(tmp_path: Path) -> None:
    reactor, done = started(tmp_path, [], COURANT_SEED="0")
    assert done.called
    assert reactor.seeding == []


def test_nothing_to_import_is_told_in_words(tmp_path: Path) -> None:
    for what in ("blog", "wiki"):
        done = subprocess.run(
            [sys.executable, "-m", "courant_cli", "import", what, str(tmp_path)], capture_output=True, text=True,
            env={**os.environ, "COURANT_DATA": str(tmp_path / "data")}, check=False, timeout=30,
        )  # fmt: skip
        assert done.returncode == 1
        assert done.stderr.startswith(f"courant: There is nothing to import in {tmp_path}")
