"""Writing a page together: what people type is stored, published and saved, and meets what is saved otherwise."""

from datetime import timedelta
from typing import Any

import pytest
from courant_kit.calls.errors import Conflict, Forbidden, Gone, Invalid, NotFound, TooLarge
from courant_kit.coediting import pauses
from courant_kit.coediting.testing import Writer
from courant_kit.store.models import StoredText, TextUpdate
from courant_wiki import contract
from courant_wiki.models import Revision, WikiPage
from django.utils import timezone

from .staged_wiki import Wiki

pytestmark = pytest.mark.django_db


@pytest.fixture
def page(wiki: Wiki) -> str:
    """The document of a page with two lines."""
    wiki.write("a", "One\nTwo")
    return f"page-{wiki.id('a')}"


def texts() -> list[tuple[int, str, str]]:
    return [(one.number, one.text, one.author) for one in Revision.objects.order_by("number")]


def pause(seconds: float = 31) -> None:
    """Let everybody have typed this long ago."""
    TextUpdate.objects.update(created=timezone.now() - timedelta(seconds=seconds))


def test_what_one_types_the_other_has(wiki: Wiki, page: str) -> None:
    ada, bea = Writer(wiki.stage, page), Writer(wiki.stage, page, "bea")
    assert str(ada) == str(bea) == "One\nTwo"
    assert ada.type("Zero\n") == {"epoch": ada.epoch, "after": 1, "number": 2}
    bea.hear()
    bea.type("!", at=len(str(bea)))
    ada.hear()
    assert str(ada) == str(bea) == "Zero\nOne\nTwo!" == str(Writer(wiki.stage, page, "eve"))


def test_an_author_receives_no_event_of_their_own(wiki: Wiki, page: str) -> None:
    ada = Writer(wiki.stage, page)
    ada.type("x")
    assert wiki.stage.session.publications[-1].exclude == [ada.who.session]  # type: ignore[union-attr]


def test_a_repeated_update_is_stored_once(wiki: Wiki, page: str) -> None:
    ada, bea = Writer(wiki.stage, page), Writer(wiki.stage, page, "bea")
    ada.type("x")
    update = ada.doc.get_update(bea.doc.get_state())
    assert ada.send(update) == {"epoch": ada.epoch, "after": 2, "number": 2}
    assert TextUpdate.objects.count() == 1


def test_an_update_without_its_predecessor_makes_its_author_join_again(wiki: Wiki, page: str) -> None:
    ada, bea = Writer(wiki.stage, page), Writer(wiki.stage, page, "bea")
    ada.text.insert(0, "lost")
    before = ada.doc.get_state()
    ada.text.insert(4, " words")
    with pytest.raises(Conflict, match="join"):
        ada.send(ada.doc.get_update(before))
    bea.join()
    assert str(bea) == "One\nTwo"
    state = ada.call("join", epoch=ada.epoch)["state"]
    ada.send(ada.doc.get_update(state))
    bea.hear()
    assert str(bea) == "lost wordsOne\nTwo"


@pytest.mark.parametrize(
    ("fields", "error"),
    [
        ({"update": b"\x01\x00\x00", "epoch": 7}, Conflict),
        ({"update": b"\x02\x00\x00"}, Invalid),
        ({"update": b"\x01\xff\xff\xff"}, Invalid),
        ({"update": b"\x01" + b"0" * 300_000}, TooLarge),
        ({"caret": {"at": "x" * 3000}}, TooLarge),
        ({"document": "page-999999"}, NotFound),
        ({"document": "post-1"}, NotFound),
        ({"document": "page"}, Invalid),
        ({"document": "page-01"}, Invalid),
        ({"client": 7, "update": b"\x01\x01\x01\x08\x00\x04\x01\x04text\x01x\x00"}, Invalid),
        ({"client": 7, "update": b"\x01\x01\x01\x07\x00\x04\x01\x05other\x01x\x00"}, Invalid),
        ({"client": 7, "update": b"\x01\x01\x01\x07\x00\x05\x01\x04text\x02{}\x00"}, Invalid),
    ],
)
def test_what_does_not_fit_is_refused_and_leaves_no_trace(
    wiki: Wiki, page: str, fields: dict[str, Any], error: type[Exception]
) -> None:
    ada = Writer(wiki.stage, page)
    with pytest.raises(error):
        ada.send(b"\x00\x00", **fields)
    ada.type("x")
    assert str(Writer(wiki.stage, page)) == "xOne\nTwo"


def test_each_page_has_one_text(wiki: Wiki, page: str) -> None:
    kind, _, number = page.partition("-")
    for name in (f"{kind}-0{number}", f"{kind}-00{number}", f"{kind}-0"):
        with pytest.raises(Invalid):
            Writer(wiki.stage, name)
    assert not StoredText.objects.exists()


def test_nobody_writes_with_the_client_of_somebody_who_is_away(wiki: Wiki, page: str) -> None:
    ada, eve = Writer(wiki.stage, page), Writer(wiki.stage, page, "eve")
    ada.type("x")
    eve.doc.apply_update(ada.doc.get_update())
    eve.type("z")
    with pytest.raises(Conflict, match="choose another"):
        eve.send(b"\x00\x00", client=ada.doc.client_id)


def test_a_state_that_is_none_is_refused(wiki: Wiki, page: str) -> None:
    ada = Writer(wiki.stage, page)
    with pytest.raises(Invalid, match="state vector"):
        ada.call("join", epoch=ada.epoch, state=b"\x02\x01\x01")


def test_who_may_not_write_pages_does_not_join(wiki: Wiki, page: str) -> None:
    with pytest.raises(Forbidden):
        Writer(wiki.stage, page, "mia", "member")


def test_a_grant_that_is_withdrawn_stops_its_writer_at_once(wiki: Wiki, page: str) -> None:
    ada, bea = Writer(wiki.stage, page, "ada#1"), Writer(wiki.stage, page, "bea")
    ada.type("x")
    wiki.stage.running.standing.withdraw(["ada#1"])
    with pytest.raises(Forbidden):
        ada.type("y")
    assert str(Writer(wiki.stage, page, "bea")) == "xOne\nTwo"
    bea.type("z")
    assert wiki.stage.session.publications[-1].exclude_authids == ["ada#1"]  # type: ignore[union-attr]


def test_a_deleted_page_is_not_written(wiki: Wiki, page: str) -> None:
    ada = Writer(wiki.stage, page)
    wiki.as_editor(contract.DELETE_PAGE, path="a")
    with pytest.raises(Gone):
        ada.type("x")
    with pytest.raises(Gone):
        Writer(wiki.stage, page)


def test_a_pause_makes_one_revision_that_names_its_authors(wiki: Wiki, page: str) -> None:
    ada, bea = Writer(wiki.stage, page), Writer(wiki.stage, page, "bea")
    for letter in "Zero":
        ada.type(letter, at=len(str(ada)))
    bea.join()
    bea.type("!")
    wiki.stage.run_due()
    assert len(texts()) == 1
    pause()
    wiki.stage.run_due()
    wiki.stage.run_due()
    assert texts()[1:] == [(2, "!One\nTwoZero", "ada, bea")]
    assert not TextUpdate.objects.exists()
    assert wiki.page("a").html.count("TwoZero") == 1


def test_a_long_stretch_makes_a_revision_while_people_type(wiki: Wiki, page: str) -> None:
    ada = Writer(wiki.stage, page)
    ada.type("x")
    pause(601)
    ada.type("y")
    wiki.stage.run_due()
    assert [text for _, text, _ in texts()] == ["One\nTwo", "yxOne\nTwo"]


def test_the_last_who_leaves_saves(wiki: Wiki, page: str) -> None:
    ada, bea = Writer(wiki.stage, page), Writer(wiki.stage, page, "bea")
    ada.type("x")
    bea.call("caret", client=bea.doc.client_id, caret={"at": 1})
    ada.call("leave", client=ada.doc.client_id)
    assert len(texts()) == 1
    bea.call("leave", client=bea.doc.client_id)
    assert texts()[1:] == [(2, "xOne\nTwo", "ada")]


def test_a_named_revision(wiki: Wiki, page: str) -> None:
    ada = Writer(wiki.stage, page)
    ada.type("x")
    assert ada.call("save", summary="Fair copy")["notice"] == "Saved."
    assert Revision.objects.get(number=2).summary == "Fair copy"
    ada.type("y")
    assert str(Writer(wiki.stage, page)) == "yxOne\nTwo"


def test_the_form_saves_what_people_write_together(wiki: Wiki, page: str) -> None:
    ada = Writer(wiki.stage, page)
    ada.type("x")
    answer = wiki.write("a", "stale", title="Renamed", base=1, shared=True, summary="Done")
    assert (answer["revision"], answer["notice"]) == (2, "Saved.")
    assert texts()[1:] == [(2, "xOne\nTwo", "ada")]
    assert WikiPage.objects.get().title == "Renamed"
    wiki.write("a", "stale", title="A", base=1, shared=True)
    assert WikiPage.objects.get().title == "Renamed"


@pytest.mark.django_db(transaction=True)
def test_a_plain_save_goes_into_the_text_that_others_write(wiki: Wiki, page: str) -> None:
    ada = Writer(wiki.stage, page)
    ada.type("Zero\n")
    answer = wiki.write("a", "One\nTwo\nThree", by="eve", base=1)
    assert "others are writing" in answer["notice"]
    ada.hear()
    assert str(ada) == "Zero\nOne\nTwo\nThree"
    assert texts()[1:] == [(2, "Zero\nOne\nTwo", "ada"), (3, "Zero\nOne\nTwo\nThree", "eve")]
    ada.type("!", at=len(str(ada)))
    assert str(Writer(wiki.stage, page)) == "Zero\nOne\nTwo\nThree!"


@pytest.mark.django_db(transaction=True)
def test_a_plain_save_of_the_same_line_keeps_the_words_of_both(wiki: Wiki, page: str) -> None:
    ada = Writer(wiki.stage, page)
    ada.type("Eins", at=0, gone=3)
    wiki.write("a", "Uno\nTwo", by="eve", base=1)
    ada.hear()
    assert str(ada) == "Eins\nUno\nTwo"


@pytest.mark.django_db(transaction=True)
def test_going_back_to_a_revision_reaches_open_windows(wiki: Wiki, page: str) -> None:
    ada = Writer(wiki.stage, page)
    ada.type("x")
    pause()
    wiki.stage.run_due()
    wiki.as_editor(contract.REVERT_PAGE, path="a", number=1)
    ada.hear()
    assert str(ada) == "One\nTwo"


@pytest.mark.django_db(transaction=True)
def test_an_import_reaches_open_windows(wiki: Wiki) -> None:
    wiki.take_in("b", "One\nTwo")
    ada = Writer(wiki.stage, f"page-{wiki.id('b')}")
    ada.type("Zero\n")
    wiki.take_in("b", "One\nTwo\nThree")
    ada.hear()
    assert str(ada) == "Zero\nOne\nTwo\nThree"


def test_white_space_at_the_end_stays_while_people_type(wiki: Wiki, page: str) -> None:
    ada = Writer(wiki.stage, page)
    ada.type("\n\n", at=len(str(ada)))
    pause()
    wiki.stage.run_due()
    ada.hear()
    assert str(ada) == "One\nTwo\n\n" == str(Writer(wiki.stage, page))
    assert len(texts()) == 1


def test_carriage_returns_are_taken_out_for_everybody(wiki: Wiki, page: str) -> None:
    ada, bea = Writer(wiki.stage, page), Writer(wiki.stage, page, "bea")
    ada.type("a\r\nb\rc\n")
    ada.hear()
    bea.hear()
    assert str(ada) == str(bea) == "a\nb\nc\nOne\nTwo"


def test_carets_come_move_and_go(wiki: Wiki, page: str) -> None:
    ada, bea = Writer(wiki.stage, page), Writer(wiki.stage, page, "bea")
    ada.call("caret", client=ada.doc.client_id, caret={"anchor": "x"})
    seat = {"client": ada.doc.client_id, "name": "ada", "caret": {"anchor": "x"}}
    assert wiki.stage.session.events[-1][1]["seats"] == [seat]
    assert bea.call("join")["seats"] == [seat]
    with pytest.raises(Conflict, match="client id"):
        bea.call("caret", client=ada.doc.client_id, caret={})
    ada.call("leave", client=ada.doc.client_id)
    assert wiki.stage.session.events[-1][1]["seats"] == [{**seat, "caret": None}]
    assert bea.call("join")["seats"] == []


def test_a_long_log_becomes_short_and_loses_nothing(wiki: Wiki, page: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pauses, "MOST_UPDATES", 5)
    ada = Writer(wiki.stage, page)
    for _ in range(8):
        ada.type("x")
    wiki.stage.run_due()
    assert (TextUpdate.objects.count(), len(texts())) == (1, 1)
    ada.type("y")
    assert str(Writer(wiki.stage, page)) == "yxxxxxxxxOne\nTwo"
    pause()
    wiki.stage.run_due()
    assert texts()[1:] == [(2, "yxxxxxxxxOne\nTwo", "ada")]


def test_a_log_is_made_short_while_people_type(wiki: Wiki, page: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pauses, "LONG", 5)
    ada, bea = Writer(wiki.stage, page), Writer(wiki.stage, page, "bea")
    for _ in range(4):
        ada.type("x")
        bea.hear()
        bea.type("y")
        ada.hear()
    assert TextUpdate.objects.count() < 5
    assert str(Writer(wiki.stage, page)) == "yxyxyxyxOne\nTwo"
    pause()
    wiki.stage.run_due()
    assert [text for _, text, _ in texts()[1:]] == ["yxyxyxyxOne\nTwo"]
    assert StoredText.objects.get().authors == []


def test_words_on_a_page_that_was_deleted_wait_for_its_return(wiki: Wiki, page: str) -> None:
    ada = Writer(wiki.stage, page)
    ada.type("x")
    wiki.as_editor(contract.DELETE_PAGE, path="a")
    pause()
    wiki.stage.run_due()
    assert len(texts()) == 1
    wiki.as_editor(contract.RESTORE_PAGE, path="a")
    ada.type("y")
    pause()
    wiki.stage.run_due()
    assert texts()[1:] == [(2, "yxOne\nTwo", "ada")]


def test_a_process_that_starts_brings_windows_up_to_date(wiki: Wiki, page: str) -> None:
    ada, bea = Writer(wiki.stage, page), Writer(wiki.stage, page, "bea")
    wiki.stage.session.largest = 0
    ada.type("x")
    wiki.stage.session.largest = 2**63
    again = Wiki()
    bea.stage, bea.seen = again.stage, 0
    again.stage.session.events.clear()
    from courant_kit.testing import finished

    finished(again.stage.running.join(again.stage.session))
    bea.hear()
    assert str(bea) == "xOne\nTwo"


def test_a_text_is_begun_once(wiki: Wiki, page: str) -> None:
    Writer(wiki.stage, page)
    StoredText.objects.get()
    assert str(Writer(wiki.stage, page)) == "One\nTwo"


def test_a_text_has_a_longest_length(wiki: Wiki, page: str, monkeypatch: pytest.MonkeyPatch) -> None:
    from courant_wiki.writing.together import desk

    ada = Writer(wiki.stage, page)
    monkeypatch.setattr(desk._intake, "_longest", 10)
    ada.type("ééé")
    with pytest.raises(TooLarge, match="longer than 10"):
        ada.type("x")
    assert str(Writer(wiki.stage, page)) == "éééOne\nTwo"


@pytest.mark.django_db(transaction=True)
def test_links_follow_a_page_that_moves_in_a_text_that_people_are_writing(wiki: Wiki) -> None:
    """Beside them stands a page that nobody writes: both keep their words, and their older revisions."""
    for path in ("two", "a", "b"):
        wiki.write(path, "To [[two]]." if path != "two" else "Here.")
    ada = Writer(wiki.stage, f"page-{wiki.id('a')}")
    ada.type("Typed. ")
    wiki.as_editor(contract.MOVE_PAGE, path="two", to="three")
    ada.hear()
    assert str(ada) == "Typed. To [[three|two]]."
    for path, words in (("a", "Typed. To [[three|two]]."), ("b", "To [[three|two]].")):
        page = WikiPage.objects.get(path=path)
        assert page.revision.text == words
        assert (page.revisions.get(number=1).text, page.edited_by) == ("To [[two]].", "eve")
