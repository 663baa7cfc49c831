"""The component inside the router's process that answers Crossbar's questions about rights and hardens the process."""

from typing import Any

from autobahn.twisted.wamp import ApplicationSession

from courant_router import handover
from courant_router.hardening import harden
from courant_router.rights import allows, client
from courant_router.tuning import tune


class Authorizer(ApplicationSession):
    """Registers `router.rights.authorize`, which the router calls before each action of a role that names it."""

    def __init__(self, config: Any = None) -> None:
        """Change the process here: Crossbar creates its components before it opens a port."""
        harden()
        handover.install()
        super().__init__(config)
        self._installed = frozenset(config.extra["installed"])
        tune(self._installed)

    async def onJoin(self, details: Any) -> None:
        """Register the procedure once the component has joined."""
        await self.register(self.authorize, "router.rights.authorize")

    def authorize(self, session: dict[str, Any], uri: str, action: str, options: dict[str, Any]) -> dict[str, bool]:
        """Answer Crossbar's question. The router would never drop an answer that it may cache, so it caches none.

        `options` are those of the message; the `match` of a subscription or registration
        says how its URI is meant.
        """
        allow = allows(client(session), action, uri, self._installed, options.get("match") or "exact")
        return {"allow": allow, "disclose": allow, "cache": False}
