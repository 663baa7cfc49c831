"""The history of a folder in git becomes older revisions: with authors and dates, through renames, within bounds."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from courant_cli.imports import history, sending
from courant_cli.imports.batch import Batch
from courant_cli.imports.exports.opening import opened
from courant_cli.imports.report import Report
from courant_cli.imports.sending import send
from courant_cli.imports.sources import git_history
from courant_cli.imports.targets import wiki
from dulwich.repo import Repo
from twisted.internet.defer import ensureDeferred

LONG = "".join(f"Line {number}\n" for number in range(30))


class Tree:
    """A folder in a repository, whose commits are a day apart."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir()
        self.folder, self.repo, self.day = folder, Repo.init(str(folder)), 0

    def commit(self, author: str = "Ada <ada@example.org>", words: str = "Change", **files: str | None) -> None:
        """Commit files by their names without `.md`; None removes one."""
        for name, text in files.items():
            file = self.folder / f"{name}.md"
            file.unlink() if text is None else file.write_text(text)
        self.repo.get_worktree().stage([f"{name}.md" for name in files])
        self.day += 86_400
        self.repo.get_worktree().commit(
            message=words.encode(), author=author.encode(), committer=author.encode(), author_timestamp=self.day,
            author_timezone=7200, commit_timestamp=self.day, commit_timezone=0,
        )  # fmt: skip

    def read(self, *names: str) -> dict[str, list[tuple[str, str]]]:
        """The authors and texts of each file's revisions."""
        found = git_history.history(self.folder, [f"{one}.md" for one in names])
        return {file: [(one.author, one.text) for one in some] for file, some in found.revisions.items()}


@pytest.fixture
def tree(tmp_path: Path) -> Iterator[Tree]:
    made = Tree(tmp_path / "notes")
    yield made
    made.repo.close()


def test_each_commit_that_changed_a_file_is_a_revision(tree: Tree) -> None:
    tree.commit(a="One", b="Other")
    tree.commit("Bob <b@example.org>", "Second\n\nMore words", a="Two")
    tree.commit(b="Others")
    assert tree.read("a") == {"a.md": [("Ada", "One"), ("Bob", "Two")]}
    newest = git_history.history(tree.folder, ["a.md"]).revisions["a.md"][1]
    assert (newest.summary, newest.moment.isoformat()) == ("Second", "1970-01-03T02:00:00+02:00")


def test_renames_are_followed(tree: Tree) -> None:
    tree.commit(old=LONG)
    tree.commit(old=None, new=LONG + "More\n")
    assert [text for _, text in tree.read("new")["new.md"]] == [LONG, LONG + "More\n"]


def test_a_folder_in_a_repository_has_its_own_files_only(tree: Tree) -> None:
    (tree.folder / "sub").mkdir()
    tree.commit(a="Top", **{"sub/a": "Below"})
    assert git_history.history(tree.folder / "sub", ["a.md"]).revisions["a.md"][0].text == "Below"


def test_it_is_bounded(tree: Tree, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(git_history, "MOST_REVISIONS", 2)
    monkeypatch.setattr(git_history, "LARGEST", 10)
    for text in ("One", "Two", "x" * 11, "Three"):
        tree.commit(a=text)
    found = git_history.history(tree.folder, ["a.md"])
    assert ([one.text for one in found.revisions["a.md"]], found.cut) == (["Two", "Three"], True)


def test_a_repository_from_an_archive_leads_nowhere_else(tree: Tree) -> None:
    tree.commit(a="One")
    (tree.folder / "sub").mkdir()
    assert git_history.repository(tree.folder / "sub", tree.folder) == tree.folder
    assert git_history.repository(tree.folder / "sub", tree.folder / "sub") is None
    (tree.folder / ".git" / "objects" / "info" / "alternates").write_text("/srv/other.git/objects\n")
    assert git_history.repository(tree.folder, tree.folder) is None
    assert git_history.repository(tree.folder) == tree.folder


def test_a_folder_without_git_has_none(tmp_path: Path) -> None:
    assert git_history.history(tmp_path, ["a.md"]).revisions == {}


class Wiki:
    """A session with a wiki that notes what is imported; `known` are the paths that it has."""

    def __init__(self, *known: str) -> None:
        self.pages: list[dict[str, Any]] = []
        self.known = known

    async def call(self, uri: str, **fields: Any) -> Any:
        """Answer as the wiki does."""
        if uri == wiki.WIKI.sources:
            return {"sources": [{"source": one, "title": "A", "location": "", "deleted": False, "file": "",
                                 "day": "", "named": ""} for one in self.known], "more": False}  # fmt: skip
        assert uri == wiki.WIKI.take_many
        self.pages += fields["pages"]
        return {"outcomes": [{"done": self.taken(one), "refused": ""} for one in fields["pages"]]}

    def taken(self, page: dict[str, Any]) -> dict[str, Any]:
        """The result for a page: a new one takes all that it was."""
        return {"location": "/wiki/a/", "outcome": "created", "kept": [], "earlier": len(page.get("earlier", []))}


def sent(folder: Path, source: str = "") -> tuple[list[dict[str, Any]], Batch, Report]:
    """What is sent of the past of the pages of a folder, or of an export; the batch, and the report."""
    session, outcome = Wiki(), list[Any]()
    with opened(folder, "wiki", source, history=history.MOST) as content:
        batch = wiki.read(content.folder, finished=content.finished)
        revisions = history.of(content, [one.file for one in batch.documents], batch)
        history.dated(batch, content, revisions)
        history.add(batch, content, revisions, lambda *_: None)
        ensureDeferred(send(session, batch, lambda *_: None)).addBoth(outcome.append)
    (report,) = outcome
    assert isinstance(report, Report)
    return [one for page in session.pages for one in page.get("earlier", [])], batch, report


def test_older_revisions_go_first_and_the_newest_is_the_page(tree: Tree) -> None:
    tree.commit(a="---\ntitle: First\n---\nOne")
    tree.commit("Bob <b@example.org>", "Second", a="Two")
    calls, batch, report = sent(tree.folder)
    assert [(one["author"], one["text"], one["created"]) for one in calls] == [
        ("Ada", "One", "1970-01-02T02:00:00+02:00")
    ]
    (page,) = batch.documents
    assert (page.fields["author"], page.fields["summary"], page.fields["created"]) == (
        "Bob", "Second", "1970-01-03T02:00:00+02:00",
    )  # fmt: skip
    assert report.summary()[0].endswith("; 1 older revision")


def test_what_is_not_committed_is_newer_than_every_revision(tree: Tree) -> None:
    tree.commit(a="One")
    (tree.folder / "a.md").write_text("Not committed")
    calls, batch, _ = sent(tree.folder)
    assert [one["text"] for one in calls] == ["One"]
    assert "created" not in batch.documents[0].fields


def test_links_in_older_texts_lead_where_those_of_the_page_do(tree: Tree) -> None:
    tree.commit(a="[B](b.md) once", b="B")
    tree.commit(a="[B](b.md)")
    assert [one["text"] for one in sent(tree.folder)[0]] == ["[B](/wiki/b/) once"]


def test_a_long_history_comes_in_several_calls(tree: Tree, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sending, "CHARACTERS_IN_CALL", 10)
    for text in ("One one one", "Two two two", "Three", "Four", "Five"):
        tree.commit(a=text)
    session = Wiki()
    with opened(tree.folder, "wiki") as content:
        batch = wiki.read(content.folder)
        revisions = history.of(content, ["a.md"], batch)
        history.dated(batch, content, revisions)
        history.add(batch, content, revisions, lambda *_: None)
        ensureDeferred(send(session, batch, lambda *_: None))
    texts = [([was["text"] for was in one["earlier"]], one["text"], one.get("past")) for one in session.pages]
    assert texts == [
        ([], "One one one", True), ([], "Two two two", True), (["Three", "Four"], "Five", None),
    ]  # fmt: skip


def test_a_folder_without_git_says_so(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("Text")
    _, batch, _ = sent(tmp_path)
    assert [note.kind for note in batch.notes if note.file == "history"]


FUTURE = "2990-01-01"


@pytest.mark.parametrize(
    "then",
    [
        "---\ndraft: true\n---\nSECRET", "---\nstatus: nobody knows\n---\nSECRET", f"---\ndate: {FUTURE}\n---\nSECRET",
        f"---\npublishDate: {FUTURE}\n---\nSECRET", "---\npublishDate: 1999-01-01\n---\nSECRET",
        "---\ntags: [private]\n---\nSECRET", "---\ndraft: tru", "---\ntitle: [SECRET\n",
        "Words\n[private]SECRET[/private]\n", "Words {% comment %} SECRET",
    ],
)  # fmt: skip
def test_a_revision_that_was_private_then_stays_out(tree: Tree, then: str) -> None:
    tree.commit(a="One")
    tree.commit(a=then)
    tree.commit(a="Three")
    calls, batch, report = sent(tree.folder)
    assert [one["text"] for one in calls] == ["One"]
    (note,) = report.notes
    assert (note.file, note.kind, note.what[:10]) == ("a.md", history.PRIVATE, "1970-01-03")
    assert batch.documents


def test_a_revision_from_a_folder_of_drafts_stays_out(tree: Tree) -> None:
    (tree.folder / "drafts").mkdir()
    tree.commit(**{"drafts/a": LONG + "SECRET"})
    tree.commit(a=LONG, **{"drafts/a": None})
    tree.commit(a=LONG + "More\n")
    calls, _, report = sent(tree.folder)
    assert [one["text"] for one in calls] == [LONG]
    assert [note.kind for note in report.notes] == [history.PRIVATE]


def test_remarks_that_no_reader_saw_stay_out_of_revisions(tree: Tree) -> None:
    tree.commit(a="Words %%SECRET%% and {% comment %}SECRET{% endcomment %} more")
    tree.commit(a="Two")
    calls, _, _ = sent(tree.folder)
    assert "SECRET" not in calls[0]["text"]


def test_a_page_dated_in_the_future_stays_out(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(f"---\ndate: {FUTURE}\n---\nSECRET")
    (tmp_path / "b.md").write_text("Text")
    _, batch, _ = sent(tmp_path)
    assert [one.file for one in batch.documents] == ["b.md"]
