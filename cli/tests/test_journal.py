"""Which of the lines that processes print a person should see, and how."""

import pytest
from courant_cli.supervision import journal


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ('{"event": "joined", "level": "info"}', ""),
        ('{"event": "left", "level": "warning", "reason": "transport_lost"}', "left: transport_lost"),
        ('{"event": "a fault", "level": "error", "exception": "Trace\\n  x\\nKeyError: 1"}', "a fault: KeyError: 1"),
        ('{"event": "a fault\\n", "level": "error", "exception": "KeyError: 1"}', "a fault: KeyError: 1"),
        ("2026-11-23T19:10:03+0000 [Router      21200] refused 3 connection(s)", "refused 3 connection(s)"),
        ("2026-11-23T19:10:03+0000 [Router      21200]   File x", ""),
        ("2026-11-23T19:10:03+0000 [Router      21200] ", ""),
        ("2026-11-23T19:10:03+0000 [Router      21200] Received SIGTERM, shutting down.", ""),
        ("ERROR:    Exception in ASGI application", "Exception in ASGI application"),
        ('{"event": "Service Unavailable: /readyz", "level": "error", "logger": "django.request"}', ""),
        ("INFO:     Started", ""),
        ("{not json", ""),
        ("", ""),
    ],
)  # fmt: skip
def test_only_problems_are_told(line: str, sentence: str) -> None:
    assert journal.problem(line) == sentence
