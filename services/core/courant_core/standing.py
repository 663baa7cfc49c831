"""Who counts on the site, for every service that asks: credentials that core revoked, and what web says of people.

Which modules are suspended is here too, since every module asks for it together with the rest.
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
"""What web answers of people, in the same form."""


@module.handles(contract.STANDING)
async def standing(caller: Caller, request: Nothing) -> Standing:
    """What core has learned, of credentials and of people."""
    known = module.running.standing
    spaces = {name: sorted(keys) for name, keys in known.spaces.items()}
    return Standing(sorted(known.withdrawn), spaces, sorted(known.suspended))


async def learn() -> None:
    """Take up what was revoked here, and what web knows; web tells it when it joins in case it is away now."""
    known = module.running.standing
    known.withdraw(await module.in_thread(_revoked))
    known.ask()
    try:
        people = decode(await module.session.call(PEOPLE), Standing)
    except CourantError as error:
        log.info("web does not say who counts yet", reason=error.message)
        return
    known.learn(people.withdrawn, people.spaces)


def _revoked() -> list[str]:
    return [row.authid for row in Credential.objects.filter(revoked=True)]
