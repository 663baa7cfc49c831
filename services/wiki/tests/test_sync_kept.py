"""Nothing that was pushed is lost: after a kill inside a commit, with files that are no pages, and refused pushes."""

from pathlib import Path
from typing import Any

import pytest
from courant_cli.sync import documents, parts, repository
from courant_cli.sync.repository import Refused, Repository
from courant_cli.sync.round import Choice
from courant_wiki import bounds, contract
from courant_wiki.addresses import paths
from courant_wiki.models import SyncConflict, WikiPage
from dulwich.client import SubprocessGitClient

from .staged_wiki import Wiki
from .test_sync_rounds import CHOICE, Garden, Killed

pytestmark = pytest.mark.django_db


@pytest.fixture
def garden(wiki: Wiki, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    one = Garden(wiki, tmp_path, monkeypatch)
    yield one
    one.theirs.close()


def texts() -> dict[str, str]:
    return {page.path: page.revision.text for page in WikiPage.objects.live()}


def killed_inside(garden: Garden, monkeypatch: pytest.MonkeyPatch, choice: Choice = CHOICE) -> None:
    """A round that is killed after the first part of a commit, of which each has two files."""
    monkeypatch.setattr(parts, "PART", 2)
    apply = parts.applied

    async def once(*given: Any, **fields: Any) -> Any:
        if fields["last"]:
            raise Killed
        return await apply(*given, **fields)

    monkeypatch.setattr(parts, "applied", once)
    with pytest.raises(Killed):
        garden.round(choice=choice)
    monkeypatch.setattr(parts, "applied", apply)


def test_a_kill_inside_a_commit_loses_no_edit_if_the_branch_goes_on(
    garden: Garden, monkeypatch: pytest.MonkeyPatch
) -> None:
    garden.push({f"wiki/p{number}.md": b"One.\n" for number in range(4)})
    killed_inside(garden, monkeypatch)
    garden.push({"wiki/p0.md": b"Two.\n", "wiki/p3.md": b"Two.\n"})
    garden.round()
    assert texts() == {"p0": "Two.", "p1": "One.", "p2": "One.", "p3": "Two."}
    assert not SyncConflict.objects.exists()
    garden.are_equal()


def test_a_kill_inside_a_commit_loses_no_edit_if_the_history_is_rewritten(
    garden: Garden, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(4):
        garden.wiki.write(f"p{number}", "One.\n\nTwo.")
    garden.round()
    start = garden.theirs.fetch()
    files = garden.theirs.files(start)
    content = {name: garden.theirs.content(blob) for name, blob in files.items()}
    garden.push({name: text.replace(b"One.", b"One, pushed.") for name, text in content.items()})
    killed_inside(garden, monkeypatch)
    again = {name: text.replace(b"Two.", b"Two, instead.") for name, text in content.items()}
    tip = garden.theirs.fetch()
    new = garden.theirs.make(start, again, "Bob <bob@example.org>", garden.theirs.commit(start).at, "Otherwise")
    assert garden.theirs.push(tip, new)
    garden.round()
    assert all("Two, instead." in text for text in texts().values())
    garden.are_equal()


def test_renames_across_parts_are_no_conflicts(garden: Garden, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parts, "PART", 1)
    for number in range(4):
        garden.wiki.write(f"p{number}", f"Page {number}.")
    garden.round()
    content = {name: garden.theirs.content(blob) for name, blob in garden.theirs.files(garden.theirs.fetch()).items()}
    moved: dict[str, bytes | None] = {f"wiki/p{number + 1}.md": content[f"wiki/p{number}.md"] for number in range(4)}
    garden.push({"wiki/p0.md": None, **moved})
    garden.round()
    assert texts() == {f"p{number + 1}": f"Page {number}." for number in range(4)}
    assert not SyncConflict.objects.exists()


BROKEN = b"---\ntitle: [\n---\n\nOne, there.\n\nTwo.\n"


def test_a_page_whose_file_cannot_be_read_any_more_keeps_both_texts(garden: Garden) -> None:
    garden.wiki.write("fern", "One.\n\nTwo.")
    garden.round()
    before = garden.theirs.content(garden.theirs.files(garden.theirs.fetch())["wiki/fern.md"])
    garden.push({"wiki/fern.md": BROKEN})
    garden.wiki.write("fern", "One.\n\nTwo, here.")
    garden.round()
    assert garden.theirs.content(garden.theirs.files(garden.theirs.fetch())["wiki/fern.md"]) == BROKEN
    left = SyncConflict.objects.open().get()
    assert (left.page and left.page.path, left.text, left.base) == ("fern", "One, there.\n\nTwo.", "One.\n\nTwo.")
    offer = garden.wiki.stage.page(contract.PAGE_CONFLICT, "editor", id=left.pk).html
    assert "One, there.\n\nTwo, here.</textarea>" in offer
    garden.push({"wiki/fern.md": before.replace(b"One.", b"One, there.")}, message="Mend it")
    garden.round()
    assert texts() == {"fern": "One, there.\n\nTwo, here."}
    assert not SyncConflict.objects.open().exists()
    garden.are_equal()


def test_a_file_is_replaced_once_somebody_has_decided(garden: Garden) -> None:
    garden.wiki.write("fern", "One.\n\nTwo.")
    garden.round()
    garden.push({"wiki/fern.md": BROKEN})
    garden.round()
    left = SyncConflict.objects.open().get()
    garden.wiki.write("fern", "One, there.\n\nTwo.", settles=left.pk)
    garden.round(complete=False)
    garden.are_equal()


def test_a_broken_file_that_is_removed_removes_its_page(garden: Garden) -> None:
    garden.wiki.write("fern", "One.\n\nTwo.")
    garden.wiki.write("moss", "Green.")
    garden.round()
    garden.push({"wiki/fern.md": BROKEN})
    garden.round()
    garden.push({"wiki/fern.md": None})
    garden.round()
    assert set(texts()) == {"moss"}
    garden.are_equal()


TAGS = ", ".join(f"t{number}" for number in range(101)).encode()
BAD = {
    "tags": b"tags: [" + TAGS + b"]",
    "title": b"title: " + b"x" * 300,
    "path": b"path: a~b",
    "language": b"language: no language",
}


@pytest.mark.parametrize("which", BAD)
def test_a_file_that_breaks_a_limit_waits_and_the_others_go_on(garden: Garden, which: str) -> None:
    garden.wiki.write("fern", "One.")
    garden.round()
    before = garden.theirs.content(garden.theirs.files(garden.theirs.fetch())["wiki/fern.md"])
    lines = [line for line in before.split(b"\n") if not line.startswith(which.encode() + b":")]
    broken = b"\n".join([lines[0], BAD[which], *lines[1:]]).replace(b"One.", b"One, there.")
    garden.push({"wiki/fern.md": broken, "wiki/oak.md": b"Tall.\n"})
    garden.round()
    garden.round()
    assert texts() == {"fern": "One.", "oak": "Tall."}
    assert garden.theirs.content(garden.theirs.files(garden.theirs.fetch())["wiki/fern.md"]) == broken
    assert SyncConflict.objects.open().get().text == "One, there."
    garden.push({"wiki/fern.md": before.replace(b"One.", b"One, there.")})
    garden.round()
    kept = [texts()["fern"], *(one.text for one in SyncConflict.objects.open())]
    assert "One, there." in kept


def test_limits_are_those_of_the_wiki() -> None:
    assert documents.LONGEST["title"] == bounds.TITLE
    assert documents.LONGEST["text"] == bounds.TEXT
    assert (documents.LONGEST["tag"], documents.MOST["tags"]) == (bounds.TAG, bounds.MOST_TAGS)
    assert documents.LONGEST["path"] == paths.LONGEST


def through_git(garden: Garden, monkeypatch: pytest.MonkeyPatch, hook: str) -> None:
    """Push with git's own server program, which runs a hook."""
    bare = Path(garden.remote.location)
    place = bare / "hooks" / "pre-receive"
    place.parent.mkdir(exist_ok=True)
    place.write_text(f"#!/bin/sh\n{hook}\n")
    place.chmod(0o755)
    monkeypatch.setattr(repository, "connecting", lambda _: (SubprocessGitClient(), str(bare)))


def test_a_push_that_the_server_refuses_is_said_and_tried_again(
    garden: Garden, monkeypatch: pytest.MonkeyPatch
) -> None:
    garden.wiki.write("fern", "One.")
    through_git(garden, monkeypatch, "echo 'Only gardeners may push' >&2; exit 1")
    with pytest.raises(Refused) as problem:
        garden.round()
    assert "the branch main" in str(problem.value)
    assert "pre-receive hook declined" in str(problem.value)
    assert "Only gardeners may push" in str(problem.value)
    through_git(garden, monkeypatch, "exit 0")
    assert garden.round().went == 1
    garden.are_equal()


def test_a_branch_that_others_move_each_time_is_no_success(garden: Garden, monkeypatch: pytest.MonkeyPatch) -> None:
    garden.wiki.write("fern", "One.")
    monkeypatch.setattr(Repository, "push", lambda *_: False)
    with pytest.raises(Exception, match="moved the branch main each time"):
        garden.round()
