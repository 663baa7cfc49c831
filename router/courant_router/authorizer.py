"""The component inside the router's process that answers Crossbar's questions about rights and hardens the process."""

from typing import Any

from autobahn.twisted.wamp import ApplicationSession

from courant_router import handover
from courant_router.hardening import harden
from courant_router.joining import let_programs_join
from courant_router.rights import authorization
from courant_router.tuning import tune


class Authorizer(ApplicationSession):
    """Registers `router.rights.authorize`, which the configuration has to name as the authorizer of each role.

    The tuning asks `rights` directly; without it, the router would call this before each action.
    """

    def __init__(self, config: Any = None) -> None:
        """Change the process here: Crossbar creates its components before it opens a port."""
        harden()
        let_programs_join()
        handover.install()
        super().__init__(config)
        self._installed = frozenset(config.extra["installed"])
        tune(self._installed)

    async def onJoin(self, details: Any) -> None:
        """Register the procedure once the component has joined."""
        await self.register(self.authorize, "router.rights.authorize")

    def authorize(self, session: dict[str, Any], uri: str, action: str, options: dict[str, Any]) -> dict[str, bool]:
        """Answer Crossbar's question (`rights.authorization`)."""
        return authorization(session, uri, action, options, self._installed)
