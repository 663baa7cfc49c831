from courant_bench.measures.stale import Answer, lateness

SAVES = [1.0, 2.0, 3.0]


def test_an_answer_with_all_that_was_acknowledged_is_not_old() -> None:
    assert lateness(SAVES, [Answer(0.5, -1), Answer(1.5, 0), Answer(2.5, 2), Answer(3.5, 2)]) == []


def test_an_old_answer_is_as_late_as_the_first_save_that_it_lacks() -> None:
    assert lateness(SAVES, [Answer(1.25, -1), Answer(3.5, 0)]) == [0.25, 1.5]


def test_a_save_that_is_acknowledged_while_somebody_asks_is_not_missed() -> None:
    assert lateness(SAVES, [Answer(2.0, 0)]) == []
