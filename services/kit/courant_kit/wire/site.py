"""What the site itself offers to every module, whoever answers for it: to be announced, and who counts.

Only core and web may register and publish below `courant.site.`; a module calls and subscribes.
"""

from courant_kit.calls.caller import SERVICES
from courant_kit.wire.contract import Procedure, Topic
from courant_kit.wire.manifest import Manifest
from courant_kit.wire.payload import Nothing, Payload


class Withdrawn(Payload):
    """Grants that no longer count, of people or of credentials, by authid: `<name>#<grant>`."""

    grants: list[str]
    event: int = 0


class Membership(Payload):
    """All the spaces (their keys) that a person belongs to from now on."""

    name: str
    spaces: list[str]
    event: int = 0


class Standing(Payload):
    """Who counts as what: the grants that no longer count, and the spaces of each person who belongs to any."""

    withdrawn: list[str]
    spaces: dict[str, list[str]] = {}


ANNOUNCE = Procedure(
    "courant.site.module.announce", Manifest, None, SERVICES, public=False, doc="A module describes itself."
)
STANDING = Procedure(
    "courant.site.standing.list", Nothing, Standing, SERVICES, public=False,
    doc="Which grants no longer count, and who belongs to which spaces.",
)  # fmt: skip
WANTED = Topic("courant.site.module.wanted", Nothing, SERVICES, doc="The site asks every module to announce itself.")
WITHDRAWN = Topic(
    "courant.site.standing.withdrawn", Withdrawn, SERVICES,
    doc="Somebody signed out, has other rights now, or lost a credential: these grants are refused from now on.",
)  # fmt: skip
MEMBERSHIP = Topic(
    "courant.site.standing.changed", Membership, SERVICES, doc="A person belongs to other spaces than before."
)
