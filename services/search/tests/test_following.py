"""The index follows the modules: as they come, change their documents, and go."""

import pytest
from courant_kit.calls.errors import Unavailable
from courant_search import following, storing
from courant_search.models import Found, Word
from courant_search.service import module

from .staged_search import Search

pytestmark = pytest.mark.django_db


def test_a_module_that_comes_is_indexed_and_its_changes_too(search: Search) -> None:
    shelf = search.shelf("wiki")
    shelf.put("1", "first")
    shelf.put("2", "second")
    search.announce()
    assert search.keys("first") == ["1"]
    shelf.put("1", "changed")
    del shelf.documents["2"]
    shelf.put("3", "third")
    search.changed("wiki", "1", "2", "3")
    assert (search.keys("first"), search.keys("second")) == ([], [])
    assert (search.keys("changed"), search.keys("third")) == (["1"], ["3"])


def test_what_happened_meanwhile_is_found_by_versions_and_nothing_else_is_asked_for(search: Search) -> None:
    shelf = search.shelf("wiki")
    for number in range(250):
        shelf.put(f"{number:03}", f"page {number}")
    search.announce()
    assert Found.objects.count() == 250
    shelf.put("007", "changed")
    shelf.put("new", "new")
    del shelf.documents["100"]
    shelf.asked.clear()
    search.restarted()
    assert [sorted(one.keys) for one in shelf.asked if not one.brief] == [["007", "new"]]
    assert search.keys("changed") == ["007"]
    assert Found.objects.count() == 250


def test_events_that_come_twice_or_late_change_nothing(search: Search) -> None:
    search.write("1", "word")
    for _ in range(2):
        search.changed("wiki", "1", "gone")
    assert search.keys("word") == ["1"]


def test_documents_that_are_too_large_for_one_answer_come_in_several(search: Search) -> None:
    shelf = search.shelf("wiki")
    for number in range(5):
        shelf.put(f"{number}", "long", "word " * 50_000)
    search.announce()
    assert search.ask("word").total == 5


def test_a_removed_modules_documents_are_dropped_and_those_of_one_that_is_away_stay(search: Search) -> None:
    search.write("1", "word")
    search.write("2", "word", module="blog")
    search.shelves["blog"].present = False
    search.announce("blog")
    assert sorted(search.keys("word")) == ["1", "2"]
    del search.shelves["blog"]
    search.announce("blog")
    assert search.keys("word") == ["1"]
    assert storing.modules() == ["wiki"]


def test_words_that_no_document_has_any_more_are_no_longer_known(search: Search) -> None:
    search.write("1", "Zeppelin", "flies xylophone", tags=["balloon"])
    search.write("2", "Two", "flies")
    search.write("1", "Airship", "flies")
    assert set(Word.objects.values_list("word", flat=True)) == {"airship", "flies", "two"}
    del search.shelves["wiki"].documents["1"]
    search.changed("wiki", "1")
    assert set(Word.objects.values_list("word", flat=True)) == {"flies", "two"}
    search.write("3", "Blog", module="blog")
    del search.shelves["wiki"]
    search.announce()
    assert set(Word.objects.values_list("word", flat=True)) == {"blog"}


def test_many_documents_come_in_several_answers_and_are_stored_together(search: Search) -> None:
    shelf = search.shelf()
    for number in range(storing.AT_ONCE + 150):
        shelf.put(f"{number:04}", "many", "word")
    search.announce()
    assert search.ask("many").total == storing.AT_ONCE + 150
    shelf.put("0001", "one", "word")
    for number in range(0, storing.AT_ONCE + 150, 2):
        del shelf.documents[f"{number:04}"]
    search.restarted()
    assert search.ask("word").total == (storing.AT_ONCE + 150) / 2
    assert search.keys("one") == ["0001"]


def test_a_module_that_does_not_answer_is_asked_again_and_delays_nobody(search: Search) -> None:
    shelf = search.shelf("wiki")
    shelf.put("1", "word")
    answer = search.session.procedures.pop(shelf.procedure)
    search.announce()
    search.write("2", "word", module="blog")
    assert search.keys("word") == ["2"]
    search.session.procedures[shelf.procedure] = answer
    search.clock.advance(following.AGAIN)
    assert sorted(search.keys("word")) == ["1", "2"]


def test_one_document_that_is_not_valid_hides_no_other(search: Search) -> None:
    shelf = search.shelf("wiki")
    shelf.put("1", "word")
    answer = shelf.answer

    async def spoiled(*args: object) -> object:
        found = await answer(*args)  # type: ignore[arg-type]
        found["documents"].append(
            {"key": "2", "title": "word", "audience": "live", "version": "1", "address": "//elsewhere"}
        )
        return found

    search.session.procedures[shelf.procedure] = spoiled
    search.announce()
    assert search.keys("word") == ["1"]


def test_windows_that_may_notice_are_informed_and_not_too_often(search: Search) -> None:
    search.write("1", "word")
    topic = "courant.search.live.index-live-all"
    told = search.stage.topics().count(topic)
    search.write("1", "changed")
    search.write("1", "again")
    search.write("2", "for few", audience="staff")
    assert search.stage.topics().count(topic) == told == 1
    search.clock.advance(1)
    assert search.stage.topics().count(topic) == 2
    assert search.stage.topics().count("courant.search.staff.index-staff-all") == 1
    search.clock.advance(1)
    search.clock.advance(1)
    assert search.stage.topics().count(topic) == 2


def test_topics_of_an_answer_are_those_of_the_callers_audiences(search: Search) -> None:
    assert search.ask("x").topics == ["courant.search.live.index-live-all"]
    assert "courant.search.person-ada.index-person-ada-all" in search.ask("x", "member", "ada#1").topics


def test_a_replica_that_begins_to_lead_begins_to_follow(search: Search) -> None:
    search.shelf("wiki").put("1", "word")
    assert not following.sources
    search.stage.run_due(10)
    assert search.keys("word") == ["1"]


def test_while_core_is_away_what_is_stored_is_found(search: Search) -> None:
    search.write("1", "word")
    search.session.procedures.pop(following.MODULES)
    search.restarted()
    assert search.keys("word") == ["1"]


def test_what_became_private_meanwhile_is_found_by_nobody_before_all_else_is_fetched(search: Search) -> None:
    shelf = search.shelf("wiki")
    for key in ("1", "2"):
        shelf.put(key, f"word {key}")
    search.announce()
    assert len(search.keys("word")) == 2
    shelf.put("1", "word 1", audience="members")
    answer, found = shelf.answer, []

    async def slow(who: object, args: object, fields: dict[str, object]) -> object:
        if fields.get("keys"):
            found.append(search.keys("word"))
        return await answer(who, args, fields)  # type: ignore[arg-type]

    search.session.procedures[shelf.procedure] = slow
    search.restarted()
    assert found == [["2"]]
    assert sorted(search.keys("word", "member", "ada#1")) == ["1", "2"]


def test_it_offers_nothing_itself() -> None:
    assert module.manifest.documents == ""
    assert issubclass(Unavailable, Exception)
