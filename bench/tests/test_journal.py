"""The services' logs say when each had joined."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from courant_bench.journal import joined_at, joins

LINE = '{"event": "joined", "service": "blog", "timestamp": "2026-11-28T20:00:01.500000Z"}'
MOMENT = datetime(2026, 11, 28, 20, 0, 1, 500_000, UTC).timestamp()


@pytest.mark.parametrize(
    ("line", "moment"),
    [(LINE, MOMENT), (LINE.replace("joined", "starting"), None), ("Traceback (joined)", None), ("", None)],
)
def test_one_line(line: str, moment: float | None) -> None:
    assert joined_at(line) == moment


def test_the_first_join_after_the_start_counts(tmp_path: Path) -> None:
    earlier, later = LINE.replace(":01.", ":00."), LINE.replace(":01.", ":04.")
    (tmp_path / "blog.log").write_text(f"{earlier}\n{LINE}\n{later}\n")
    assert joins(tmp_path, MOMENT - 0.5) == {"blog": 0.5}
