"""`courant check`: checks everything that an installation needs."""

import os
import sys
from collections.abc import Iterator
from typing import Any

from courant_kit.calls.errors import CourantError
from courant_kit.process.discovery import SPECIAL
from courant_kit.process.wamp import Session

from courant_cli.access.operator import at_router
from courant_cli.checks import databases, repository
from courant_cli.checks.result import Result
from courant_cli.installation import Installation, Trouble
from courant_cli.services import principals, services
from courant_cli.supervision import lock, ports

OLDEST_PYTHON = (3, 11)
ELSEWHERE = "there is no checkout here, so environments, databases, secrets and the port were not checked"
MODULES = "courant.core.module.list"
MAIL = "courant.mail.server.show"


def check(place: Installation) -> list[Result]:
    """All results, those about the running site last. On the router, it only signs in and makes one call.

    A command that is installed without a checkout, as in a container, has the site's parts elsewhere.
    """
    running = lock.holder(place.run / "lock")
    return [
        *_python(),
        *(_checkout(place, running) if place.is_checkout else [Result(True, ELSEWHERE)]),
        repository.look(place),
        *_modules(place, running),
    ]


def _checkout(place: Installation, running: str) -> Iterator[Result]:
    yield from _environments(place)
    yield from _data(place)
    yield from _secrets(place)
    yield from (databases.look(place, service) for service in services())
    yield from _client(place)
    yield from _port(place, running)


def _python() -> Iterator[Result]:
    version = ".".join(map(str, sys.version_info[:3]))
    wanted = ".".join(map(str, OLDEST_PYTHON))
    yield Result(sys.version_info >= OLDEST_PYTHON, f"Python {version}", f"Courant needs Python {wanted} or newer.")


def _environments(place: Installation) -> Iterator[Result]:
    for what, python in (("the services'", place.python), ("the router's", place.router_python)):
        yield Result(python.exists(), f"{what} environment ({python.parent.parent})", "Run `make setup`.")


def _data(place: Installation) -> Iterator[Result]:
    if not place.data.exists():
        writable = os.access(next(parent for parent in place.data.parents if parent.exists()), os.W_OK)
        yield Result(writable, f"no data directory yet ({place.data})", "This user must be able to create it there.")
        return
    writable = os.access(place.data, os.W_OK | os.X_OK)
    yield Result(writable, f"data directory {place.data}", "This user must be able to write there.")


def _secrets(place: Installation) -> Iterator[Result]:
    if not place.secrets.exists():
        yield Result(True, "no secrets yet: the first start generates them")
        return
    for path in (place.secrets / name for name in (*principals(), "django")):
        if not path.exists():
            yield Result(False, f"secret {path} is missing", "The next `courant up` generates a new one.")
            continue
        mode = path.stat().st_mode & 0o777
        yield Result(
            mode == 0o600,
            f"secret {path} has mode {mode:o}",
            f"Only its owner should be able to read it: chmod 600 {path}",
        )


def _client(place: Installation) -> Iterator[Result]:
    built = place.root / "web" / "courant_web" / "static" / "built"
    yield Result(any(built.glob("*.js")), f"browser client in {built}", "Build it with `make build`.")


def _port(place: Installation, running: str) -> Iterator[Result]:
    free, holder = ports.is_free(place.host, place.port), ports.holder(place.port)
    who = f" by {holder}" if holder else ""
    if running:
        what = f"port {place.port} is in use{who}" if not free else f"nothing listens on port {place.port}"
        yield Result(
            not free,
            what,
            f"Courant is running ({running}), but not on this port: set PORT to the one that it was started with.",
        )
    else:
        right = f"Stop that program, or choose another port: PORT={place.port + 1}"
        yield Result(free, f"port {place.port} is {'free' if free else f'in use{who}'}", right)


def _modules(place: Installation, running: str) -> Iterator[Result]:
    if not running and not place.environment.get("COURANT_ROUTER"):
        yield Result(
            True, "Courant is not running, so the router and the modules were not checked (`courant up` starts it)"
        )
        return
    try:
        manifests, mail = at_router(place, _asked)
    except Trouble as trouble:
        yield Result(False, "the router lets the operator in and core answers", str(trouble))
        return
    yield Result(True, "the router lets the operator in and core answers")
    suspended = {manifest["module"] for manifest in manifests if manifest.get("suspended")}
    present = {manifest["module"] for manifest in manifests if manifest.get("present", True)}
    for name in (service.name for service in services() if service.name not in SPECIAL):
        right = f"Its process is down or cannot join; see {place.logs / f'{name}.log'}"
        if name in suspended:
            yield Result(True, f"module {name} is suspended (an administrator can resume it at /admin/modules/)")
            continue
        yield Result(name in present, f"module {name} {'is present' if name in present else 'is away'}", right)
    yield from _mail(mail)


async def _asked(session: Session) -> tuple[list[dict[str, Any]], dict[str, Any]]:
    """The modules that core lists, and what the mail service says of its server: nothing if it is not there."""
    modules = (await session.call(MODULES))["modules"]
    try:
        return modules, await session.call(MAIL)
    except CourantError:
        return modules, {}


def _mail(server: dict[str, Any]) -> Iterator[Result]:
    if not server:
        return
    if not server["configured"]:
        yield Result(True, "no mail server: neither newsletters nor notices are sent (COURANT_MAIL_URL names one)")
        return
    right = f"{server['words']} Look at COURANT_MAIL_URL and COURANT_MAIL_PASSWORD_FILE."
    yield Result(server["reached"], "the mail server lets this site in", right)
