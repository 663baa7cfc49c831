"""Subscribing: a letter first, a button then, and nobody learns whether an address is known."""

import pytest
from courant_kit.calls.errors import Forbidden, Gone, Invalid, RateLimited
from courant_mail import contract
from courant_mail.models import Reader
from courant_mail.subscribing import links, readers
from django.utils import timezone

from .staged_mail import Mail

ADA = "ada@example.org"


def test_a_letter_is_sent_first_and_only_the_button_of_its_page_subscribes(mail: Mail) -> None:
    mail.stage.call(contract.SUBSCRIBE, mail=" Ada@Example.org ", pace="weekly")
    mail.work()
    token = mail.token(mail.link(ADA))
    page = mail.stage.page(contract.PAGE_CONFIRM, token=token)
    assert "once a week" in page.html
    assert Reader.objects.get().pace == ""
    mail.confirm(ADA)
    reader = Reader.objects.get()
    assert (reader.mail, reader.pace, reader.confirmed is not None) == (ADA, "weekly", True)


def test_a_stranger_gets_the_same_answer_for_every_address(mail: Mail) -> None:
    mail.reader(ADA)
    known = mail.stage.call(contract.SUBSCRIBE, mail=ADA)
    unknown = mail.stage.call(contract.SUBSCRIBE, mail="grace@example.org")
    again = mail.stage.call(contract.SUBSCRIBE, mail="grace@example.org")
    assert known == unknown == again
    mail.work()
    assert [len(mail.inbox.to(one)) for one in (ADA, "grace@example.org")] == [1, 1]


def test_a_network_asks_for_so_many_letters_an_hour(mail: Mail) -> None:
    for number in range(readers.MOST_ASKS):
        readers.ask(f"{number}@example.org", "at_once", "address-1")
    with pytest.raises(RateLimited):
        readers.ask(ADA, "at_once", "address-1")
    readers.ask(ADA, "at_once", "address-2")


@pytest.mark.parametrize("wrong", ["", "ada", "ada@", "ada@example", "a b@example.org", "ädä@example.org"])
def test_what_is_no_address_is_rejected(mail: Mail, wrong: str) -> None:
    with pytest.raises(Invalid) as error:
        mail.stage.call(contract.SUBSCRIBE, mail=wrong)
    assert error.value.field == "mail"


def test_programs_that_fill_in_everything_are_rejected(mail: Mail) -> None:
    with pytest.raises(Invalid, match="leave this field empty"):
        mail.stage.call(contract.SUBSCRIBE, mail=ADA, website="https://example.org")


def test_a_link_expires_and_a_farewell_ends_it(mail: Mail, monkeypatch: pytest.MonkeyPatch) -> None:
    mail.stage.call(contract.SUBSCRIBE, mail=ADA)
    mail.work()
    token = mail.token(mail.link(ADA))
    with pytest.raises(Forbidden):
        mail.stage.call(contract.CONFIRM, token=f"{token}x")
    mail.confirm(ADA)
    mail.publish()
    mail.work()
    mail.stage.call(contract.LEAVE, token=mail.off(ADA))
    assert Reader.objects.get().pace == ""
    with pytest.raises(Gone):
        mail.stage.call(contract.CONFIRM, token=token)
    monkeypatch.setattr(links, "LASTS", timezone.timedelta(seconds=-1))
    with pytest.raises(Gone, match="too old"):
        mail.stage.call(contract.CONFIRM, token=token)


def test_members_subscribe_at_once_if_their_address_is_verified(mail: Mail) -> None:
    mail.account("ada")
    mail.account("grace", verified=False)
    for name in ("ada", "grace"):
        mail.stage.call(contract.CHOOSE_PACE, "member", name, pace="weekly")
    mail.work()
    assert list(Reader.objects.filter(pace="weekly").values_list("mail", flat=True)) == [ADA]
    assert len(mail.inbox.to("grace@example.org")) == 1
    mail.stage.call(contract.CHOOSE_PACE, "member", "ada", pace="")
    assert not Reader.objects.exclude(pace="")


def test_who_has_no_address_is_told_so(mail: Mail) -> None:
    with pytest.raises(Invalid, match="no address"):
        mail.stage.call(contract.CHOOSE_PACE, "member", "nobody", pace="weekly")
