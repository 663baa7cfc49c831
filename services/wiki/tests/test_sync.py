"""The wiki's side of a git repository: commits become revisions, nothing is lost, and nothing happens twice."""

from typing import Any

import pytest
from courant_kit.calls.errors import Conflict, Forbidden, NotFound
from courant_wiki import contract
from courant_wiki.models import Sync, SyncConflict, WikiPage

from .staged_wiki import Wiki

pytestmark = pytest.mark.django_db

ONE, TWO, THREE = "1" * 40, "2" * 40, "3" * 40
AT = "2025-03-04T05:06:07+00:00"


def called(wiki: Wiki, procedure: Any, /, **fields: Any) -> Any:
    return wiki.stage.call(procedure, "admin", "operator", **fields)


def begun(wiki: Wiki) -> Any:
    return called(wiki, contract.BEGIN_SYNC, repository="https://git.example/garden.git", branch="main")


def said(path: str, text: str, **more: Any) -> dict[str, Any]:
    return {"path": path, "title": path.rpartition("/")[2].title(), "text": text, **more}


def file(now: Any, before: Any = None, **more: Any) -> dict[str, Any]:
    name = f"wiki/{(now or before)['path']}.md"
    return {"file": name, "now": now, "before": before, "author": "Bob", "at": AT, "summary": "Greener", **more}


def applied(wiki: Wiki, *files: Any, parent: str = "", commit: str = ONE, **more: Any) -> list[Any]:
    fields = {"parent": parent, "commit": commit, "done": 0, "files": list(files), "last": True, **more}
    return list(called(wiki, contract.APPLY_COMMIT, **fields)["files"])


def page(path: str) -> WikiPage:
    return WikiPage.objects.get(path=path)


def test_commits_become_revisions_with_their_authors_dates_and_messages(wiki: Wiki) -> None:
    begun(wiki)
    (made,) = applied(wiki, file(said("garden/fern", "Green.", tags=["Moss"], language="en", position=3)))
    assert (made["outcome"], made["path"], made["conflict"]) == ("created", "garden/fern", 0)
    one = page("garden/fern")
    newest = one.revision
    assert (newest.author, newest.summary, newest.created_at.isoformat()) == ("Bob", "Greener", AT)
    assert (one.tag_names, one.language, one.position) == ("Moss", "en", 3)
    before = said("garden/fern", "Green.", tags=["Moss"], language="en", position=3)
    now = {**before, "path": "garden/moss", "text": "Greener.", "title": "Moss"}
    (changed,) = applied(wiki, file(now, before, entry_id=one.entry_id), parent=ONE, commit=TWO)
    assert (changed["outcome"], changed["path"]) == ("updated", "garden/moss")
    assert page("garden/moss").revision.text == "Greener."
    assert wiki.page("garden/fern").status == 301
    (gone,) = applied(wiki, file(None, now, entry_id=one.entry_id), parent=TWO, commit=THREE)
    assert gone["outcome"] == "removed"
    assert page("garden/moss").deleted_by == "Bob"
    assert Sync.objects.get().commit == THREE


def test_a_commit_is_applied_once(wiki: Wiki) -> None:
    begun(wiki)
    applied(wiki, file(said("fern", "Green.")), last=False)
    with pytest.raises(Conflict):
        applied(wiki, file(said("fern", "Green.")), last=False)
    applied(wiki, file(said("moss", "Green.")), done=1)
    with pytest.raises(Conflict):
        applied(wiki, file(said("moss", "Green.")), done=1)
    found = begun(wiki)
    assert (found["commit"], found["done"], found["event"], found["readers"]) == (ONE, 0, 0, "everybody")


def test_changes_of_both_sides_are_merged_and_what_cannot_be_is_offered_in_the_editor(wiki: Wiki) -> None:
    begun(wiki)
    wiki.write("fern", "One.\n\nTwo.\n\nThree.")
    base = said("fern", "One.\n\nTwo.\n\nThree.")
    number = page("fern").entry_id
    wiki.write("fern", "One.\n\nTwo here.\n\nThree.")
    there = {**base, "text": "One there.\n\nTwo there.\n\nThree."}
    (done,) = applied(wiki, file(there, base, entry_id=number))
    assert done["outcome"] == "conflict"
    assert page("fern").revision.text == "One there.\n\nTwo here.\n\nThree."
    form = wiki.stage.page(contract.PAGE_EDIT, "editor", path="fern").html
    assert f"/wiki/~sync/{done['conflict']}/" in form
    offer = wiki.stage.page(contract.PAGE_CONFLICT, "editor", id=done["conflict"]).html
    assert "&lt;&lt;&lt;&lt;&lt;&lt;&lt; this site" in offer
    assert "Two there." in offer
    with pytest.raises(Conflict) as again:
        wiki.write("fern", "<<<<<<< a\nx\n=======\ny\n>>>>>>> b", decide="1-mine", settles=done["conflict"], mine="y")
    assert f'name="settles" value="{done["conflict"]}"' in again.value.details["html"]
    wiki.write("fern", "One there.\n\nTwo everywhere.\n\nThree.", settles=done["conflict"])
    assert not SyncConflict.objects.open().exists()
    with pytest.raises(NotFound):
        wiki.as_editor(contract.SETTLE_CONFLICT, id=done["conflict"])


def test_what_one_side_deleted_and_the_other_changed_is_left_to_decide(wiki: Wiki) -> None:
    begun(wiki)
    wiki.write("fern", "Green.")
    wiki.write("moss", "Green.")
    fern, moss = said("fern", "Green."), said("moss", "Green.")
    wiki.write("fern", "Green here.")
    wiki.as_editor(contract.DELETE_PAGE, path="moss")
    done = applied(
        wiki, file(None, fern, entry_id=page("fern").entry_id),
        file({**moss, "text": "Green there."}, moss, entry_id=page("moss").entry_id),
    )  # fmt: skip
    assert [one["outcome"] for one in done] == ["kept", "deleted"]
    assert page("fern").live
    kinds = [one.kind for one in SyncConflict.objects.open()]
    assert kinds == ["deleted", "binned"]
    for one in done:
        assert "Leave it as it is here" in wiki.stage.page(contract.PAGE_CONFLICT, "editor", id=one["conflict"]).html
    wiki.as_editor(contract.DELETE_PAGE, path="fern")
    wiki.as_editor(contract.RESTORE_PAGE, path="moss")
    offer = wiki.stage.page(contract.PAGE_CONFLICT, "editor", id=done[1]["conflict"]).html
    assert "Green there." in offer
    wiki.as_editor(contract.SETTLE_CONFLICT, id=done[1]["conflict"])
    assert not SyncConflict.objects.open().exists()


def test_a_file_that_comes_back_restores_its_page_but_not_when_both_sides_begin(wiki: Wiki) -> None:
    begun(wiki)
    for path in ("fern", "moss"):
        wiki.write(path, "Green.")
        wiki.as_editor(contract.DELETE_PAGE, path=path)
    applied(wiki, file(said("fern", "Greener."), entry_id=page("fern").entry_id))
    assert page("fern").revision.text == "Greener."
    applied(wiki, file(said("moss", "Greener."), entry_id=page("moss").entry_id), parent=ONE, commit=TWO, joining=True)
    assert not page("moss").live


def test_where_both_sides_begin_nothing_is_overwritten(wiki: Wiki) -> None:
    begun(wiki)
    wiki.write("fern", "Here.")
    wiki.write("moss", "Same.")
    done = applied(
        wiki, file(said("fern", "There.")), file(said("moss", "Same.")), file(said("ivy", "New.")), joining=True
    )
    assert [one["outcome"] for one in done] == ["conflict", "unchanged", "created"]
    assert page("fern").revision.text == "Here."
    assert SyncConflict.objects.get().text == "There."


def test_pages_that_change_places_do(wiki: Wiki) -> None:
    begun(wiki)
    for path in ("a", "b"):
        wiki.write(path, path)
    ids = {path: page(path).entry_id for path in ("a", "b")}
    chain = [
        file(said("b", "a", title="A"), said("a", "a"), entry_id=ids["a"]),
        file(said("c", "b", title="B"), said("b", "b"), entry_id=ids["b"]),
    ]
    chain[1]["file"] = "wiki/c.md"
    assert [one["path"] for one in applied(wiki, *chain)] == ["b", "c"]
    assert page("b").entry_id == ids["a"]
    swap = [
        file(said("c", "a", title="A"), said("b", "a", title="A"), entry_id=ids["a"]),
        file(said("b", "b", title="B"), said("c", "b", title="B"), entry_id=ids["b"]),
    ]
    done = applied(wiki, *swap, parent=ONE, commit=TWO)
    assert [one["outcome"] for one in done] == ["conflict", "conflict"]


def test_a_file_that_is_no_page_is_said_and_the_others_go_on(wiki: Wiki) -> None:
    begun(wiki)
    bad, wrong = file(said("x", "y")), file(said("z", "y"), wrong="It is not UTF-8.")
    bad["now"] = {**bad["now"], "title": ""}
    done = applied(wiki, bad, wrong, file(said("fern", "Green.")))
    assert [one["outcome"] for one in done] == ["rejected", "rejected", "created"]
    assert "A page needs a title." in SyncConflict.objects.open()[0].words
    applied(wiki, file(said("x", "y")), parent=ONE, commit=TWO)
    assert [one.file for one in SyncConflict.objects.open()] == ["wiki/z.md"]


def test_steps_have_the_texts_of_revisions(wiki: Wiki) -> None:
    position = {"event": begun(wiki)["end"]}
    wiki.write("fern", "One.")
    wiki.write("fern", "Two.", summary="Better")
    wiki.as_editor(contract.MOVE_PAGE, path="fern", to="moss")
    wiki.as_editor(contract.DELETE_PAGE, path="moss")
    found = called(wiki, contract.LIST_STEPS, after=position["event"], limit=2)
    rest = called(wiki, contract.LIST_STEPS, after=found["last"])
    steps = [*found["steps"], *rest["steps"]]
    assert [one["kind"] for one in steps] == ["created", "changed", "moved", "deleted"]
    assert [(one["before"], one["text"]) for one in steps[:2]] == [("", "One."), ("One.", "Two.")]
    assert (steps[1]["author"], steps[1]["summary"], steps[2]["old_path"]) == ("ada", "Better", "fern")
    assert called(wiki, contract.LIST_SYNC_PAGES, entry_ids=[steps[0]["entry_id"]])["deleted"] != []


def test_a_push_is_noted_before_and_after(wiki: Wiki) -> None:
    begun(wiki)
    noted = called(wiki, contract.NOTE_SYNC, commit="", to=ONE, event=7, pushing=True)
    assert (noted["commit"], noted["pushing"], noted["pushing_event"]) == ("", ONE, 7)
    noted = called(wiki, contract.NOTE_SYNC, commit="", to=ONE, event=7)
    assert (noted["commit"], noted["pushing"], noted["event"]) == (ONE, "", 7)
    with pytest.raises(Conflict):
        called(wiki, contract.NOTE_SYNC, commit="", to=TWO, event=8)
    again = called(wiki, contract.BEGIN_SYNC, repository="elsewhere", branch="main")
    assert (again["commit"], again["event"]) == ("", 0)


def test_the_page_follows_the_reports(wiki: Wiki) -> None:
    begun(wiki)
    shown = wiki.stage.page(contract.PAGE_SYNC, "editor").html
    assert "https://git.example/garden.git" in shown
    called(wiki, contract.REPORT_SYNC, state="stopped", words="The history was rewritten.", waiting=3, commit=ONE,
           subject="Grow", author="Bob", at=AT)  # fmt: skip
    shown = wiki.stage.page(contract.PAGE_SYNC, "editor").html
    assert "The history was rewritten." in shown
    assert "3 changes of this site wait" in shown


@pytest.mark.parametrize("role", ["visitor", "member", "editor", "backend", "service"])
def test_only_administrators_synchronize(wiki: Wiki, role: str) -> None:
    for procedure, fields in (
        (contract.BEGIN_SYNC, {"repository": "x", "branch": "x"}), (contract.LIST_STEPS, {"after": 0}),
        (contract.LIST_SYNC_PAGES, {"entry_ids": []}), (contract.REPORT_SYNC, {"state": "equal"}),
        (contract.NOTE_SYNC, {"commit": "", "to": "", "event": 0}),
        (contract.APPLY_COMMIT, {"parent": "", "commit": ONE, "done": 0, "files": [], "last": True}),
    ):  # fmt: skip
        with pytest.raises(Forbidden):
            wiki.stage.call(procedure, role, "eve", **fields)


def test_what_is_applied_of_another_commit_does_not_count(wiki: Wiki) -> None:
    begun(wiki)
    applied(wiki, file(said("fern", "Green.")), last=False)
    assert (begun(wiki)["applying"], begun(wiki)["done"]) == (ONE, 1)
    with pytest.raises(Conflict):
        applied(wiki, file(said("moss", "Green.")), commit=TWO, done=1)
    applied(wiki, file(said("ivy", "Green.")), commit=TWO)
    assert page("ivy").live
    found = begun(wiki)
    assert (found["commit"], found["applying"], found["done"]) == (TWO, "", 0)


def test_the_words_of_a_file_that_is_no_page_any_more_are_offered_in_the_editor(wiki: Wiki) -> None:
    begun(wiki)
    wiki.write("fern", "One.\n\nTwo.")
    base, there = said("fern", "One.\n\nTwo."), said("fern", "One.\n\nTwo, there.")
    broken = file(there, base, entry_id=page("fern").entry_id, wrong="The front matter does not end.")
    (done,) = applied(wiki, broken)
    assert (done["outcome"], done["entry_id"]) == ("rejected", page("fern").entry_id)
    assert begun(wiki)["rejected"] == ["wiki/fern.md"]
    assert page("fern").revision.text == "One.\n\nTwo."
    assert f"/wiki/~sync/{done['conflict']}/" in wiki.stage.page(contract.PAGE_EDIT, "editor", path="fern").html
    offer = wiki.stage.page(contract.PAGE_CONFLICT, "editor", id=done["conflict"]).html
    assert "Two, there.</textarea>" in offer
    assert "The front matter does not end." in offer
    wiki.write("fern", "One.\n\nTwo, there.", settles=done["conflict"])
    assert begun(wiki)["rejected"] == []


LONG = (
    {"tags": [f"t{number}" for number in range(101)]},
    {"title": "x" * 201},
    {"language": "x" * 101},
    {"path": "a" * 3000},
)


@pytest.mark.parametrize("more", [*LONG, {"text": "x" * 400_001}], ids=lambda one: next(iter(one)))
def test_a_file_that_breaks_a_limit_is_rejected_and_the_others_go_on(wiki: Wiki, more: dict[str, Any]) -> None:
    begun(wiki)
    done = applied(wiki, {**file({**said("x", "y"), **more}), "file": "wiki/x.md"}, file(said("fern", "Green.")))
    assert [one["outcome"] for one in done] == ["rejected", "created"]
