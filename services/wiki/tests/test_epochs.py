"""A shared text is begun anew: what was written in the earlier document is merged, once, and forgotten in time."""

from datetime import timedelta
from typing import Any

import pytest
from courant_kit.calls.errors import Conflict, Gone, Invalid
from courant_kit.coediting import epochs, keeping, log
from courant_kit.coediting.testing import Writer
from courant_kit.store.models import EarlierText, StoredText, TextUpdate
from courant_wiki import contract
from django.db import transaction
from django.utils import timezone
from pycrdt import Doc, Text

from .staged_wiki import Wiki

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def page(wiki: Wiki) -> str:
    """The document of a page with two lines."""
    wiki.write("a", "One\nTwo")
    return f"page-{wiki.id('a')}"


def anew(page: str) -> None:
    with transaction.atomic():
        epochs.begin_anew(page)


def text_of(page: str) -> str | None:
    return keeping.words(page)


def test_late_words_are_merged_into_the_new_document_once(wiki: Wiki, page: str) -> None:
    ada, bea = Writer(wiki.stage, page), Writer(wiki.stage, page, "bea")
    ada.type("Zero\n")
    anew(page)
    eve = Writer(wiki.stage, page, "eve")
    assert (str(eve), eve.number) == ("Zero\nOne\nTwo", 2)
    assert eve.epoch > ada.epoch
    eve.type("!", at=len(str(eve)))
    before = bea.doc.get_state()
    answer = bea.type(" and half", at=3)
    assert answer["epoch"] == eve.epoch
    assert text_of(page) == "Zero\nOne and half\nTwo!"
    bea.send(bea.doc.get_update(before))
    bea.type("", at=0, gone=len("One and half"))
    assert text_of(page) == "Zero\n\nTwo!"
    eve.join()
    assert str(eve) == "Zero\n\nTwo!"
    assert [one.author for one in TextUpdate.objects.order_by("number")][-2:] == ["bea", "bea"]


def test_what_is_late_is_checked_as_everything_is(wiki: Wiki, page: str) -> None:
    ada = Writer(wiki.stage, page)
    anew(page)
    with pytest.raises(Conflict):
        ada.send(b"\x00\x00", epoch=7)
    ada.text.insert(0, "lost")
    before = ada.doc.get_state()
    ada.text.insert(0, "words ")
    with pytest.raises(Conflict):
        ada.send(ada.doc.get_update(before))
    wiki.as_editor(contract.DELETE_PAGE, path="a")
    with pytest.raises(Gone):
        ada.send(ada.doc.get_update(before))


def test_a_document_that_is_heavy_is_begun_anew_at_a_pause(
    wiki: Wiki, page: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(epochs, "HEAVY", 10)
    monkeypatch.setattr(epochs, "TIMES", 1)
    ada = Writer(wiki.stage, page)
    for letter in "much":
        ada.type(f"{letter * 9}\n")
        ada.type("", gone=10)
    wiki.stage.run_due()
    assert not EarlierText.objects.exists()
    TextUpdate.objects.update(created=timezone.now() - timedelta(seconds=31))
    wiki.stage.run_due()
    assert StoredText.objects.get().epoch > ada.epoch
    assert text_of(page) == "One\nTwo"
    ada.type("Zero\n")
    assert text_of(page) == "Zero\nOne\nTwo"
    EarlierText.objects.update(ended=timezone.now() - epochs.LATE - timedelta(days=1))
    wiki.stage.run_due()
    assert not EarlierText.objects.exists()


@pytest.mark.parametrize(
    ("size", "encoded", "state", "heavy"),
    [(10, 1_000, 10, False), (90_000, 270_000, 10, False), (30_000, 270_000, 10, True), (10, 99, 17_000, True)],
)
def test_what_is_heavy(size: int, encoded: int, state: int, heavy: bool) -> None:
    assert epochs.is_heavy(size, encoded, state) is heavy


def test_what_is_lost_comes_back_from_any_window_unless_its_author_is_there(wiki: Wiki, page: str) -> None:
    eve = Writer(wiki.stage, page, "eve")
    gone: Doc[Any] = Doc()
    gone.apply_update(eve.doc.get_update())
    before = gone.get_state()
    gone.get("text", type=Text).insert(0, "Zero\n")
    lost = gone.get_update(before)
    with pytest.raises(Invalid, match="another client"):
        eve.send(lost)
    eve.send(lost, restoring=True)
    assert text_of(page) == "Zero\nOne\nTwo"
    ada = Writer(wiki.stage, page, "ada")
    ada.type("!")
    with pytest.raises(Conflict, match="Somebody else"):
        eve.send(ada.doc.get_update(eve.doc.get_state()), restoring=True)


def test_epochs_grow_and_are_no_others_after_a_backup_is_restored(wiki: Wiki, page: str) -> None:
    epoch = StoredText.objects.get().epoch if keeping.exists(page) else Writer(wiki.stage, page).epoch
    assert log.fresh_epoch(epoch) > epoch
    assert log.fresh_epoch() >= epoch > 1_700_000_000
