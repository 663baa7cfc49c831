"""Who no longer counts on the site: the credentials that core revoked, and the people's grants that web withdrew.

Services ask for this together with the list of suspended modules, so both are here.
"""

import structlog
from courant_kit.calls.caller import Caller
from courant_kit.calls.errors import CourantError
from courant_kit.wire.payload import Nothing, decode
from courant_kit.wire.site import Standing

from courant_core import contract
from courant_core.models import Credential
from courant_core.module import module

log = structlog.get_logger()

PEOPLE = "courant.web.grant.list"
"""Web's answer about people, in the same form."""


@module.handles(contract.STANDING)
async def standing(caller: Caller, request: Nothing) -> Standing:
    """What core knows about credentials and people."""
    known = module.running.standing
    spaces = {name: sorted(keys) for name, keys in known.spaces.items()}
    return Standing(sorted(known.withdrawn), spaces, sorted(known.suspended))


async def remember() -> None:
    """Load the credentials revoked here."""
    module.running.standing.withdraw(await module.in_thread(_revoked))


async def learn() -> None:
    """Ask web about people; if web is away, it reports when it joins."""
    known = module.running.standing
    known.ask()
    try:
        people = decode(await module.session.call(PEOPLE), Standing)
    except CourantError as error:
        log.info("web has not reported who counts yet", reason=error.message)
        return
    known.learn(people.withdrawn, people.spaces)


def _revoked() -> list[str]:
    return [row.authid for row in Credential.objects.filter(revoked=True)]
