"""Notices of comments by mail: to whom wishes them, with a link that ends them."""

from datetime import UTC, datetime, timedelta

import pytest
from courant_kit.calls.errors import Gone, Invalid
from courant_mail import contract
from courant_mail.models import Following, Letter, Reader

from .staged_mail import Mail

EVE, ADA, GUEST = "eve@example.org", "ada@example.org", "guest@example.org"


@pytest.fixture
def site(mail: Mail) -> Mail:
    """Eve wrote the post, and Ada commented before."""
    mail.account("eve", role="editor", verified=False)
    mail.account("ada")
    return mail


def told(mail: Mail) -> list[str]:
    """Who gets the letters that are due."""
    before = len(mail.inbox.letters)
    mail.work()
    return sorted(str(letter["To"]) for letter in mail.inbox.letters[before:])


def test_the_author_is_told_and_others_if_they_wish(site: Mail) -> None:
    site.comment(10, ["ada", "eve"])
    assert told(site) == [EVE]
    assert site.inbox.letters[0]["Subject"] == "Re: First post"
    site.stage.call(contract.SAVE_WISHES, "member", "ada", answers=True)
    site.stage.call(contract.SAVE_WISHES, "editor", "eve")
    site.comment(11, ["ada", "eve"], thread=10)
    assert told(site) == [ADA]


def test_who_has_not_shown_that_an_address_is_theirs_gets_nothing(site: Mail) -> None:
    site.account("ada", verified=False)
    site.stage.call(contract.SAVE_WISHES, "member", "ada", answers=True)
    site.comment(10, ["ada"])
    assert told(site) == []
    site.reader(ADA, pace="")
    site.comment(11, ["ada"])
    assert told(site) == [ADA]


def test_a_comment_that_readers_do_not_see_or_that_is_old_is_told_to_nobody(site: Mail) -> None:
    site.comment(10, ["eve"], created=(datetime.now(UTC) - timedelta(days=2)).isoformat())
    site.comment(11, ["eve"])
    del site.comments[11]
    assert told(site) == []


def test_one_click_ends_a_thread_and_another_link_all(site: Mail) -> None:
    site.comment(10, ["eve"])
    site.work()
    thread = site.off(EVE)
    page = site.stage.page(contract.PAGE_LEAVE, token=thread)
    every = page.html.rpartition('name="token" value="')[2].partition('"')[0]
    site.stage.call(contract.LEAVE, token=thread)
    site.comment(11, ["eve"], thread=10)
    assert told(site) == []
    site.comment(12, ["eve"])
    assert told(site) == [EVE]
    site.stage.call(contract.LEAVE, token=every)
    site.comment(13, ["eve"])
    assert told(site) == []
    site.stage.call(contract.SAVE_WISHES, "editor", "eve", posts=True)
    site.comment(14, ["eve"])
    assert told(site) == [EVE]


def test_guests_follow_a_thread_after_a_letter_and_are_not_told_of_their_own(site: Mail) -> None:
    site.comment(10, [])
    site.work()
    assert "Comments by mail" in site.stage.page(contract.PAGE_THREAD, thread=10).html
    site.stage.call(contract.FOLLOW_THREAD, thread=10, mail=GUEST)
    site.work()
    assert not Following.objects.exists()
    site.confirm(GUEST)
    site.comment(11, [], thread=10, mail=GUEST)
    assert told(site) == []
    site.comment(12, [], thread=10)
    assert told(site) == [GUEST]
    site.stage.call(contract.LEAVE, token=site.off(GUEST))
    site.comment(13, [], thread=10)
    assert told(site) == []


def test_nobody_is_told_twice_whatever_is_heard_again(site: Mail) -> None:
    site.comment(10, ["eve"])
    site.work()
    site.comment(10, ["eve"])
    assert told(site) == []
    assert Letter.objects.count() == 1


def test_addresses_of_accounts_are_spelled_as_others_and_what_is_none_is_left_out(
    site: Mail, caplog: pytest.LogCaptureFixture
) -> None:
    site.account("eve", mail="Eve@Bücher.example")
    site.account("ada", mail="not an address")
    site.stage.call(contract.SAVE_WISHES, "member", "eve", posts=True)
    site.comment(10, ["eve", "ada"])
    assert told(site) == ["eve@xn--bcher-kva.example"]
    with pytest.raises(Invalid, match="no address"):
        site.stage.call(contract.SAVE_WISHES, "member", "ada", answers=True)
    assert "not an address" not in caplog.text


def test_who_is_known_to_own_an_address_has_notices_again_without_a_letter(site: Mail) -> None:
    from courant_mail.subscribing import ending

    ending.end(Reader.objects.create(mail=ADA))
    page = str(site.stage.call(contract.PAGE_YOURS, "member", "ada"))
    assert "save below what you want" in page
    assert "you get a letter first" not in page
    site.stage.call(contract.SAVE_WISHES, "member", "ada", answers=True)
    site.comment(10, ["ada"])
    assert told(site) == [ADA]
    site.account("ada", verified=False)
    ending.end(Reader.objects.get(mail=ADA))
    assert "you get a letter first" in str(site.stage.call(contract.PAGE_YOURS, "member", "ada"))
    site.stage.call(contract.SAVE_WISHES, "member", "ada", answers=True)
    site.comment(11, ["ada"])
    assert told(site) == []


def test_a_farewell_of_any_kind_ends_older_links_that_confirm(site: Mail) -> None:
    site.comment(10, [])
    site.work()
    site.stage.call(contract.FOLLOW_THREAD, thread=10, mail=GUEST)
    site.work()
    old = site.token(site.link(GUEST))
    site.confirm(GUEST)
    site.comment(11, [], thread=10)
    site.work()
    site.stage.call(contract.LEAVE, token=site.off(GUEST))
    with pytest.raises(Gone):
        site.stage.call(contract.CONFIRM, token=old)


def test_an_address_to_which_letters_come_back_gets_no_notices(site: Mail) -> None:
    from courant_mail.subscribing import ending

    ending.end(Reader.objects.create(mail=EVE))
    site.comment(10, ["eve"])
    assert told(site) == []
