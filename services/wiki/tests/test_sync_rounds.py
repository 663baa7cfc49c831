"""Rounds of `courant sync git` against the wiki and a repository on disk: killed anywhere, both sides become equal.

A kill is an exception that nothing catches, before or after any call to the site, and before or after a push.
"""

from collections.abc import Coroutine, Iterator
from pathlib import Path
from random import Random
from typing import Any

import pytest
from courant_cli.sync import documents, giving
from courant_cli.sync import round as rounds
from courant_cli.sync.repository import Remote, Repository
from courant_cli.sync.round import Choice, Outcome, Round, Stopped
from courant_wiki import contract
from courant_wiki.models import SyncConflict, WikiPage
from courant_wiki.module import module
from django.utils import timezone
from dulwich.repo import Repo

from .staged_wiki import Wiki

pytestmark = pytest.mark.django_db

CHOICE = Choice(site="https://garden.example")


class Killed(BaseException):
    """The process ended here."""


class Lives:
    """How many calls and pushes a process has before it is killed: at half of one, after it was carried out."""

    def __init__(self, halves: int | None = None) -> None:
        self.halves = halves

    def spend(self) -> None:
        if self.halves is not None:
            self.halves -= 1
            if self.halves < 0:
                raise Killed


class Line:
    """A session that calls the staged wiki."""

    def __init__(self, wiki: Wiki, lives: Lives) -> None:
        self._wiki, self._lives = wiki, lives

    async def call(self, uri: str, /, **fields: Any) -> Any:
        self._lives.spend()
        answer = self._wiki.stage.call(module.contract.procedures[uri], "admin", "operator", **fields)
        self._lives.spend()
        return answer


class Garden:
    """A wiki, a bare repository, and somebody else's copy of it."""

    def __init__(self, wiki: Wiki, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.wiki, self._folder = wiki, folder
        bare = folder / "bare.git"
        Repo.init_bare(str(bare), mkdir=True).close()
        self.remote = Remote(str(bare), "main")
        self.theirs = Repository(folder / "theirs", self.remote)
        self._lives = Lives()
        for part in (rounds, giving):
            monkeypatch.setattr(part, "deferToThread", self._direct)

    def round(self, lives: int | None = None, *, complete: bool = True, choice: Choice = CHOICE) -> Outcome:
        """One round of a new process, whose copy of the repository is the last one's."""
        self._lives = Lives(lives)
        copy = Repository(self._folder / "ours", self.remote)
        try:
            return _ran(Round(Line(self.wiki, self._lives), copy, choice, complete=complete).run())  # type: ignore[arg-type]
        finally:
            copy.close()

    def push(
        self, files: dict[str, bytes | None], message: str = "Pushed", author: str = "Bob <bob@example.org>"
    ) -> str:
        """Commit on top of the branch and push it."""
        tip = self.theirs.fetch()
        new = self.theirs.make(tip, files, author, timezone.now(), message)
        assert self.theirs.push(tip, new)
        return new

    @property
    def branch(self) -> dict[str, documents.Document]:
        """The pages in the branch."""
        files = self.theirs.files(self.theirs.fetch())
        return {name: documents.parsed(self.theirs.content(blob)) for name, blob in files.items()
                if documents.is_page(name)}  # fmt: skip

    def commits(self) -> list[Any]:
        """The commits of the branch, oldest first."""
        found, at = [], self.theirs.fetch()
        while at:
            found.append(self.theirs.commit(at))
            at = (found[-1].parents or ("",))[0]
        return found[::-1]

    def edit(self, path: str, old: str, new: str, **more: Any) -> None:
        """Push a change of words in a page's file."""
        name = f"wiki/{path}.md"
        files = self.theirs.files(self.theirs.fetch())
        content = self.theirs.content(files[name]).decode()
        assert old in content
        self.push({name: content.replace(old, new).encode()}, **more)

    def are_equal(self) -> None:
        """See that both sides have the same pages."""
        here = {page.path: page.revision.text for page in WikiPage.objects.live()}
        assert {one.path: one.text for one in self.branch.values()} == here
        assert {name.removeprefix("wiki/").removesuffix(".md") for name in self.branch} == set(here)

    def _direct(self, work: Any, *arguments: Any) -> Any:
        async def done() -> Any:
            self._lives.spend()
            answer = work(*arguments)
            self._lives.spend()
            return answer

        return done()


def _ran(work: Coroutine[Any, Any, Any]) -> Any:
    try:
        work.send(None)
    except StopIteration as end:
        return end.value
    raise AssertionError("it waits for something")


@pytest.fixture
def garden(wiki: Wiki, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Garden]:
    one = Garden(wiki, tmp_path, monkeypatch)
    yield one
    one.theirs.close()


def test_edits_are_commits_of_their_authors(garden: Garden) -> None:
    garden.wiki.write("fern", "One.")
    garden.round()
    garden.wiki.write("fern", "One. Two.", by="eve", summary="More")
    garden.wiki.as_editor(contract.MOVE_PAGE, path="fern", to="garden/fern")
    garden.wiki.as_editor(contract.DELETE_PAGE, path="garden/fern")
    garden.round()
    said = [(one.author, one.email, one.subject) for one in garden.commits()]
    assert said == [
        ("Courant", "courant@users.invalid", "Bring what the wiki has"), ("eve", "eve@users.invalid", "More"),
        ("eve", "eve@users.invalid", "Move “Fern” to garden/fern"), ("eve", "eve@users.invalid", "Delete “Fern”"),
    ]  # fmt: skip
    garden.are_equal()
    assert garden.round() == Outcome(0, 0, garden.theirs.fetch())


def test_pushed_commits_become_revisions_in_order_and_do_not_come_back(garden: Garden) -> None:
    garden.wiki.write("fern", "One.")
    garden.round()
    garden.edit("fern", "One.", "One. Two.", message="Add two")
    garden.edit("fern", "One. Two.", "One.", message="No", author="Cy <cy@example.org>")
    garden.edit("fern", "One.", "One. Three.", message="Add three")
    before = garden.theirs.fetch()
    garden.round(complete=False)
    revisions = WikiPage.objects.get().revisions.order_by("number").values_list("author", "summary")
    assert list(revisions)[1:] == [("Bob", "Add two"), ("Cy", "No"), ("Bob", "Add three")]
    assert garden.theirs.fetch() == before


def test_members_only_is_not_pushed_unless_said(garden: Garden, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("courant_wiki.syncing.position.READERS", "members")
    garden.wiki.write("fern", "Secret.")
    with pytest.raises(Stopped, match="--closed-wiki"):
        garden.round()
    assert garden.theirs.fetch() == ""
    garden.round(choice=Choice(closed=True))
    garden.are_equal()


def test_a_branch_that_is_there_already_is_joined(garden: Garden) -> None:
    garden.wiki.write("fern", "Here.")
    garden.push({"README.md": b"Hello", "wiki/fern.md": b"There.\n", "wiki/ivy.md": b"# Ivy\n\nUp.\n"})
    garden.round()
    assert SyncConflict.objects.get().text == "There."
    garden.are_equal()
    assert garden.theirs.has_file(garden.theirs.fetch(), "README.md")


def test_a_file_that_cannot_be_read_stays_and_is_said(garden: Garden) -> None:
    garden.wiki.write("fern", "Here.")
    garden.round()
    garden.push({"wiki/ivy.md": b"\xff", "wiki/oak.md": b"Tall.\n"})
    garden.round()
    assert SyncConflict.objects.open().get().words == "It is not UTF-8."
    assert garden.theirs.files(garden.theirs.fetch())["wiki/ivy.md"]
    assert WikiPage.objects.filter(path="oak").exists()


@pytest.mark.parametrize("lives", range(1, 40, 3))
def test_a_kill_anywhere_repeats_nothing_and_loses_nothing(garden: Garden, lives: int) -> None:
    garden.wiki.write("fern", "One.\n\nTwo.")
    garden.wiki.write("moss", "Green.")
    garden.round()
    garden.edit("fern", "One.", "One, pushed.", message="Push one")
    garden.push({"wiki/ivy.md": b"# Ivy\n\nUp.\n"}, message="Push ivy")
    garden.wiki.write("fern", "One.\n\nTwo, here.", summary="Here")
    garden.wiki.as_editor(contract.DELETE_PAGE, path="moss")
    try:
        garden.round(lives, complete=False)
    except Killed:
        garden.round()
    garden.round()
    garden.are_equal()
    said = [one.subject for one in garden.commits()]
    assert {one: said.count(one) for one in ("Push one", "Push ivy", "Here", "Delete “Moss”")} == dict.fromkeys(
        ("Push one", "Push ivy", "Here", "Delete “Moss”"), 1
    )
    revisions = list(WikiPage.objects.get(path="fern").revisions.order_by("number").values_list("summary", flat=True))
    assert revisions == ["", "Here", "Push one"]
    assert WikiPage.objects.get(path="fern").revision.text == "One, pushed.\n\nTwo, here."
    assert WikiPage.objects.get(path="ivy").revisions.count() == 1
    assert not SyncConflict.objects.exists()


@pytest.mark.parametrize("seed", range(5))
def test_random_edits_and_kills_converge(garden: Garden, seed: int) -> None:
    """Every word that anybody wrote is in the page, in the branch's history or left to decide."""
    random = Random(seed)  # noqa: S311 - a game, which must be the same each time
    words: list[str] = []
    for number in range(14):
        word = f"word{number}"
        names = [f"p{one}" for one in range(3)]
        if random.random() < 0.4:
            _edit_here(garden, random, names, word)
        elif random.random() < 0.7:
            _edit_there(garden, random, word)
        else:
            try:
                garden.round(random.randrange(40), complete=random.random() < 0.5)
            except Killed:
                continue
            continue
        words.append(word)
    garden.round()
    assert garden.round().went == 0
    garden.are_equal()
    kept = " ".join(_all_words(garden))
    assert [word for word in words if f"{word}." not in kept] == []


def _edit_here(garden: Garden, random: Random, names: list[str], word: str) -> None:
    path = random.choice(names)
    page = WikiPage.objects.filter(path=path).first()
    if page and not page.live:
        garden.wiki.as_editor(contract.RESTORE_PAGE, path=path)
    lines = page.revision.text.split("\n\n") if page else []
    lines.insert(random.randint(0, len(lines)), f"{word}.")
    garden.wiki.write(path, "\n\n".join(lines), summary=word)
    if random.random() < 0.2:
        garden.wiki.as_editor(contract.DELETE_PAGE, path=path)


def _edit_there(garden: Garden, random: Random, word: str) -> None:
    pages = garden.branch
    if not pages or random.random() < 0.2:
        garden.push({f"wiki/{word}.md": f"{word}.\n".encode()}, message=word)
        return
    name = random.choice(sorted(pages))
    lines = pages[name].text.split("\n\n")
    lines.insert(random.randint(0, len(lines)), f"{word}.")
    content = garden.theirs.content(garden.theirs.files(garden.theirs.fetch())[name]).decode()
    head = content[: content.rindex("---\n") + 4] if content.startswith("---") else ""
    body = "\n\n".join(lines)
    garden.push({name: f"{head}\n{body}\n".encode() if head else f"{body}\n".encode()}, message=word)


def _all_words(garden: Garden) -> list[str]:
    found = [one.text for one in SyncConflict.objects.all()]
    found += [one.text for page in WikiPage.objects.all() for one in page.revisions.all()]
    return found
