"""An export has all of a page, and importing it makes an equal one without overwriting what people changed."""

from typing import Any

import pytest
from courant_kit.calls.errors import Forbidden, NotFound
from courant_wiki import contract
from courant_wiki.copy_payloads import PageFields, ThreadFields
from courant_wiki.models import Redirect, WikiPage

from .staged_wiki import Wiki

pytestmark = pytest.mark.django_db


def called(wiki: Wiki, procedure: Any, /, **fields: Any) -> Any:
    return wiki.stage.call(procedure, "admin", "operator", **fields)


def copies(wiki: Wiki) -> list[dict[str, Any]]:
    found = called(wiki, contract.LIST_COPIES)["pages"]
    return [{name: one[name] for name in PageFields.__struct_fields__} for one in found]


def threads(wiki: Wiki) -> list[dict[str, Any]]:
    return list(called(wiki, contract.LIST_THREAD_COPIES)["threads"])


def filled(wiki: Wiki) -> None:
    wiki.write("garden", "# Water\n\nThe ferns stand in the shade.", title="Ünï – “Garden”", tags="moss, Größe")
    wiki.write("garden", "# Much water\n\nThe ferns stand in the shade.", language="de")
    wiki.write("garden/fern", "See [[garden]].", by="eve")
    wiki.as_editor(contract.MOVE_PAGE, path="garden/fern", to="garden/green-fern", position=3)
    wiki.take_in("old", "words", old=["guide/start.html"], aliases=["older"])
    opened = wiki.stage.call(
        contract.OPEN_THREAD, "member", "bob", path="garden", exact="stand in the shade", text="Do *they*?"
    )
    wiki.stage.call(contract.REPLY_TO_THREAD, "member", "ada", id=opened["id"], text="They do.")
    wiki.write("gone", "x")
    wiki.as_editor(contract.DELETE_PAGE, path="gone")


def wipe() -> None:
    Redirect.objects.all().delete()
    WikiPage.objects.all().delete()


def test_pages_come_back_as_they_were(wiki: Wiki) -> None:
    filled(wiki)
    before = copies(wiki)
    assert [one["path"] for one in before] == ["garden", "garden/green-fern", "old"]
    assert before[0]["anchors"]
    assert (before[1]["redirects"], before[1]["position"]) == (["garden/fern"], 3)
    assert (before[2]["redirects"], before[2]["old"]) == (["older"], ["guide/start.html"])
    wipe()
    assert [called(wiki, contract.PUT_COPY, **one)["outcome"] for one in before] == ["created"] * 3
    assert copies(wiki) == before
    assert [called(wiki, contract.PUT_COPY, **one)["outcome"] for one in before] == ["unchanged"] * 3
    assert copies(wiki) == before
    assert wiki.page("garden/fern").status == 301


def test_threads_come_back_on_their_passages_once(wiki: Wiki) -> None:
    filled(wiki)
    (before,) = threads(wiki)
    assert [one["author"] for one in before["comments"]] == ["bob", "ada"]
    page = copies(wiki)[0]
    wipe()
    called(wiki, contract.PUT_COPY, **page)
    some = [{name: before[name] for name in ThreadFields.__struct_fields__}]
    asked = {"path": "garden", "entry_id": page["entry_id"], "threads": some * 2}
    assert called(wiki, contract.PUT_THREADS, **asked) == {"added": 2}
    assert called(wiki, contract.PUT_THREADS, **asked) == {"added": 0}
    (again,) = threads(wiki)
    assert {**again, "id": 0} == {**before, "id": 0}
    with pytest.raises(NotFound):
        called(wiki, contract.PUT_THREADS, **{**asked, "path": "nowhere"})


def test_edits_made_here_stay_and_changes_of_the_export_come(wiki: Wiki) -> None:
    filled(wiki)
    page = copies(wiki)[1]
    wipe()
    called(wiki, contract.PUT_COPY, **page)
    wiki.write("garden/green-fern", "See [[garden]].\n\nHere.")
    done = called(wiki, contract.PUT_COPY, **{**page, "text": "Look at [[garden]]."})
    assert done["outcome"] == "merged"
    assert WikiPage.objects.get().revision.text == "Look at [[garden]].\n\nHere."


def test_what_was_written_or_imported_here_is_left(wiki: Wiki) -> None:
    filled(wiki)
    before = copies(wiki)
    assert [called(wiki, contract.PUT_COPY, **one)["outcome"] for one in before] == ["unchanged"] * 3
    assert [called(wiki, contract.PUT_COPY, **{**one, "text": "x"})["outcome"] for one in before] == ["conflict"] * 3
    wiki.as_editor(contract.MOVE_PAGE, path="old", to="new")
    assert called(wiki, contract.PUT_COPY, **before[2])["outcome"] == "unchanged"
    assert wiki.take_in("old", "words")["outcome"] == "unchanged"
    assert [one["path"] for one in copies(wiki)] == ["garden", "garden/green-fern", "new"]


@pytest.mark.parametrize("role", ["visitor", "member", "editor", "backend", "service"])
def test_only_administrators_may(wiki: Wiki, role: str) -> None:
    for procedure, fields in (
        (contract.LIST_COPIES, {}), (contract.LIST_THREAD_COPIES, {}),
        (contract.PUT_COPY, {"path": "x", "entry_id": "x", "title": "x", "text": ""}),
        (contract.PUT_THREADS, {"path": "x", "entry_id": "x", "threads": []}),
    ):  # fmt: skip
        with pytest.raises(Forbidden):
            wiki.stage.call(procedure, role, "eve", **fields)
