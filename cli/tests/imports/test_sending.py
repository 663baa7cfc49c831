"""What an import sends, how many calls it makes at once, and what it reports."""

from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from content_folders import written
from courant_cli.imports import progress, sending
from courant_cli.imports.batch import Batch, Document, Picture
from courant_cli.imports.report import Report
from courant_cli.imports.sending import CALLS_AT_ONCE, PICTURES_AT_ONCE, send
from courant_cli.imports.targets import blog
from courant_kit.calls.errors import CourantError, Internal, Invalid, Unavailable
from rich.console import Console
from twisted.internet.defer import Deferred, ensureDeferred


class Service:
    """A session with a blog that answers when the test says so; `refuse` maps titles to the errors they get.

    With `whole`, such an error is that of the whole call.
    """

    def __init__(self, refuse: dict[str, CourantError] | None = None, *, whole: bool = False) -> None:
        self.refuse, self.whole = refuse or {}, whole
        self.calls: list[tuple[str, dict[str, Any]]] = []
        self.waiting: list[Deferred[None]] = []
        self.most = 0

    async def call(self, uri: str, *args: Any, **kwargs: Any) -> Any:
        """Answer after `answer`."""
        self.calls.append((uri, kwargs))
        turn: Deferred[None] = Deferred()
        self.waiting.append(turn)
        self.most = max(self.most, len(self.waiting))
        await turn
        self.waiting.remove(turn)
        if uri.endswith("media.add"):
            return {"path": f"/media/blog/{len(kwargs['data'])}.png"}
        if uri.endswith("import_many"):
            return {"outcomes": [self.several(one) for one in kwargs["posts"]]}
        return self.imported(kwargs)

    def several(self, post: dict[str, Any]) -> dict[str, Any]:
        """The outcome of one of several posts."""
        try:
            return {"done": self.imported(post), "refused": ""}
        except Invalid as error:
            if self.whole:
                raise
            return {"done": None, "refused": error.message}

    def imported(self, post: dict[str, Any]) -> dict[str, Any]:
        """The answer to the import of a post."""
        if post["title"] in self.refuse:
            raise self.refuse[post["title"]]
        return {"id": 1, "path": f"/blog/{post['title']}/", "outcome": "created"}

    def answer_all(self) -> None:
        """Answer until there are no more calls."""
        while self.waiting:
            self.waiting[0].callback(None)


def batch(*titles: str, picture: Path | None = None) -> Batch:
    texts = ("see ", Picture(picture, "a.png")) if picture else ("words",)
    documents = [Document(f"{one}.md", f"/blog/{one}/", {"title": one}, texts) for one in titles]
    return Batch(blog.BLOG, documents)


def sent(service: Service, what: Batch) -> tuple[Report, list[tuple[str, int, int]]]:
    told: list[tuple[str, int, int]] = []
    outcome: list[Any] = []

    def heard(things: str, done: int, total: int) -> None:
        told.append((things, done, total))

    ensureDeferred(send(service, what, heard)).addBoth(outcome.append)
    service.answer_all()
    if not isinstance(outcome[0], Report):
        outcome[0].raiseException()
    return outcome[0], told


def test_pictures_go_before_the_texts_that_show_them_and_their_paths_into_these(tmp_path: Path) -> None:
    written(tmp_path, {"a.png": b"12345"})
    service = Service()
    report, told = sent(service, batch("one", "two", picture=tmp_path / "a.png"))
    posts = [{"title": one, "text": "see /media/blog/5.png"} for one in ("one", "two")]
    assert service.calls == [
        ("courant.blog.media.add", {"data": b"12345"}),
        ("courant.blog.post.import_many", {"posts": posts}),
    ]
    assert told == [("Images", 1, 1), ("Posts", 1, 2), ("Posts", 2, 2)]
    assert report.summary() == ["2 posts: 2 new; 1 image"]


def test_documents_wait_only_for_their_own_pictures(tmp_path: Path) -> None:
    written(tmp_path, {"a.png": b"12345"})
    service, what = Service(), batch(*map(str, range(blog.BLOG.together)))
    what.documents += batch("last", picture=tmp_path / "a.png").documents
    sent(service, what)
    assert [uri.rpartition(".")[2] for uri, _ in service.calls] == ["add", "import_many", "import_many"]
    assert service.most == 2


def test_a_bounded_number_of_calls_is_under_way() -> None:
    service = Service()
    report, told = sent(service, batch(*map(str, range(4 * blog.BLOG.together - 1))))
    assert (service.most, len(service.calls)) == (CALLS_AT_ONCE, 4)
    assert [one.file for one in report.carried] == [f"{number}.md" for number in range(4 * blog.BLOG.together - 1)]
    assert told[-1] == ("Posts", len(report.carried), len(report.carried))


def test_a_bounded_number_of_pictures_is_under_way(tmp_path: Path) -> None:
    written(tmp_path, {f"{number}.png": bytes(number) for number in range(10)})
    service, what = Service(), Batch(blog.BLOG)
    for number in range(10):
        what.documents += batch(f"see-{number}", picture=tmp_path / f"{number}.png").documents
    report, _ = sent(service, what)
    assert (service.most, report.pictures, len(report.carried)) == (PICTURES_AT_ONCE, 10, 10)


def test_a_call_has_a_bounded_number_of_characters(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sending, "CHARACTERS_IN_CALL", 11)
    service = Service()
    sent(service, batch("one", "two", "three"))  # each has five
    assert [len(fields["posts"]) for _, fields in service.calls] == [2, 1]


@pytest.mark.parametrize("error", [Invalid("Title: at most 3 characters."), Internal("Title: at most 3 characters.")])
def test_if_a_call_is_rejected_its_documents_come_one_by_one(error: CourantError) -> None:
    service = Service({"two": error}, whole=True)
    report, _ = sent(service, batch("one", "two", "three"))
    assert [uri.rpartition(".")[2] for uri, _ in service.calls] == ["import_many", "import", "import", "import"]
    assert report.counts() == {"created": 2, "refused": 1}


def test_what_is_refused_is_told_and_the_rest_is_carried() -> None:
    report, _ = sent(Service({"two": Invalid("Title: at most 3 characters.")}), batch("one", "two", "three"))
    assert report.refused == 1
    assert report.details().splitlines()[-4:] == [
        "one.md: new /blog/one/", "three.md: new /blog/three/", "two.md: rejected",
        "    rejected: Title: at most 3 characters.",
    ]  # fmt: skip


def test_a_module_that_is_away_ends_the_import() -> None:
    with pytest.raises(Unavailable, match="away"):
        sent(Service({"two": Unavailable("The blog is away.")}), batch("one", "two", "three"))


def test_another_address_than_expected_is_told() -> None:
    what = Batch(blog.BLOG, [Document("a.md", "/blog/expected/", {"title": "other"}, ("",))])
    report, _ = sent(Service(), what)
    assert [(note.kind, note.what) for note in report.notes] == [
        ("imported at an address that differs from links to it", "/blog/other/, not /blog/expected/")
    ]


def test_the_summary_counts_each_kind(tmp_path: Path) -> None:
    what = batch("one")
    what.note("a.md", "broken link", ["x", "y"])
    what.note("b.md", "broken link", ["x", "z", "w"])
    what.note("c.csv", "unsupported kind of file")
    report, _ = sent(Service(), what)
    assert report.summary()[1:] == [
        "      5  broken link (in 2 files): x, y, z, …",
        "      1  unsupported kind of file (in c.csv)",
    ]
    report.write(tmp_path / "new" / "report.txt")
    assert "a.md: not imported\n    broken link: x\n" in (tmp_path / "new" / "report.txt").read_text()


def test_progress_without_a_terminal_is_a_line_at_each_quarter(capsys: pytest.CaptureFixture[str]) -> None:
    with progress.shown() as tell:
        for done in range(1, 101):
            tell("Posts", done, 100)
    assert capsys.readouterr().out.splitlines() == [f"Posts: {quarter} of 100" for quarter in (25, 50, 75, 100)]


def test_a_line_is_printed_once_for_several_quarters_and_after_a_silence(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    now = [0.0]
    monkeypatch.setattr(progress, "monotonic", lambda: now[0])
    with progress.shown() as tell:
        tell("Posts", 60, 100)
        tell("Posts", 61, 100)
        now[0] = 11
        tell("Posts", 62, 100)
        tell("Unpacking", 5, 0)
    assert capsys.readouterr().out.splitlines() == ["Posts: 60 of 100", "Posts: 62 of 100"]


def test_a_terminal_shows_what_is_done_how_many_and_how_fast(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = StringIO()
    monkeypatch.setattr("sys.stderr.isatty", lambda: True, raising=False)
    monkeypatch.setattr(progress, "Console", lambda **_: Console(file=terminal, force_terminal=True, width=120))
    with progress.shown() as tell:
        for done in range(0, 1001, 100):
            tell("Posts", done, 1500)
        tell("Images", 3, 0)
    for words in ("Posts", "1,000 of 1,500", "/s", "Images"):
        assert words in terminal.getvalue()
