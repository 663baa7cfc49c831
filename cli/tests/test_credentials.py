"""The address at which a new module joins."""

from pathlib import Path

import pytest
from courant_cli.access import credentials
from courant_cli.installation import installation


def test_the_running_site_says_where_it_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(credentials, "at_router", lambda *_: {"secret": "s"})
    place = installation({"COURANT_DATA": str(tmp_path)})
    assert "COURANT_ROUTER=ws://localhost:8080/ws" in credentials.made(place, "shelf", "module")
    place.run.mkdir(parents=True)
    (place.run / "public").write_text("http://localhost:8230\n")
    assert "COURANT_ROUTER=ws://localhost:8230/ws" in credentials.made(place, "shelf", "module")
