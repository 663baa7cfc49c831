"""One round: what was pushed is applied to the wiki, then what happened there is committed and pushed."""

from courant_kit.process.wamp import Session
from twisted.internet.threads import deferToThread

from courant_cli.sync.bringing import Bringing
from courant_cli.sync.documents import Document
from courant_cli.sync.giving import Giving
from courant_cli.sync.remote import Unreachable
from courant_cli.sync.repository import Repository
from courant_cli.sync.sides import Choice, Outcome, Sides, Stopped

AGAIN = 5
"""How often a push is tried whose branch was moved by others meanwhile."""

MOVED = "Others moved the branch {branch} each time that it was to be pushed. It is tried again."
CLOSED = (
    "Not everybody may read this wiki, so nothing was pushed. If everybody who can read the repository may read the "
    "wiki, add --closed-wiki."
)


class Round:
    """One round, and what it has learned so far. `complete` also compares what no event says.

    `known` are documents that earlier rounds have read.
    """

    def __init__(
        self, session: Session, repository: Repository, choice: Choice, *, complete: bool,
        known: dict[str, Document] | None = None,
    ) -> None:  # fmt: skip
        self._sides = Sides(session, repository, choice, complete, {} if known is None else known)

    async def run(self) -> Outcome:
        """Do it; raises Stopped, Unreachable, Refused, and CourantError if the site does not answer."""
        sides = self._sides
        await sides.begin()
        if sides.at["readers"] != "everybody" and not sides.choice.closed:
            raise Stopped(CLOSED)
        bringing, giving = Bringing(sides), Giving(sides)
        for _ in range(AGAIN):
            tip = await deferToThread(sides.git.fetch)
            await self._know_push(tip)
            await bringing.bring(tip)
            if await giving.give(tip):
                return sides.outcome
        raise Unreachable(MOVED.format(branch=sides.git.remote.branch))

    async def waiting(self) -> int:
        """How many changes of the site the branch does not have, as far as that is known."""
        event = self._sides.at.get("event")
        return len((await self._sides.steps(event))[0]) if event else 0

    async def _know_push(self, tip: str) -> None:
        """A push whose end nobody saw has succeeded if the branch has its commit."""
        sides = self._sides
        pushing = sides.at["pushing"]
        if pushing and tip and sides.git.has(pushing) and sides.git.is_in(pushing, tip):
            await sides.note(pushing, sides.at["pushing_event"])
