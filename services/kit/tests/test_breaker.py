"""When a module is held back, for how long, and how it comes back."""

from courant_kit.calls.breaker import APART, LONGEST, MOST, SHORTEST, Breaker


def broken(now: float = 0.0) -> Breaker:
    breaker = Breaker()
    for _ in range(MOST):
        breaker.failed("slow", now)
    return breaker


def test_one_that_fails_again_and_again_is_held_back_and_no_other() -> None:
    breaker = Breaker()
    assert [breaker.failed("slow", 1.0) for _ in range(MOST)] == [0.0] * (MOST - 1) + [SHORTEST]
    assert breaker.ask("slow", 2.0) == SHORTEST - 1
    assert breaker.ask("quick", 2.0) == 0


def test_an_answer_between_or_a_long_time_begins_anew() -> None:
    breaker = Breaker()
    for now in range(4 * MOST):
        breaker.failed("slow", now * APART)
    assert not breaker.held("slow", 4 * MOST * APART)
    for _ in range(MOST - 1):
        breaker.failed("moody", 0.0)
    breaker.answered("moody")
    assert breaker.failed("moody", 1.0) == 0


def test_after_the_pause_one_tries_and_the_others_wait() -> None:
    breaker = broken()
    assert breaker.ask("slow", SHORTEST) == 0
    assert breaker.ask("slow", SHORTEST + 1) > 0
    breaker.answered("slow")
    assert breaker.ask("slow", SHORTEST + 2) == 0


def test_each_failed_trial_doubles_the_pause_up_to_a_bound() -> None:
    breaker, now = broken(), SHORTEST
    for length in (2 * SHORTEST, 4 * SHORTEST, 8 * SHORTEST, LONGEST, LONGEST):
        assert breaker.ask("slow", now) == 0
        assert breaker.failed("slow", now + 10) == length
        now += 10 + length


def test_late_failures_of_those_who_asked_before_lengthen_nothing() -> None:
    breaker = broken()
    assert breaker.failed("slow", 5.0) == SHORTEST - 5
    assert breaker.held("slow", 5.0) == SHORTEST - 5


def test_a_trial_whose_outcome_nobody_learned_is_tried_again() -> None:
    breaker = broken()
    assert breaker.ask("slow", SHORTEST) == 0
    assert breaker.ask("slow", 2 * SHORTEST) == 0
