"""A router with core, the people on it, and credentials for programs."""

from collections.abc import Callable, Iterator

import pytest

from tests.core_alone import Core, person_in_cookie
from tests.router import RouterProcess
from tests.wamp import Peer


@pytest.fixture(scope="module")
def site() -> Iterator[RouterProcess]:
    """A router with web's authenticator, and no service yet."""
    router = RouterProcess().start()
    web = router.service("web")
    web.register("courant.web.session.authenticate", person_in_cookie)
    web.register("courant.web.grant.list", lambda *_: {"withdrawn": [], "spaces": {}})
    yield router
    web.close()
    router.stop()


@pytest.fixture(scope="module")
def core(site: RouterProcess) -> Iterator[Core]:
    """Core, answering."""
    core = Core(site)
    yield core
    core.program.end()


@pytest.fixture
def operator(site: RouterProcess, core: Core) -> Iterator[Peer]:
    """The administrator's session."""
    with site.service("operator") as peer:
        yield peer


@pytest.fixture
def window(site: RouterProcess, core: Core) -> Iterator[Peer]:
    """A visitor's window."""
    with site.browser() as peer:
        yield peer


@pytest.fixture
def credential(operator: Peer) -> Iterator[Callable[..., str]]:
    """Makes credentials, and takes them back in the end."""
    made: list[str] = []

    def create(name: str, kind: str = "module", **fields: str) -> str:
        secret = str(operator.call("courant.core.credential.create", name=name, kind=kind, **fields)["secret"])
        made.append(name)
        return secret

    yield create
    for name in made:
        operator.call("courant.core.credential.revoke", name=name)
