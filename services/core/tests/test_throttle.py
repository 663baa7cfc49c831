"""How often what is marked again and again is published, on a clock that the test moves."""

from courant_core.throttle import Throttle
from twisted.internet.task import Clock


class Published:
    """A throttle with the moments at which it published."""

    def __init__(self, longest: float | None = None) -> None:
        self.clock, self.moments = Clock(), list[float]()
        self.throttle = Throttle(lambda _: self.moments.append(self.clock.seconds()), self.clock.callLater, 10, longest)

    def mark_each_second(self, seconds: int) -> list[float]:
        """Mark the same key once a second; returns when it was published so far."""
        for _ in range(seconds):
            self.throttle.mark("shop")
            self.clock.advance(1)
        return self.moments


def test_what_is_marked_without_end_is_published_once_in_each_interval() -> None:
    assert Published().mark_each_second(35) == [0, 10, 20, 30]


def test_the_interval_doubles_up_to_the_longest() -> None:
    assert Published(longest=40).mark_each_second(160) == [0, 10, 30, 70, 110, 150]


def test_it_is_short_again_after_one_without_a_mark() -> None:
    published = Published(longest=40)
    published.mark_each_second(11)
    published.clock.pump([1] * 70)
    assert published.mark_each_second(15) == [0, 10, 30, 81, 91]


def test_after_a_reset_the_next_mark_is_published_at_once_and_the_old_interval_ends_nothing() -> None:
    published = Published()
    published.mark_each_second(5)
    published.throttle.reset()
    assert published.mark_each_second(12) == [0, 5, 15]
