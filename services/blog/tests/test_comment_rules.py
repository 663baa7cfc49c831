"""The pure parts of discussions: rules, the order of threads, and signed forms."""

from datetime import UTC, datetime, timedelta

import pytest
from courant_blog.discussion import guests, signing, threads
from courant_blog.discussion.notices import name_of
from courant_blog.discussion.rules import Rules
from courant_blog.discussion.threads import Stamp
from courant_kit.live.audience import key_of
from courant_kit.process.environment import SettingError

NOW = datetime(2026, 11, 29, 12, tzinfo=UTC)


def reason(rules: Rules, text: str = "Well said.", html: str = "", *, guest: bool = False, known: bool = True) -> str:
    return rules.reason(text, html, guest=guest, known=known)


def test_without_rules_only_guests_wait() -> None:
    assert not reason(Rules(), known=False)
    assert reason(Rules(), guest=True) == "The comments of guests wait."
    assert not reason(Rules(hold_guests=False), guest=True)


def test_a_first_comment_waits_if_editors_want_that() -> None:
    assert reason(Rules(hold_first=True), known=False) == "It is their first comment."
    assert not reason(Rules(hold_first=True), known=True)


def test_links_to_other_sites_are_counted_and_not_those_to_this_one() -> None:
    html = '<a href="https://a.example">a</a> <a href="//b.example">b</a> <a href="/blog/">c</a> <a href="#d">d</a>'
    assert reason(Rules(most_links=1), html=html) == "It has 2 links."
    assert not reason(Rules(most_links=2), html=html)
    assert reason(Rules(most_links=0), html='<a href="http://a.example">') == "It has 1 link."
    assert not reason(Rules(), html=html)


@pytest.mark.parametrize(
    "text", ["Casino!", "cAsInO", "ca**si**no", "ca\u200bsino", "\uff43asino", "free\nspins and casino"]
)
def test_words_are_found_however_they_are_written(text: str) -> None:
    assert reason(Rules(words="poker\ncasino"), text) == "It has the word “casino”."


def test_words_are_whole_words_and_phrases() -> None:
    assert not reason(Rules(words="casino"), "A casinos' word: casinotable")
    assert reason(Rules(words="free spins"), "Many free spins here")
    assert not reason(Rules(words="\n \n"), "anything")


def test_comments_close_after_some_days() -> None:
    old = NOW - timedelta(days=8)
    assert Rules(closes_after=7).closed(old, NOW)
    assert not Rules(closes_after=8).closed(old, NOW)
    assert not Rules().closed(old, NOW)


def row(number: int, answers: int | None = None, root: int = 0, depth: int = 0) -> Stamp:
    return Stamp(number, NOW, None, answers, depth, root or number)


def test_answers_come_behind_what_they_answer() -> None:
    rows = [row(1), row(3, 1, 1, 1), row(4, 1, 1, 1), row(6, 3, 1, 2), row(2), row(5, 2, 2, 1)]
    assert [stamp.id for stamp in threads.ordered(rows)] == [1, 3, 6, 4, 2, 5]


def test_answers_to_a_comment_that_is_gone_stay_in_their_thread_and_say_so() -> None:
    rows = [row(1), row(4, 3, 1, 2), row(5, 4, 1, 3)]
    assert [(stamp.id, stamp.answers, stamp.depth) for stamp in threads.ordered(rows)] == [
        (1, None, 0), (4, 0, 2), (5, 4, 3),
    ]  # fmt: skip
    assert [stamp.answers for stamp in threads.ordered([row(4, 1, 1, 1)])] == [0]


def test_a_long_chain_needs_no_deep_stack() -> None:
    rows = [row(1), *(row(number, number - 1, 1, number - 1) for number in range(2, 5000))]
    assert [stamp.id for stamp in threads.ordered(rows)] == list(range(1, 5000))


def test_a_page_has_whole_threads() -> None:
    newest = [row(9), row(8, 7, 7, 1), row(7), row(6, 1, 1, 1), row(1)]
    assert [one.id for one in threads.whole(newest[:4], 3)] == [9, 8, 7]
    assert threads.whole(newest, 5) == newest
    assert threads.whole([row(8, 7, 7, 1), row(6, 7, 7, 1)], 1) == []


def test_where_the_page_of_a_thread_begins() -> None:
    counts = [(500, 60), (400, 30), (300, 30), (200, 70), (100, 250), (50, 1)]
    assert [threads.before(counts, root, 100) for root, _ in counts] == [0, 0, 400, 400, 200, 100]


def test_a_form_has_a_stamp_of_ours() -> None:
    stamp = signing.stamp("secret", 12, NOW)
    later = NOW + timedelta(seconds=9)
    assert signing.age(stamp, "secret", 12, later) == timedelta(seconds=9)
    for wrong in (signing.age(stamp, "secret", 13, later), signing.age(stamp, "other", 12, later)):
        assert wrong is None
    assert signing.age("1-ä", "secret", 12, later) is None
    assert signing.age("²-x", "secret", 12, later) is None


def test_keys_of_people_lead_back_to_their_names() -> None:
    for name in ("ada", "a_b.c-d", "A.D.A"):
        assert name_of(key_of(name)) == name
    for key in ("_", "_zz", "a_61", ""):
        assert not name_of(key)


def test_whether_guests_are_welcome_is_a_setting() -> None:
    assert not guests.welcome({})
    assert not guests.welcome({"COURANT_BLOG_GUESTS": "0"})
    assert guests.welcome({"COURANT_BLOG_GUESTS": "1"})
    with pytest.raises(SettingError, match="should be 1"):
        guests.welcome({"COURANT_BLOG_GUESTS": "maybe"})
