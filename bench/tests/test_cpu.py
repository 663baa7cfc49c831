"""Processor time is told by process, the busiest first."""

from courant_bench.cpu import Cpu, shares, since


def test_what_was_used_between_two_readings() -> None:
    before, now = {"blog": Cpu(1, 0.5)}, {"blog": Cpu(3, 1.5), "new": Cpu(0.25, 0)}
    assert since(before, now) == {"blog": Cpu(2, 1), "new": Cpu(0.25, 0)}


def test_the_share_of_one_message() -> None:
    spent = {"web": Cpu(0.01, 0), "router": Cpu(1, 1), "blog": Cpu(0.5, 0.5)}
    assert shares(spent, 100_000, "us") == "router 20 us (kernel 50%), blog 10 us (kernel 50%)"


def test_nothing_was_used() -> None:
    assert shares({"web": Cpu()}, 0, "us") == ""
