"""Patience: who waits how long after failed sign-ins, as pure rules."""

import pytest
from courant_web.accounts.patience import NETWORK, PAIR, Patience, Rule, TooSoon, Who, in_words

ADA: Who = (PAIR, ("203.0.113.9", "ada"))
GRACE: Who = (PAIR, ("203.0.113.9", "grace"))
ELSEWHERE: Who = (PAIR, ("198.51.100.7", "ada"))
OFFICE: Who = (NETWORK, "203.0.113.9")


def fail(patience: Patience, *whos: Who, times: int, now: float = 0.0) -> float:
    """Fail as soon as each wait ends; the time of the last failure."""
    for _ in range(times):
        try:
            patience.begin(whos, now)
        except TooSoon as soon:
            now += soon.seconds
            patience.begin(whos, now)
    return now


def wait(patience: Patience, *whos: Who, now: float) -> int:
    """The seconds that somebody has to wait, without a try."""
    try:
        patience.begin(whos, now)
    except TooSoon as soon:
        return soon.seconds
    patience.succeed(whos)
    return 0


@pytest.mark.parametrize(
    ("rule", "failures", "seconds"),
    [(PAIR, 0, 0), (PAIR, 4, 0), (PAIR, 5, 10), (PAIR, 6, 20), (PAIR, 7, 40), (PAIR, 100, 300), (PAIR, 10_000, 300),
     (NETWORK, 29, 0), (NETWORK, 30, 1), (NETWORK, 33, 8), (NETWORK, 10_000, 10)],
)  # fmt: skip
def test_each_failure_beyond_the_free_ones_doubles_the_wait(rule: Rule, failures: int, seconds: float) -> None:
    assert rule.wait(failures) == seconds


def test_whoever_guesses_waits_and_the_owner_elsewhere_does_not() -> None:
    patience = Patience()
    now = fail(patience, ADA, OFFICE, times=20)
    assert wait(patience, ADA, OFFICE, now=now) > 200
    assert wait(patience, GRACE, OFFICE, now=now) == 0
    assert wait(patience, ELSEWHERE, now=now) == 0


def test_a_network_from_which_many_names_are_tried_waits_for_seconds() -> None:
    patience = Patience()
    now = 0.0
    for number in range(200):
        now = fail(patience, (PAIR, ("203.0.113.9", number)), OFFICE, times=1, now=now)
    assert 0 < wait(patience, GRACE, OFFICE, now=now) <= 11


def test_a_try_that_comes_too_early_makes_the_wait_no_longer() -> None:
    patience = Patience()
    now = fail(patience, ADA, times=5)
    for second in range(9):
        assert wait(patience, ADA, now=now + second) == 11 - second
    assert wait(patience, ADA, now=now + 10) == 0


def test_tries_at_the_same_time_count_before_any_has_failed() -> None:
    patience = Patience()
    for _ in range(5):
        patience.begin((ADA,), 0.0)
    with pytest.raises(TooSoon):
        patience.begin((ADA,), 0.0)


def test_a_success_forgives_the_pair_but_not_the_network() -> None:
    patience = Patience()
    fail(patience, ADA, OFFICE, times=4)
    patience.begin((ADA, OFFICE), 0.0)
    patience.succeed((ADA, OFFICE))
    assert wait(patience, ADA, now=0.0) == 0
    now = fail(patience, (PAIR, "x"), OFFICE, times=4)
    now = fail(patience, (PAIR, "y"), OFFICE, times=4, now=now)
    for number in range(18):
        now = fail(patience, (PAIR, number), OFFICE, times=1, now=now)
    assert wait(patience, GRACE, OFFICE, now=now) == 2


def test_failures_are_forgiven_after_a_while() -> None:
    patience = Patience()
    now = fail(patience, ADA, times=12)
    assert wait(patience, ADA, now=now + PAIR.memory) == 0
    assert fail(patience, ADA, times=4, now=now + PAIR.memory + 1) == now + PAIR.memory + 1


def test_what_is_counted_is_bounded() -> None:
    patience = Patience(most=10)
    fail(patience, ADA, times=5)
    for number in range(10):
        patience.begin(((PAIR, number),), 0.0)
    assert wait(patience, ADA, now=0.0) == 0


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(1, "1 second"), (40, "40 seconds"), (59, "59 seconds"), (60, "1 minute"), (61, "2 minutes"), (300, "5 minutes")],
)
def test_a_wait_is_named_in_words(seconds: int, words: str) -> None:
    assert in_words(seconds) == words
