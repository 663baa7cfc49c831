"""The newsletter: each new public post once, to everybody who wants it, over a real mail server."""

from datetime import timedelta

import pytest
from courant_kit.testing import assert_converges, finished
from courant_mail import contract
from courant_mail.hearing import blog, events
from courant_mail.letters.drafts import Site, absolute, plain
from courant_mail.models import Issue, Letter, Reader
from courant_mail.sending import claims, despatch, postman, results
from courant_mail.sending.server import MailServer
from django.utils import timezone

from .staged_mail import Mail

ADA, GRACE = "ada@example.org", "grace@example.org"


def states() -> dict[str, str]:
    return dict(Letter.objects.values_list("mail", "state"))


def test_a_new_post_goes_to_those_who_want_it_at_once_and_once(mail: Mail) -> None:
    mail.reader(ADA)
    mail.reader(GRACE, pace="weekly")
    Reader.objects.create(mail="asked@example.org", pace="at_once")
    html = '<p>See <a href="/wiki/">the wiki</a> <img src="/media/blog/a.png" alt="A cat">.</p>'
    mail.publish(html=html)
    mail.publish(html=html)
    mail.work()
    (letter,) = mail.inbox.letters
    text, html = (letter.get_body((kind,)).get_content() for kind in ("plain", "html"))
    assert (letter["To"], letter["From"], letter["Subject"]) == (ADA, "The Site <news@site.test>", "First post")
    assert letter["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    for part in (text, html):
        assert "https://site.test/wiki/" in part
        assert "https://site.test/media/blog/a.png" in part
        assert "https://site.test/mail/off/" in part
    assert "<script" not in html
    assert b"\r\nList-Unsubscribe: <https://site.test/mail/off/" in mail.inbox.raw[0]
    assert max(map(len, mail.inbox.raw[0].partition(b"\r\n\r\n")[2].split(b"\r\n"))) <= 78
    assert Issue.objects.get().state == Issue.State.DONE


@pytest.mark.parametrize("fields", [{"state": "unlisted"}, {"state": "archived"}, {"state": ""}, {"days": 3}])
def test_what_is_no_news_is_not_sent(mail: Mail, fields: dict[str, object]) -> None:
    mail.reader()
    mail.publish(**fields)  # type: ignore[arg-type]
    mail.work()
    assert mail.inbox.letters == []


def test_a_post_that_becomes_private_is_not_sent_any_more(mail: Mail, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(postman.deliver, "__defaults__", (1,))
    for number in range(3):
        mail.reader(f"{number}@example.org")
    mail.publish()
    assert finished(despatch.work())
    mail.happens(events.GONE[0], {"id": 1, "path": "/"})
    mail.work()
    assert len(mail.inbox.letters) == 1
    assert sorted(states().values()) == ["dropped", "dropped", "sent"]
    mail.publish()
    mail.work()
    assert len(mail.inbox.letters) == 1


def test_the_blog_is_asked_before_each_batch_whatever_was_heard(mail: Mail) -> None:
    mail.reader()
    mail.publish()
    mail.inbox.says[ADA] = ["451 4.3.0 Later"]
    mail.work()
    del mail.posts[1]
    mail.rested()
    mail.work()
    assert (mail.inbox.letters, states()) == ([], {ADA: "dropped"})


def test_what_is_delayed_is_sent_again_with_the_same_id(mail: Mail) -> None:
    mail.reader(ADA)
    mail.reader(GRACE)
    mail.inbox.says[ADA] = ["451 4.3.0 Try again later"]
    mail.publish()
    mail.work()
    assert states() == {ADA: "waiting", GRACE: "sent"}
    letter = Letter.objects.get(mail=ADA)
    assert (letter.code, letter.due > timezone.now() + timedelta(seconds=50)) == ("451 4.3.0", True)
    mail.rested()
    mail.work()
    assert [one["Message-ID"] for one in mail.inbox.to(ADA)] == [letter.message_id]
    assert Issue.objects.get().state == Issue.State.DONE


def test_a_letter_that_is_delayed_again_and_again_has_failed(mail: Mail) -> None:
    mail.reader(ADA)
    mail.inbox.says[ADA] = ["450 4.2.2 Mailbox full"] * 9
    mail.publish()
    for _ in range(len(results.PAUSES) + 1):
        mail.work()
        mail.rested()
    assert states() == {ADA: "failed"}
    assert (Reader.objects.get().soft, Reader.objects.get().hard) == (1, 0)


def test_letters_that_come_back_end_a_subscription(mail: Mail) -> None:
    mail.reader(ADA)
    for number in range(1, 5):
        mail.inbox.says[ADA] = ["550 5.1.1 No such user"]
        mail.publish(number, f"Post {number}")
        mail.work()
    assert list(Letter.objects.values_list("state", "code")) == [("failed", "550 5.1.1")] * 3
    reader = Reader.objects.get()
    assert (reader.pace, reader.confirmed, reader.hard) == ("", None, 3)


def test_a_servers_rule_against_a_letter_is_no_fault_of_the_address(mail: Mail) -> None:
    mail.reader(ADA)
    mail.inbox.says_to_data[ADA] = ["554 5.7.1 Looks like spam"]
    mail.publish()
    mail.work()
    assert states() == {ADA: "failed"}
    assert Reader.objects.get().hard == 0


def test_while_the_server_is_away_letters_wait_and_editors_read_why(
    mail: Mail, monkeypatch: pytest.MonkeyPatch
) -> None:
    mail.reader()
    mail.publish()
    reached = despatch.SERVER
    monkeypatch.setattr(despatch, "SERVER", MailServer("127.0.0.1", 1, "none"))
    mail.work()
    assert "cannot be reached" in mail.stage.page(contract.PAGE_LETTERS, "editor").html
    monkeypatch.setattr(despatch, "SERVER", reached)
    mail.work()
    assert mail.inbox.letters == []  # it rests
    mail.rested()
    mail.work()
    assert len(mail.inbox.letters) == 1
    assert "cannot be reached" not in mail.stage.page(contract.PAGE_LETTERS, "editor").html


def test_what_cannot_be_prepared_or_drafted_holds_up_nothing_else(mail: Mail) -> None:
    mail.reader()
    web = mail.session.procedures.pop(blog.ADDRESSES)
    mail.comment(7, ["eve"])
    mail.publish(1, html=None)
    mail.publish(2, "Second post")
    mail.work()
    assert [one["Subject"] for one in mail.inbox.letters] == ["Second post"]
    mail.session.procedures[blog.ADDRESSES] = web
    mail.account("eve")
    mail.publish(3, "Third post")
    del mail.posts[1]
    mail.work()
    assert sorted(str(one["Subject"]) for one in mail.inbox.letters) == ["Re: First post", "Second post", "Third post"]


def test_a_letter_whose_sender_died_is_sent_after_the_restart(mail: Mail) -> None:
    reader = mail.reader()
    mail.publish()
    mail.work()
    letter = Letter.objects.get(mail=reader.mail)
    Letter.objects.update(state=Letter.State.CLAIMED, claimed=timezone.now() - claims.LOST * 2)
    Issue.objects.update(state=Issue.State.READY)
    despatch.state.began = False
    mail.work()
    assert [one["Message-ID"] for one in mail.inbox.letters] == [letter.message_id] * 2
    assert states() == {ADA: "sent"}


def test_editors_stop_an_issue_and_go_on(mail: Mail) -> None:
    mail.reader()
    mail.inbox.says[ADA] = ["451 Later"]
    mail.publish()
    mail.work()
    number = Issue.objects.get().pk
    mail.stage.call(contract.STOP, "editor", id=number)
    mail.rested()
    mail.work()
    assert mail.inbox.letters == []
    assert "Stopped" in mail.stage.page(contract.PAGE_ISSUE, "editor", id=number).html
    mail.stage.call(contract.RESUME, "editor", id=number)
    mail.work()
    assert len(mail.inbox.letters) == 1


def test_an_editor_sees_an_issue_and_sends_a_test(mail: Mail) -> None:
    mail.account("eve", role="editor")
    mail.publish(title="A & B")
    mail.work()
    number = Issue.objects.get().pk
    page = mail.stage.page(contract.PAGE_ISSUE, "editor", id=number)
    assert "Some <em>words</em>." in page.html
    assert "style=" not in page.html
    mail.stage.call(contract.SEND_TEST, "editor", "eve", id=number)
    mail.work()
    assert [one["Subject"] for one in mail.inbox.to("eve@example.org")] == ["A & B"]
    assert [one.kind for one in Issue.objects.order_by("pk")] == ["post", "test"]


def test_progress_is_live(mail: Mail) -> None:
    def send() -> None:
        mail.publish()
        mail.work()

    mail.reader()
    assert_converges(mail.stage, contract.PAGE_LETTERS, send, "editor")
    assert "1 of 1 sent" in mail.stage.page(contract.PAGE_LETTERS, "editor").html


def test_a_letter_has_whole_addresses_and_nothing_that_runs() -> None:
    site = Site("The Site", "https://site.test")
    html = absolute(
        '<p onclick="x()"><a href="../b/">b</a> <a href="//[">c</a><script>1</script><img src="a.png" alt=""></p>',
        site, "/blog/a/",
    )  # fmt: skip
    assert 'href="https://site.test/blog/b/"' in html
    assert 'src="https://site.test/blog/a/a.png"' in html
    assert "onclick" not in html
    assert "<script" not in html
    assert plain("<h2>Two</h2><p>A_b <a href='https://x.test/'>c</a></p>") == "## Two\n\nA_b [c](https://x.test/)"
