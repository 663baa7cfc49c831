"""The wiki and a git repository, through the router and the command, with a repository on disk and one over HTTP."""

import os
import signal
import subprocess
import threading
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any, cast
from wsgiref.simple_server import WSGIRequestHandler, make_server

import pytest

from tests.clone import Clone
from tests.integration.test_export import courant
from tests.router import RouterProcess
from tests.services import Program
from tests.wamp import Peer

pytestmark = [pytest.mark.router, pytest.mark.timeout(300)]


@pytest.fixture(scope="module")
def site() -> Iterator[RouterProcess]:
    """A router with a wiki; the test plays core."""
    with ExitStack() as stack:
        router = RouterProcess().start()
        stack.callback(router.stop)
        there = threading.Event()
        core = stack.enter_context(router.service("core"))
        core.register("courant.site.module.announce", lambda *_: there.set())
        stack.enter_context(Program(["-m", "courant_wiki"], router.environment("wiki"), router.data / "wiki.log"))
        assert there.wait(90)
        yield router


@pytest.fixture
def bare(tmp_path: Path) -> Path:
    folder = tmp_path / "garden.git"
    subprocess.run(["git", "init", "-q", "--bare", "-b", "main", str(folder)], check=True)
    return folder


def test_edits_go_both_ways_and_come_back_from_neither(site: RouterProcess, bare: Path, tmp_path: Path) -> None:
    with site.service("operator") as peer:
        peer.call("courant.wiki.page.save", title="Fern", path="garden/fern", text="One.\n\nTwo.")
        picture = peer.call("courant.wiki.media.add", data=_png())["path"]
        peer.call("courant.wiki.page.save", title="Moss", path="moss", text=f"![Moss]({picture})")
        assert "1 went" in courant(site, "sync", "git", bare, "--once")
        clone = Clone(bare, tmp_path / "clone")
        assert (clone.folder / picture.strip("/")).is_file()
        fern = clone.folder / "wiki" / "garden" / "fern.md"
        fern.write_text(fern.read_text().replace("Two.", "Two, pushed."))
        (clone.folder / "wiki" / "ivy.md").write_text("# Ivy climbs\n\nUp.\n")
        clone.git("mv", "wiki/moss.md", "wiki/garden/moss.md")
        clone.pushed("Greener")
        peer.call("courant.wiki.page.save", title="Fern", path="garden/fern", base=1, text="One, here.\n\nTwo.",
                  summary="Mine")  # fmt: skip
        assert "1 commit came" in courant(site, "sync", "git", bare, "--once")
        found = peer.call("courant.wiki.page.get", path="garden/fern")
        assert (found["text"], found["author"], found["summary"]) == ("One, here.\n\nTwo, pushed.", "Bob B", "Greener")
        assert found["edited"].startswith("2025-03-04T05:06:07")
        assert peer.call("courant.wiki.page.get", path="garden/moss")["title"] == "Moss"
        assert peer.call("courant.wiki.page.get", path="ivy")["title"] == "Ivy climbs"
        assert clone.log()[:3][-1] == "operator|Mine"
        count = len(clone.log())
        assert "0 commits came, 0 went" in courant(site, "sync", "git", bare, "--once")
        assert len(clone.log()) == count
        clone.git("reset", "-q", "--hard", "origin/main")
        assert "id:" in (clone.folder / "wiki" / "ivy.md").read_text()
        courant(site, "import", "folder", clone.folder)


def test_what_both_changed_is_left_to_decide(site: RouterProcess, bare: Path, tmp_path: Path) -> None:
    with site.service("operator") as peer:
        peer.call("courant.wiki.page.save", title="Oak", path="oak", text="Tall.")
        courant(site, "sync", "git", bare, "--once")
        clone = Clone(bare, tmp_path / "clone")
        oak = clone.folder / "wiki" / "oak.md"
        oak.write_text(oak.read_text().replace("Tall.", "Very tall."))
        clone.pushed("Grow")
        peer.call("courant.wiki.page.save", title="Oak", path="oak", base=1, text="Old.")
        courant(site, "sync", "git", bare, "--once")
        assert peer.call("courant.wiki.page.get", path="oak")["text"] == "Old."
        clone.git("pull", "-q", "origin", "main")
        assert oak.read_text().endswith("\nOld.\n")
        assert "Very tall." in clone.git("show", "HEAD~1:wiki/oak.md")
        shown = peer.call("courant.wiki.page.sync")["html"]
        assert "Both sides changed the same place." in shown


def test_a_rewritten_history_stops_it_until_it_is_accepted(site: RouterProcess, bare: Path, tmp_path: Path) -> None:
    with site.service("operator") as peer:
        peer.call("courant.wiki.page.save", title="Elm", path="elm", text="Tall.")
        courant(site, "sync", "git", bare, "--once")
        clone = Clone(bare, tmp_path / "clone")
        elm = clone.folder / "wiki" / "elm.md"
        elm.write_text(elm.read_text().replace("Tall.", "Broad."))
        clone.git("commit", "-q", "-a", "--amend", "-m", "Everything")
        clone.git("push", "-q", "-f", "origin", "HEAD:main")
        assert "was rewritten" in courant(site, "sync", "git", bare, "--once", fails=True)
        assert peer.call("courant.wiki.page.get", path="elm")["text"] == "Tall."
        courant(site, "sync", "git", bare, "--once", "--accept-rewritten")
        assert peer.call("courant.wiki.page.get", path="elm")["text"] == "Broad."


def test_a_program_that_is_killed_whenever_it_pushed_goes_on(
    site: RouterProcess, bare: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COURANT_GIT_USER", "bob")
    monkeypatch.setenv("COURANT_GIT_PASSWORD", "thyme-42")
    pushed = threading.Event()
    with site.service("operator") as peer, served(bare, pushed) as url:
        peer.call("courant.wiki.page.save", title="Yew", path="yew", text="Old.")
        courant(site, "sync", "git", url, "--once")
        clone, text, log = Clone(bare, tmp_path / "clone"), "Old.", tmp_path / "sync.log"
        environment = {**os.environ, "COURANT_DATA": str(site.data)}
        for number in range(3):
            pushed.clear()
            with Program(["-m", "courant_cli", "sync", "git", url, "--every", "5"], environment, log) as program:
                text = f"{text}\n\nEdit {number}."
                peer.call("courant.wiki.page.save", title="Yew", path="yew", base=_revision(peer), text=text,
                          summary=f"Edit {number}")  # fmt: skip
                assert pushed.wait(90)
                program.end(signal.SIGKILL)
            clone.git("pull", "-q", "origin", "main")
            (clone.folder / "wiki" / f"cone-{number}.md").write_text("Red.\n")
            clone.pushed(f"Cone {number}")
        courant(site, "sync", "git", url, "--once")
        said = [line.partition("|")[2] for line in clone.log()]
        for number in range(3):
            assert (said.count(f"Edit {number}"), said.count(f"Cone {number}")) == (1, 1)
            found = peer.call("courant.wiki.page.get", path=f"cone-{number}")
            assert (found["text"], found["revision"]) == ("Red.", 1)
        clone.git("pull", "-q", "origin", "main")
        assert (clone.folder / "wiki" / "yew.md").read_text().endswith(f"{text}\n")


def _revision(peer: Peer) -> int:
    return int(peer.call("courant.wiki.page.get", path="yew")["revision"])


def test_a_server_over_http_with_a_password_that_no_output_has(
    site: RouterProcess, bare: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with served(bare) as url:
        assert "name and a password" in courant(site, "sync", "git", url, "--once", fails=True)
        monkeypatch.setenv("COURANT_GIT_USER", "bob")
        monkeypatch.setenv("COURANT_GIT_PASSWORD", "thyme-42")
        assert "thyme-42" not in courant(site, "sync", "git", url, "--once")
        assert Clone(bare, tmp_path / "clone").log() == ["Courant|Bring what the wiki has"]
    told = courant(site, "sync", "git", url.replace("http://", "http://bob:thyme-42@"), "--once", fails=True)
    assert "COURANT_GIT_PASSWORD" in told
    assert "thyme-42" not in told
    assert "cannot be reached" in courant(site, "sync", "git", url, "--once", fails=True)


class _Quiet(WSGIRequestHandler):
    def log_message(self, *_: Any) -> None:
        """Say nothing."""


class served:  # noqa: N801 - used as a word: `with served(bare) as url:`
    """The repository over HTTP on loopback, for Bob and his password; `pushed` is set when a push has moved a ref."""

    def __init__(self, bare: Path, pushed: threading.Event | None = None) -> None:
        from dulwich.repo import Repo
        from dulwich.server import DictBackend
        from dulwich.web import make_wsgi_chain

        served_by = make_wsgi_chain(DictBackend({"/": cast("Any", Repo(str(bare)))}))

        def asked(environ: Any, start: Any) -> Any:
            if environ.get("HTTP_AUTHORIZATION") != "Basic Ym9iOnRoeW1lLTQy":
                start("401 Unauthorized", [("WWW-Authenticate", 'Basic realm="garden"'), ("Content-Length", "0")])
                return []
            answer = served_by(environ, start)
            if pushed and environ["PATH_INFO"].endswith("/git-receive-pack"):
                answer = list(answer)
                pushed.set()
            return answer

        self._server = make_server("127.0.0.1", 0, asked, handler_class=_Quiet)
        self._thread = threading.Thread(target=self._server.serve_forever, daemon=True)

    def __enter__(self) -> str:
        self._thread.start()
        return f"http://127.0.0.1:{self._server.server_port}/"

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


def _png() -> bytes:
    from io import BytesIO

    from PIL import Image

    out = BytesIO()
    Image.radial_gradient("L").convert("RGB").save(out, "PNG")
    return out.getvalue()
