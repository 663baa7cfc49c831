"""The outbox: no letter holds up the others, and however many there are, looking for work asks for little."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from courant_kit.testing import finished
from courant_mail import contract
from courant_mail.hearing import preparing
from courant_mail.letters import drafts, issues
from courant_mail.models import Issue, Letter, Reader
from courant_mail.sending import claims, despatch, postman
from courant_mail.sending.results import Result
from courant_mail.subscribing import ending
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from .staged_mail import Mail

ADA, GRACE = "ada@example.org", "grace@example.org"


def states() -> dict[str, str]:
    return dict(Letter.objects.values_list("mail", "state"))


@pytest.mark.parametrize("mail_", ["jörg@example.org", "a@b@example.org"])
def test_an_address_that_the_server_cannot_serve_holds_up_no_other(mail: Mail, mail_: str) -> None:
    mail.reader(mail_)
    mail.reader(GRACE)
    mail.publish()
    mail.work()
    assert states() == {mail_: "failed", GRACE: "sent"}
    assert Reader.objects.get(mail=mail_).hard == 0


def test_a_letter_that_is_too_large_is_rejected_alone(mail: Mail) -> None:
    mail.reader(ADA)
    mail.inbox.refuses = ["552 5.3.4 Message too big for system"]
    mail.publish()
    mail.publish(2, "Second post")
    mail.work()
    assert [one["Subject"] for one in mail.inbox.letters] == ["Second post"]
    assert list(Letter.objects.order_by("pk").values_list("state", "code")) == [("failed", "552 5.3.4"), ("sent", "")]


def test_after_trouble_at_a_letter_the_others_go_first(mail: Mail) -> None:
    mail.reader(ADA)
    mail.reader(GRACE)
    mail.inbox.says_to_data[ADA] = ["421 4.7.0 I end here"]
    mail.publish()
    mail.work()
    assert states() == {ADA: "waiting", GRACE: "waiting"}
    assert Letter.objects.get(mail=ADA).tries == 0
    mail.server_rested()
    mail.work()
    assert states() == {ADA: "waiting", GRACE: "sent"}
    mail.rested()
    mail.work()
    assert states() == {ADA: "sent", GRACE: "sent"}


def test_a_process_that_ends_sends_no_further_letter(mail: Mail) -> None:
    mail.reader(ADA)
    mail.publish()
    postman.LEAVING.set()
    try:
        finished(despatch.work())
    finally:
        postman.LEAVING.clear()
    assert (mail.inbox.letters, states()) == ([], {ADA: "waiting"})
    mail.work()
    assert states() == {ADA: "sent"}


def test_an_issue_of_which_no_letter_waits_any_more_is_sent(mail: Mail) -> None:
    reader = mail.reader(ADA)
    mail.inbox.says[ADA] = ["451 Later"]
    mail.publish()
    mail.work()
    ending.end_news(reader)
    assert (states(), Issue.objects.get().state) == ({ADA: "dropped"}, Issue.State.DONE)


def test_what_is_sent_is_counted_once_and_a_letter_that_comes_back_counts_anew(mail: Mail) -> None:
    mail.reader(ADA)
    mail.publish()
    mail.work()
    assert Issue.objects.get().tally == {"sent": 1}
    with CaptureQueriesContext(
        connection,
    ) as asked:
        assert "1 of 1 sent" in mail.stage.page(contract.PAGE_LETTERS, "editor").html
    assert not [one for one in asked.captured_queries if "GROUP BY" in one["sql"]]
    letter = Letter.objects.get()
    claims.failed(letter, Result("rejected"))
    issues.count(letter.issue)
    assert Issue.objects.get().tally == {"failed": 1}


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL reads small tables without an index")
def test_looking_for_work_reads_no_table(db: None) -> None:
    with CaptureQueriesContext(connection) as asked:
        claims.free(began=False)
        claims.next_issue()
        despatch._heard()
    assert len(asked.captured_queries) <= 7
    for one in asked.captured_queries:
        with connection.cursor() as cursor:
            cursor.execute(f"EXPLAIN QUERY PLAN {one['sql']}")
            plan = [str(row[3]) for row in cursor.fetchall()]
        assert not [step for step in plan if step.startswith("SCAN")], (one["sql"], plan)
        assert not [step for step in plan if "mail_kind" in step], (one["sql"], plan)


def test_only_those_who_would_be_told_are_looked_up(db: None) -> None:
    for number in range(5):
        Reader.objects.create(mail=f"quiet-{number}@example.org", quiet=True)
    assert preparing._unwilling(1, {"quiet-1@example.org", ADA}) == {"quiet-1@example.org"}


def test_code_that_a_post_shows_keeps_its_words() -> None:
    site = drafts.Site("The Site", "https://site.test")
    code = 'p class="lead" id="a" style="color:red"'
    html = f'<p class="x" id="y">A</p><pre><code class="z">&lt;style&gt; &lt;{code}&gt;</code></pre>'
    draft = drafts.post(site, drafts.Part("Styles", "eve", "/blog/a/", html))
    assert f"&lt;{code}&gt;" in draft.html
    assert f"&lt;style&gt; &lt;{code}&gt;" in draft.shown
    assert f"<style> <{code}>" in draft.text
    assert "<p>A</p>" in draft.shown


def test_letters_are_drafted_beside_the_reactor(mail: Mail, monkeypatch: pytest.MonkeyPatch) -> None:
    aside: list[str] = []
    run = mail.stage.module.running.run

    def watched(function: Callable[..., object], *args: object) -> object:
        aside.append(getattr(function, "__name__", ""))
        return run(function, *args)

    monkeypatch.setattr(mail.stage.module.running, "run", watched)
    mail.reader(ADA)
    mail.publish()
    mail.work()
    assert "_in_language" in aside


def test_a_letter_on_its_way_is_not_claimed_by_another_while_the_server_thinks(mail: Mail) -> None:
    mail.reader(ADA)
    mail.publish()
    mail.work()
    Letter.objects.update(state=Letter.State.CLAIMED, claimed=timezone.now() - timedelta(minutes=21))
    assert claims.free(began=False) == 0
