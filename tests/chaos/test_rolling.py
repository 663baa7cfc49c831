"""Two replicas of a module are upgraded one after the other, and one is killed, while others call: none notices."""

from collections.abc import Iterator
from pathlib import Path
from threading import Event, Thread

import httpx
import pytest

from tests import postgresql
from tests.chaos.replicas import SIGN, Replicas, calling, outcome_of, twice
from tests.site import Site

RATE = 60
ENOUGH = 20


@pytest.fixture
def replicas(site: Site, tmp_path: Path) -> Iterator[Replicas]:
    """Two replicas of the guestbook, on a database that both may use."""
    programs = postgresql.programs()
    if programs is None:
        pytest.skip("PostgreSQL is not on this machine")
    with postgresql.cluster(programs) as url:
        two = Replicas(site, url, tmp_path)
        try:
            two.start()
            two.start()
            yield two
        finally:
            two.end()
            site.command("module", "remove", "guestbook")


class Forms:
    """Somebody without JavaScript, who signs again and again; `answers` maps what was signed to its status."""

    def __init__(self, site: Site) -> None:
        self.site, self.answers, self._over = site, dict[str, int](), Event()
        self._thread = Thread(target=self._sign)
        self._thread.start()

    def _sign(self) -> None:
        with httpx.Client(base_url=self.site.url, headers={"Origin": self.site.url}, timeout=30) as client:
            while not self._over.is_set():
                text = f"form {len(self.answers)}"
                self.answers[text] = client.post(f"/call/{SIGN}/?once", data={"text": text}).status_code

    def until_more(self) -> None:
        """Wait until some more are answered."""
        wanted = len(self.answers) + ENOUGH
        while len(self.answers) < wanted:
            assert self._thread.is_alive()
            self._over.wait(0.02)

    def end(self) -> dict[str, int]:
        """Stop when the last is answered."""
        self._over.set()
        self._thread.join(60)
        return self.answers


def test_no_call_fails_and_none_is_carried_out_twice(site: Site, replicas: Replicas) -> None:
    with calling(site, RATE) as program:
        forms = Forms(site)
        try:
            forms.until_more()
            assert replicas.upgrade(0) == 0
            forms.until_more()
            assert replicas.upgrade(0) == 0
            forms.until_more()
            for at in (0, 1):
                replicas.kill(at)
                forms.until_more()
                replicas.start()
            forms.until_more()
        finally:
            answers = forms.end()
        outcome = outcome_of(program)
    assert outcome["failed"] == []
    assert set(answers.values()) == {303}
    signed = replicas.signed()
    assert twice(signed) == []
    assert set(signed) == {*outcome["saved"], *answers}
    assert len(outcome["saved"]) == (outcome["made"] + 1) // 2
