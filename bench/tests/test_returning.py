"""The waits of a window that comes back are those of the client's sources."""

from pathlib import Path

import pytest
from courant_bench.processes import NotReady
from courant_bench.returning import Patience

CLIENT = Path(__file__).resolve().parents[2] / "web" / "client"


def test_the_waits_are_read_from_the_client() -> None:
    patience = Patience.of(CLIENT)
    assert 0 < patience.first < patience.cap
    assert patience.join > 1
    assert patience.again > 0


def test_the_wait_doubles_up_to_a_cap_and_varies_by_half() -> None:
    patience = Patience(first=0.5, cap=15, join=10, again=5)
    for attempt, full in ((0, 0.5), (1, 1.0), (3, 4.0), (9, 15.0)):
        waits = [patience.delay(attempt) for _ in range(50)]
        assert full / 2 <= min(waits) <= max(waits) <= full


def test_a_client_without_that_wait_is_named(tmp_path: Path) -> None:
    for path in ("wamp/backoff.ts", "wamp/connection.ts", "src/fragments/catch-up.ts"):
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text("export {};")
    with pytest.raises(NotReady, match=r"backoff\.ts does not say 'first:'"):
        Patience.of(tmp_path)
