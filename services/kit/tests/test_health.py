"""A container is healthy if its service had joined a few seconds ago."""

import time
from pathlib import Path

from courant_kit.process.health import STALE, beat, healthy


def test_a_service_is_healthy_while_it_leaves_word(tmp_path: Path) -> None:
    now = time.time()
    assert not healthy(tmp_path, now)
    beat(tmp_path, "blog")
    assert healthy(tmp_path, now)
    assert not healthy(tmp_path, now + STALE + 1)
