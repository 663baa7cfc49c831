"""The component in the router's own process: it answers questions about rights, and has the process hardened."""

from typing import Any

from autobahn.twisted.wamp import ApplicationSession

from courant_router.hardening import harden
from courant_router.rights import allows, client


class Authorizer(ApplicationSession):
    """Registers `router.rights.authorize`, which the router calls before each action of a role that names it."""

    def __init__(self, config: Any = None) -> None:
        """Harden the process: Crossbar makes its components before it opens a port."""
        harden()
        super().__init__(config)
        self._installed = frozenset(config.extra["installed"])

    async def onJoin(self, details: Any) -> None:
        """Offer the procedure once the router has let this component in."""
        await self.register(self.authorize, "router.rights.authorize")

    def authorize(self, session: dict[str, Any], uri: str, action: str, options: dict[str, Any]) -> dict[str, bool]:
        """Answer Crossbar's question; nothing is cached, since the router would keep every URI ever asked for.

        `options` are those of the message; of a subscription or registration, `match` says how its URI is meant.
        """
        allow = allows(client(session), action, uri, self._installed, options.get("match") or "exact")
        return {"allow": allow, "disclose": allow, "cache": False}
