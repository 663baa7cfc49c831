"""Each of two replicas of the wiki is killed while people type: the other goes on, and nothing is lost or doubled."""

from collections.abc import Iterator
from time import monotonic

import pytest

from tests import postgresql
from tests.chaos.cowriting import cowriters, ended, type_lines, typed, until_saved
from tests.router import RouterProcess
from tests.services import Program
from tests.wamp import WampError

NAMES = ("ann", "ben", "cleo")
LINES = 4


@pytest.fixture
def router() -> Iterator[RouterProcess]:
    """The router, with core."""
    running = RouterProcess().start()
    with Program(["-m", "courant_core"], running.environment("core"), running.data / "core.log"):
        yield running
    running.stop()


@pytest.fixture
def database() -> Iterator[str]:
    """The URL of a database that several processes may use."""
    programs = postgresql.programs()
    if programs is None:
        pytest.skip("PostgreSQL is not on this machine")
    with postgresql.cluster(programs) as url:
        yield url


class Wiki:
    """One replica of the wiki."""

    def __init__(self, router: RouterProcess, database: str, name: str) -> None:
        """Start it, and wait until it answers beside the others."""
        before = _replicas(router)
        environment = {**router.environment("wiki"), "DATABASE_URL": database}
        self.program = Program(["-m", "courant_wiki"], environment, router.data / f"{name}.log")
        deadline = monotonic() + 120
        while _replicas(router) <= before:
            assert monotonic() < deadline
            assert self.program.process.poll() is None, self.program.log.read_text()

    def kill(self) -> None:
        """End it as a power failure would."""
        self.program.process.kill()
        self.program.process.wait(15)


def _replicas(router: RouterProcess) -> int:
    """How many processes answer the wiki's calls."""
    core = router.service("core")
    try:
        found = core.call("wamp.registration.lookup", "courant.wiki.text.update", {"match": "exact"})
        return len(core.call("wamp.registration.list_callees", found)) if found else 0
    except WampError:
        return 0
    finally:
        core.close()


def test_a_replica_takes_over_while_people_type(router: RouterProcess, database: str) -> None:
    replicas = [Wiki(router, database, name) for name in ("one", "two")]
    operator = router.service("operator")
    try:
        operator.call("courant.wiki.page.save", title="Together", path="together", text="Once", base=0)
        with cowriters(router.websocket, operator.call, NAMES, "together") as programs:
            type_lines(programs, LINES)
            until_saved(programs, 1)
            replicas[0].kill()
            until_saved(programs, 1)
            replicas.append(Wiki(router, database, "three"))
            until_saved(programs, 1)
            replicas[1].kill()
            until_saved(programs, LINES - 3)
            text = ended(programs)
        assert sorted(text.split("\n")) == sorted(["Once", *typed(NAMES, LINES)])
        saved = operator.call("courant.wiki.page.get", path="together")
        assert saved["document"].startswith("page-")
    finally:
        operator.close()
        for replica in replicas:
            replica.kill()
