"""Importing: repeated imports create no duplicates and never overwrite edits made here."""

from datetime import UTC, datetime
from typing import Any

import pytest
from courant_kit.calls.errors import Forbidden, Invalid
from courant_wiki import contract
from courant_wiki.models import Revision, WikiPage
from django.forms import model_to_dict

from .staged_wiki import Wiki

pytestmark = pytest.mark.django_db
WRITTEN = datetime(2020, 1, 2, tzinfo=UTC)


def test_a_page_is_taken_in_once(wiki: Wiki) -> None:
    fields = {"author": "The Rust team", "position": 3, "aliases": ["old/place.html"], "created": WRITTEN}
    first = wiki.take_in("a/b", "text", **fields)
    again = wiki.take_in("a/b", "text\n", **fields)
    assert (first["outcome"], again["outcome"]) == ("created", "unchanged")
    page = WikiPage.objects.get()
    assert (page.number, page.position, page.edited_by, page.edited_at) == (1, 3, "The Rust team", WRITTEN)
    moved = wiki.page("old/place-html")
    assert (moved.status, moved.location) == (301, "/wiki/a/b/")


def test_what_is_new_at_the_source_comes(wiki: Wiki) -> None:
    wiki.take_in("a", "one")
    assert wiki.take_in("a", "two", position=4)["outcome"] == "updated"
    assert (WikiPage.objects.get().revision.text, WikiPage.objects.get().position) == ("two", 4)


def test_what_was_edited_here_stays(wiki: Wiki) -> None:
    wiki.take_in("a", "one\ntwo\nthree", title="A")
    wiki.write("a", "one\ntwo\nTHREE")
    assert wiki.take_in("a", "one\ntwo\nthree", title="A")["outcome"] == "kept"
    assert wiki.take_in("a", "ONE\ntwo\nthree", title="A")["outcome"] == "merged"
    assert WikiPage.objects.get().revision.text == "ONE\ntwo\nTHREE"
    assert wiki.take_in("a", "ONE\ntwo\nthree", title="A")["outcome"] == "kept"
    assert wiki.take_in("a", "ONE\ntwo\nother", title="A")["outcome"] == "conflict"
    assert WikiPage.objects.get().revision.text == "ONE\ntwo\nTHREE"


def test_a_page_written_here_is_not_overwritten(wiki: Wiki) -> None:
    wiki.write("a", "mine")
    assert wiki.take_in("a", "theirs")["outcome"] == "conflict"
    assert Revision.objects.count() == 1


def test_where_both_changed_a_place_the_rest_is_merged_and_the_place_is_named(wiki: Wiki) -> None:
    wiki.take_in("a", "one\n\ntwo\n\nthree", title="A")
    wiki.write("a", "ONE\n\ntwo\n\nthree", title="Mine")
    done = wiki.take_in("a", "One\n\ntwo\n\nThree", title="Theirs")
    assert (done["outcome"], done["kept"]) == (
        "conflict",
        ["title: “Mine” here, “Theirs” in the file", "text, line 1: “ONE” here, “One” in the file"],
    )
    page = WikiPage.objects.get()
    assert (page.title, page.revision.text) == ("Mine", "ONE\n\ntwo\n\nThree")
    assert wiki.take_in("a", "One\n\ntwo\n\nThree", title="Theirs")["outcome"] == "kept"
    later = wiki.take_in("a", "One\n\nTwo\n\nThree", title="Theirs")
    assert (later["outcome"], later["kept"]) == ("merged", [])
    assert WikiPage.objects.get().revision.text == "ONE\n\nTwo\n\nThree"


def test_a_page_that_moved_here_is_still_the_same(wiki: Wiki) -> None:
    wiki.take_in("a", "one")
    wiki.as_editor(contract.MOVE_PAGE, path="a", to="b")
    done = wiki.take_in("a", "two")
    assert (done["outcome"], done["location"]) == ("updated", "/wiki/b/")
    assert WikiPage.objects.get().path == "b"
    assert wiki.take_in("b", "another page")["outcome"] == "conflict"
    assert wiki.take_in("a", "two")["outcome"] == "unchanged"


def test_sources_are_listed(wiki: Wiki) -> None:
    for path in ("a", "b", "c"):
        wiki.take_in(path, "one")
    wiki.write("d")
    wiki.as_editor(contract.MOVE_PAGE, path="a", to="x")
    wiki.as_editor(contract.DELETE_PAGE, path="b")
    listed = wiki.as_editor(contract.LIST_SOURCES, limit=2)
    assert [(one["source"], one["location"], one["deleted"]) for one in listed["sources"]] == [
        ("a", "/wiki/x/", False), ("b", "/wiki/b/", True),
    ]  # fmt: skip
    assert listed["more"]
    assert [one["source"] for one in wiki.as_editor(contract.LIST_SOURCES, after="b")["sources"]] == ["c"]


def test_what_was_deleted_here_stays_deleted(wiki: Wiki) -> None:
    wiki.take_in("a", "one")
    wiki.as_editor(contract.DELETE_PAGE, path="a")
    assert wiki.take_in("a", "one")["outcome"] == "deleted"
    assert wiki.page("a").status == 410


def test_an_alias_never_hides_a_page(wiki: Wiki) -> None:
    wiki.write("b")
    wiki.take_in("a", "one", aliases=["b"])
    assert wiki.page("b").status == 200


def test_only_editors_import(wiki: Wiki) -> None:
    with pytest.raises(Forbidden):
        wiki.stage.call(contract.IMPORT_PAGE, "member", "ada", path="a", title="A", text="")
    with pytest.raises(Invalid) as refused:
        wiki.take_in("a", "", aliases=["~"])
    assert refused.value.field == "aliases"
    assert not WikiPage.objects.exists()


@pytest.mark.parametrize("path", ["guide/start.html", "guide/start", "guide/start/", "2019/x", "2019/x/index.html"])
def test_old_addresses_outside_of_the_wiki_lead_on(wiki: Wiki, path: str) -> None:
    wiki.take_in("a/b", "text", old=["/guide/start.html", "2019/x/"])
    wiki.take_in("other", "text", old=["guide/start.html"])
    moved = wiki.stage.page(contract.PAGE_OLD, "visitor", path=path)
    assert (moved.status, moved.location) == (301, "/wiki/a/b/")
    assert wiki.page("guide/start").status == 404


def test_an_old_address_of_a_deleted_page_is_gone(wiki: Wiki) -> None:
    wiki.take_in("a", "text", old=["x.html"])
    wiki.stage.call(contract.DELETE_PAGE, "editor", path="a")
    assert wiki.stage.page(contract.PAGE_OLD, "visitor", path="x").status == 410
    assert wiki.stage.page(contract.PAGE_OLD, "visitor", path="y").status == 404


SEVERAL: tuple[dict[str, Any], ...] = (
    {"path": "a", "title": "A", "text": "See [[B]], [c](/wiki/c/) and [[/x/y]].", "tags": ["One", "two"]},
    {"path": "a/b", "title": "B", "text": "![[A]]", "position": 2, "old": ["guide/b.html"], "aliases": ["was/b"]},
    {"path": "c", "title": "C", "text": "# C\n\nWords.", "author": "Ann, Bob", "created": WRITTEN, "language": "nl"},
)


def take_in_several(wiki: Wiki, *pages: dict[str, Any]) -> list[dict[str, Any]]:
    return list(wiki.stage.call(contract.IMPORT_PAGES, "admin", "operator", pages=list(pages))["outcomes"])


def state_of_all() -> list[Any]:
    moment = {"created_at", "edited_at", "entry_id", "id"}
    return [
        (
            {name: value for name, value in model_to_dict(page).items() if name not in moment},
            [(one.number, one.title, one.text, one.author, one.summary, one.kind) for one in page.revisions.all()],
            sorted(page.links.values_list("name", "rank", "target", "wiki", "embed")),
            sorted(page.redirects.values_list("path", flat=True)),
            list(page.tags.order_by("pk").values_list("name", "slug", "key")),
            (page.original.path, page.original.title, page.original.text),
        )
        for page in WikiPage.objects.order_by("path")
    ]


def test_several_pages_become_what_each_would_alone(wiki: Wiki) -> None:
    together = take_in_several(wiki, *SEVERAL)
    found = state_of_all()
    WikiPage.objects.all().delete()
    alone = [wiki.stage.call(contract.IMPORT_PAGE, "admin", "operator", **one) for one in SEVERAL]
    assert [one["done"] for one in together] == alone
    assert found == state_of_all()


def test_of_several_pages_one_that_is_rejected_says_why_and_the_others_are_there(wiki: Wiki) -> None:
    done = take_in_several(wiki, SEVERAL[0], {"path": "b", "title": " ", "text": "x"}, {**SEVERAL[2], "path": "a~"})
    assert [one["refused"] for one in done] == ["", "A page needs a title.", "A path cannot contain “~”."]
    assert [page.path for page in WikiPage.objects.all()] == ["a"]


def test_several_pages_may_meet_edits_redirects_and_themselves(wiki: Wiki) -> None:
    take_in_several(wiki, *SEVERAL)
    wiki.write("c", "Mine.", title="C")
    done = take_in_several(
        wiki, {**SEVERAL[2], "text": "Theirs."}, SEVERAL[0], {"path": "was/b", "title": "New", "text": "x"},
        {"path": "d", "title": "D", "text": "x"}, {"path": "d", "title": "D", "text": "y"},
    )  # fmt: skip
    assert [one["done"]["outcome"] for one in done] == ["conflict", "unchanged", "created", "created", "updated"]
    assert WikiPage.objects.get(path="d").revision.text == "y"


def test_pages_that_link_to_new_ones_and_only_those_are_told(wiki: Wiki) -> None:
    before = wiki.take_in("before", "See [[New]] and [[/a/z]].")
    assert before["outcome"] == "created"
    page = WikiPage.objects.get()
    wiki.stage.session.events.clear()
    take_in_several(wiki, {"path": "new", "title": "New", "text": "See [[Before]]."})
    told = {str(fields.get("id", "")) for _, fields in wiki.stage.session.events}
    new = WikiPage.objects.get(path="new")
    assert {f"wiki.page-{page.pk}", f"wiki.backlinks-{page.pk}", f"wiki.absent-{new.key}", "wiki.tree"} <= told
    assert f"wiki.page-{new.pk}" not in told


def earlier(*texts: str, year: int = 2019) -> list[dict[str, Any]]:
    """What a page was on the first days of a year."""
    return [
        {
            "text": text,
            "created": datetime(year, 1, day, tzinfo=UTC),
            "author": f"Writer {day}",
            "summary": f"Step {day}",
        }
        for day, text in enumerate(texts, 1)
    ]


def revisions() -> list[tuple[int, str, str, str]]:
    return [(one.number, one.text, one.author, one.summary) for one in Revision.objects.order_by("number")]


def test_a_new_page_has_its_history(wiki: Wiki) -> None:
    long = "".join(f"Line {number}\n" for number in range(100))
    done = wiki.take_in("a", f"{long}three", author="Ann", created=WRITTEN, earlier=earlier(f"{long}one", f"{long}two"))
    assert (done["outcome"], done["revision"], done["earlier"]) == ("created", 3, 2)
    assert revisions() == [
        (1, f"{long}one", "Writer 1", "Step 1"), (2, f"{long}two", "Writer 2", "Step 2"),
        (3, f"{long}three", "Ann", ""),
    ]  # fmt: skip
    page = WikiPage.objects.get()
    assert (page.created_at, page.edited_at) == (datetime(2019, 1, 1, tzinfo=UTC), WRITTEN)


def test_pages_that_come_together_have_theirs(wiki: Wiki) -> None:
    pages = [{"path": name, "title": name, "text": "now", "earlier": earlier("once", "then")} for name in "ab"]
    done = take_in_several(wiki, *pages)
    assert [one["done"]["earlier"] for one in done] == [2, 2]
    assert [(one.number, one.text) for one in Revision.objects.filter(page__path="b").order_by("number")] == [
        (1, "once"), (2, "then"), (3, "now"),
    ]  # fmt: skip


def test_a_history_comes_once_and_goes_on(wiki: Wiki) -> None:
    first = {"author": "Ann", "created": WRITTEN, "earlier": earlier("one", "two")}
    wiki.take_in("a", "three", **first)
    assert wiki.take_in("a", "three", **first)["earlier"] == 0
    later = [*earlier("one", "two"), *earlier("four", year=2021)]
    done = wiki.take_in("a", "five", author="Bob", created=datetime(2022, 1, 1, tzinfo=UTC), earlier=later)
    assert (done["outcome"], done["earlier"]) == ("updated", 1)
    assert [text for _, text, *_ in revisions()] == ["one", "two", "three", "four", "five"]


def test_a_history_never_covers_an_edit_made_here(wiki: Wiki) -> None:
    wiki.take_in("a", "one\n\ntwo", title="A", created=WRITTEN, earlier=earlier("one"))
    wiki.write("a", "one\n\nmine", title="A")
    later = [*earlier("one"), *earlier("other\n\ntwo", year=2021)]
    done = wiki.take_in("a", "new\n\ntwo", title="A", created=datetime(2022, 1, 1, tzinfo=UTC), earlier=later)
    assert (done["outcome"], done["earlier"]) == ("merged", 0)
    assert [text for _, text, *_ in revisions()] == ["one", "one\n\ntwo", "one\n\nmine", "new\n\nmine"]


def test_a_page_that_was_written_here_gets_no_history(wiki: Wiki) -> None:
    wiki.write("a", "mine")
    assert wiki.take_in("a", "theirs", earlier=earlier("once"))["earlier"] == 0
    assert len(revisions()) == 1


def test_a_history_of_several_calls_goes_on_where_it_was(wiki: Wiki) -> None:
    one, two, three = earlier("one", "two", "three")
    wiki.take_in("a", one.pop("text"), past=True, **one)
    for _ in range(2):  # the first import was interrupted, so its second part comes twice
        done = wiki.take_in("a", "three", past=True, earlier=[two], author="C", created=three["created"])
    assert (done["outcome"], done["earlier"]) == ("unchanged", 0)
    assert wiki.take_in("a", "now", created=WRITTEN)["outcome"] == "updated"
    wiki.take_in("a", "three", past=True, earlier=[two], created=three["created"])
    assert [text for _, text, *_ in revisions()] == ["one", "two", "three", "now"]
