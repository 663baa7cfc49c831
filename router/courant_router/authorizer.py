"""The component inside the router's process that answers Crossbar's questions about rights and hardens the process."""

from datetime import UTC, datetime
from typing import Any

from autobahn.twisted.wamp import ApplicationSession

from courant_router import handover, pacing
from courant_router.hardening import harden
from courant_router.joining import let_programs_join
from courant_router.rights import authorization
from courant_router.tuning import tune

FAULT = "courant.site.module.fault"


def _later(seconds: float, act: Any, *arguments: Any) -> None:
    from twisted.internet import reactor

    clock: Any = reactor
    clock.callLater(seconds, act, *arguments)


class Authorizer(ApplicationSession):
    """Registers `router.rights.authorize`, which the configuration has to name as the authorizer of each role.

    The tuning asks `rights` directly; without it, the router would call this before each action.
    """

    def __init__(self, config: Any = None) -> None:
        """Change the process here: Crossbar creates its components before it opens a port."""
        harden()
        let_programs_join()
        handover.install()
        pacing.install(_later, self._slowed)
        super().__init__(config)
        self._installed = frozenset(config.extra["installed"])
        tune(self._installed)

    async def onJoin(self, details: Any) -> None:
        """Register the procedure once the component has joined."""
        await self.register(self.authorize, "router.rights.authorize")

    def _slowed(self, name: str) -> None:
        """Report a module that was slowed down to core, which shows it to administrators; core may be away."""
        words = "It sent so many events and calls that the router reads it more slowly."
        self.call(FAULT, name, words, "", datetime.now(UTC).isoformat()).addErrback(lambda _: None)

    def authorize(self, session: dict[str, Any], uri: str, action: str, options: dict[str, Any]) -> dict[str, bool]:
        """Answer Crossbar's question (`rights.authorization`)."""
        return authorization(session, uri, action, options, self._installed)
