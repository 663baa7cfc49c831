"""Imports in the browser: the file on its way, one process at a time, what it says, and what stays after a restart."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from gettext import translation
from pathlib import Path
from threading import Barrier, BrokenBarrierError, get_ident
from typing import Any

import courant_core
import msgspec
import pytest
from courant_core import contract
from courant_core.importing import job, summary, working
from courant_core.importing.job import Job
from courant_core.importing.payloads import PIECE, BeginFile, FilePiece
from courant_core.importing.uploads import Shelf
from courant_kit import words
from courant_kit.calls.errors import Conflict, Forbidden, Invalid, NotFound, TooLarge, Unavailable
from twisted.internet.error import ProcessDone
from twisted.python.failure import Failure

from .staged_core import StagedCore

pytestmark = pytest.mark.django_db(transaction=True)


class Spawned:
    """Stands in for the reactor and for the process that it starts."""

    def __init__(self) -> None:
        self.asked: dict[str, Any] = {}
        self.environment: dict[str, str] = {}
        self.signals: list[str] = []
        self.protocol: Any = None

    def __call__(self, protocol: Any, program: str, command: list[str], env: dict[str, str], path: str) -> None:
        """Start it."""
        assert command[1:] == ["-m", "courant_cli.imports.job"]
        self.environment, self.protocol, protocol.transport = env, protocol, self
        protocol.connectionMade()

    def write(self, data: bytes) -> None:
        """Receive what it is asked."""
        self.asked = msgspec.json.decode(data)

    def signalProcess(self, name: str) -> None:
        """Receive a signal."""
        self.signals.append(name)

    def say(self, **said: Any) -> None:
        """Write a line, in two pieces."""
        line = msgspec.json.encode(said) + b"\n"
        self.protocol.outReceived(line[:3])
        self.protocol.outReceived(line[3:])

    def end(self) -> None:
        """End."""
        self.protocol.processEnded(Failure(ProcessDone(0)))


@pytest.fixture
def spawned(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Spawned]:
    monkeypatch.setenv("COURANT_DATA", str(tmp_path))
    process = Spawned()
    (tmp_path / "secrets").mkdir()
    (tmp_path / "secrets" / "operator").write_text("secret")
    monkeypatch.setattr(working, "desk", working.Desk(spawn=process))
    working.changed.reset()
    yield process
    working.changed.reset()


@pytest.fixture
def core(spawned: Spawned) -> StagedCore:
    return StagedCore()


def call(core: StagedCore, procedure: Any, **fields: Any) -> Any:
    return core.call(procedure, "admin", "ada", **fields)


def uploaded(core: StagedCore, content: bytes = b"<rss/>", name: str = "blog.xml") -> str:
    state = call(core, contract.BEGIN_IMPORT_FILE, name=name, size=len(content))
    while state["offset"] < len(content):
        data = content[state["offset"] : state["offset"] + PIECE]
        state = call(core, contract.PUT_IMPORT_FILE, upload=state["upload"], offset=state["offset"], data=data)
    return str(state["upload"])


def begin(core: StagedCore, **fields: Any) -> None:
    call(core, contract.START_IMPORT, upload=uploaded(core), **{"target": "blog", **fields})


def page(core: StagedCore) -> str:
    """The page, once all that happened has been published."""
    core.clock.advance(2 * working.INTERVAL)
    return str(core.page(contract.PAGE_IMPORT, "admin").html)


def test_a_file_comes_in_pieces_and_goes_on_where_it_was(core: StagedCore) -> None:
    content = b"x" * (PIECE + 5)
    first = call(core, contract.BEGIN_IMPORT_FILE, name="a.xml", size=len(content))
    call(core, contract.PUT_IMPORT_FILE, upload=first["upload"], offset=0, data=content[:PIECE])
    again = call(core, contract.BEGIN_IMPORT_FILE, name="a.xml", size=len(content))
    assert again == {**first, "offset": PIECE}
    repeated = call(core, contract.PUT_IMPORT_FILE, upload=first["upload"], offset=0, data=content[:PIECE])
    assert repeated["offset"] == PIECE
    assert "has not arrived completely" in page(core)
    uploaded(core, content, "a.xml")
    assert working.shelf().file.read_bytes() == content
    other = call(core, contract.BEGIN_IMPORT_FILE, name="b.xml", size=3)
    assert other["upload"] != first["upload"]
    assert not working.shelf().is_complete()


def test_a_piece_that_comes_twice_at_once_is_stored_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shelf = Shelf(tmp_path / "import")
    state = shelf.begin(BeginFile("a.xml", 2 * PIECE))
    piece, both = FilePiece(state.upload, 0, b"x" * PIECE), Barrier(2)
    measured, first = Shelf.offset, set[int]()

    def offset(self: Shelf) -> int:
        """Let the other thread come to the same place, if it can."""
        found = measured(self)
        if (here := get_ident()) not in first:
            first.add(here)
            with suppress(BrokenBarrierError):
                both.wait(timeout=0.5)
        return found

    monkeypatch.setattr(Shelf, "offset", offset)
    with ThreadPoolExecutor(2) as threads:
        assert [one.offset for one in threads.map(shelf.put, [piece, piece])] == [PIECE, PIECE]
    assert shelf.file.stat().st_size == PIECE


def test_another_file_of_the_same_name_and_size_begins_anew(core: StagedCore) -> None:
    first = call(core, contract.BEGIN_IMPORT_FILE, name="a.xml", size=3, modified=1)
    assert call(core, contract.BEGIN_IMPORT_FILE, name="a.xml", size=3, modified=1) == first
    assert call(core, contract.BEGIN_IMPORT_FILE, name="a.xml", size=3, modified=2)["upload"] != first["upload"]
    with pytest.raises(NotFound, match="choose the file again"):
        call(core, contract.PUT_IMPORT_FILE, upload=first["upload"], offset=0, data=b"old")


def test_none_begins_while_the_process_of_the_last_one_is_at_work(core: StagedCore, spawned: Spawned) -> None:
    begin(core)
    spawned.say(summary=["1 post: 1 new"], files=1)
    assert "1 post: 1 new" not in page(core)
    assert 'name="upload"' not in page(core)
    with pytest.raises(Conflict, match="running"):
        begin(core)
    call(core, contract.STOP_IMPORT)
    assert spawned.signals == ["TERM"]
    spawned.end()
    assert "1 post: 1 new" in page(core)
    begin(core)


def test_a_process_that_ends_late_leaves_the_next_import_alone(core: StagedCore, spawned: Spawned) -> None:
    begin(core)
    spawned.say(summary=["1 post: 1 new"], files=1)
    job.ended(working.desk.job, stopped=False)
    late, working.desk.process = spawned.protocol, None
    begin(core)
    (working.shelf().room / "unpacked").write_text("x")
    late.processEnded(Failure(ProcessDone(0)))
    assert (working.shelf().room / "unpacked").is_file()
    assert working.desk.process is spawned.protocol
    call(core, contract.STOP_IMPORT)
    assert spawned.signals == ["TERM"]


@pytest.mark.parametrize("name", ["../../x.xml", "/etc/x.xml", "..", "a/../.hidden", "C:\\x\\y.xml", "\u202e.xml"])
def test_the_name_of_a_file_leads_nowhere_else(core: StagedCore, name: str) -> None:
    uploaded(core, name=name)
    file = working.shelf().file
    assert file.parent == working.shelf().folder / "file"
    assert file.is_file()
    assert not file.name.startswith(".")


def test_pieces_and_files_are_bounded(core: StagedCore) -> None:
    with pytest.raises((Invalid, TooLarge)):
        call(core, contract.BEGIN_IMPORT_FILE, name="a.zip", size=2**40)
    state = call(core, contract.BEGIN_IMPORT_FILE, name="a.zip", size=10)
    with pytest.raises(Invalid):
        call(core, contract.PUT_IMPORT_FILE, upload=state["upload"], offset=0, data=b"12345678901")
    with pytest.raises(Conflict, match="Only 0 of 10"):
        call(core, contract.START_IMPORT, upload=state["upload"], target="blog")
    with pytest.raises(NotFound):
        call(core, contract.GET_IMPORT_FILE, upload="0" * 32)


def test_the_process_gets_what_to_do_and_no_secret_of_core(
    core: StagedCore, spawned: Spawned, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COURANT_SECRET", "cores")
    monkeypatch.setenv("DATABASE_URL", "postgres://core")
    begin(core, source="wordpress", site="https://old.example", dry=True, history=True)
    assert Path(spawned.asked.pop("path")).name == "blog.xml"
    assert Path(spawned.asked.pop("report")).name == "report.jsonl"
    assert spawned.asked == {"target": "blog", "source": "wordpress", "site": "https://old.example", "below": "",
                             "dry": True, "public": False, "history": True}  # fmt: skip
    assert not {"COURANT_SECRET", "DATABASE_URL"} & spawned.environment.keys()
    env = working.surroundings({"COURANT_SECRET": "cores", "COURANT_OPERATOR_SECRET": "operators"}, Path("room"))
    assert (env["COURANT_SECRET"], "COURANT_OPERATOR_SECRET" in env) == ("operators", False)


def test_everybody_on_the_page_sees_how_far_it_is(core: StagedCore, spawned: Spawned) -> None:
    begin(core)
    core.session.events.clear()
    core.clock.advance(1)
    for done in range(1, 9):
        spawned.say(what="Posts", done=done, total=8)
    assert core.published("core.import") == 1
    core.clock.advance(1)
    assert core.published("core.import") == 2
    assert "Posts: 8 of 8" in page(core)
    assert 'max="8" value="8"' in page(core)


def test_only_one_runs_and_it_can_be_stopped(core: StagedCore, spawned: Spawned) -> None:
    begin(core)
    for procedure, fields in (
        (contract.START_IMPORT, {"upload": "0" * 32, "target": "wiki"}), (contract.CLEAR_IMPORT, {}),
        (contract.BEGIN_IMPORT_FILE, {"name": "b.xml", "size": 3}),
    ):  # fmt: skip
        with pytest.raises(Conflict, match="running"):
            call(core, procedure, **fields)
    call(core, contract.STOP_IMPORT)
    assert spawned.signals == ["TERM"]
    spawned.say(trouble="Interrupted.")
    spawned.end()
    assert "It was stopped" in page(core)
    with pytest.raises(Conflict, match="No import"):
        call(core, contract.STOP_IMPORT)


def test_it_does_not_run_for_ever(core: StagedCore, spawned: Spawned) -> None:
    begin(core)
    core.clock.advance(working.PATIENCE + 1)
    assert spawned.signals == ["TERM"]


def test_the_report_shows_conflicts_first_with_links_and_then_every_file(core: StagedCore, spawned: Spawned) -> None:
    begin(core)
    rows = [
        {"file": "a.md", "outcome": "new", "location": "/blog/a/"},
        {"file": "b.md", "outcome": "left as edited here", "location": "/blog/b/",
         "notes": [{"kind": "left as edited here", "what": "text, line 2"}], "wanted": True},
    ]  # fmt: skip
    working.shelf().report.write_bytes(b"\n".join([*map(msgspec.json.encode, rows), b"damaged"]))
    spawned.say(summary=["2 posts: 1 new", "<b>"], files=2)
    spawned.end()
    html = page(core)
    assert '<a href="/blog/b/">b.md</a>: left as edited here' in html
    assert "a.md" not in html
    assert "&lt;b&gt;" in html
    report = core.page(contract.PAGE_IMPORT_REPORT, "admin").html
    assert '<a href="/blog/a/">a.md</a>: new' in report
    call(core, contract.CLEAR_IMPORT)
    assert "b.md" not in page(core)
    assert not working.shelf().folder.exists()


def test_a_process_that_ends_early_says_so(core: StagedCore, spawned: Spawned) -> None:
    begin(core)
    spawned.protocol.outReceived(b"no JSON\n[1]\n")
    spawned.end()
    assert "ended early" in page(core)
    begin(core)
    spawned.say(trouble="There is nothing to import.")
    spawned.end()
    assert "There is nothing to import." in page(core)


def test_after_a_restart_of_core_the_page_says_what_became_of_it(core: StagedCore, spawned: Spawned) -> None:
    begin(core)
    working.desk.job, working.desk.known = None, False
    working.changed.mark(str(contract.IMPORT()))
    assert "restarted meanwhile" in page(core)
    assert job.decoded(b"{") is None
    assert job.decoded(job.encoded(Job("a", "blog", state="done"))) == Job("a", "blog", state="done")


def test_without_the_operators_secret_it_says_what_to_do(core: StagedCore) -> None:
    upload = uploaded(core)
    (working.shelf().folder.parent / "secrets" / "operator").unlink()
    working.changed.mark(str(contract.IMPORT()))
    assert "COURANT_OPERATOR_SECRET" in page(core)
    assert "docker compose run --rm -v ./my-blog:/import:ro command import blog /import" in page(core)
    with pytest.raises(Unavailable, match="courant import"):
        call(core, contract.START_IMPORT, upload=upload, target="blog")


def test_it_is_for_administrators(core: StagedCore) -> None:
    for procedure, fields in (
        (contract.BEGIN_IMPORT_FILE, {"name": "a.xml", "size": 3}), (contract.STOP_IMPORT, {}),
        (contract.START_IMPORT, {"upload": "0" * 32, "target": "blog"}),
    ):  # fmt: skip
        with pytest.raises(Forbidden):
            core.call(procedure, "editor", "ada", **fields)
    assert core.page(contract.PAGE_IMPORT, "editor").status == 403


COUNTED = {
    "things": "pages", "dry": True, "outcomes": {"new": 2, "rejected": 1}, "images": 1, "revisions": 1200,
    "kinds": [
        {"kind": "broken link", "count": 4, "files": 2, "file": "a.md", "examples": ["b.md", "c.md"]},
        {"kind": "no wikitext but css", "count": 1, "files": 1, "file": "Style", "examples": ["Style"]},
    ],
}  # fmt: skip


def test_the_summary_is_in_the_language_of_who_reads_it(monkeypatch: pytest.MonkeyPatch) -> None:
    counted = msgspec.convert(COUNTED, summary.Counted)
    assert summary.lines(counted) == [
        "Nothing was changed: this was a dry run.", "3 pages: 2 new, 1 rejected; 1 image; 1,200 older revisions",
        "4 × broken link (in 2 files): b.md, c.md", "1 × no wikitext but css (in Style)",
    ]  # fmt: skip
    dutch = translation("django", Path(courant_core.__file__).parent / "locale", ["nl"])
    monkeypatch.setattr(words, "_translation", lambda: dutch)
    assert summary.lines(counted)[1:3] == [
        "3 pagina’s: 2 nieuw, 1 geweigerd; 1 afbeelding; 1,200 oudere versies",
        "4 × kapotte link (in 2 bestanden): b.md, c.md",
    ]


def test_the_page_shows_what_was_counted(core: StagedCore, spawned: Spawned) -> None:
    begin(core)
    spawned.say(summary=["2 pages: 2 new"], counted=COUNTED, files=2)
    spawned.end()
    assert "<li>4 × broken link (in 2 files): b.md, c.md</li>" in page(core)
