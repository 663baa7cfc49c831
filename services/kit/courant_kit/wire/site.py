"""What the site itself offers to every module, whoever answers for it: to be announced, and who counts.

Only core and web may register and publish below `courant.site.`; a module calls and subscribes.
"""

from datetime import datetime
from typing import Annotated

from msgspec import Meta

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
    """Who counts as what: the grants that no longer count, and the spaces of each person who belongs to any.

    `suspended` are the modules that an administrator has suspended.
    """

    withdrawn: list[str]
    spaces: dict[str, list[str]] = {}
    suspended: list[str] = []


class Suspended(Payload):
    """All the modules that are suspended from now on, and no others: each of them refuses every call."""

    modules: list[str]


Count = Annotated[int, Meta(ge=0, le=2**53)]
Milliseconds = Annotated[float, Meta(ge=0, le=1e9)]
Moment = Annotated[datetime, Meta(tz=True)]


class Report(Payload):
    """How one replica of a module is doing.

    `calls` and `refusals` count since it started (`since`); `p50` and `p99` are the milliseconds within which that
    share of the answers of the last five minutes was given, null when there were none; `pending` counts the events that
    are not published yet; `fault` is the reference of the last fault, and `failed_at` its moment.
    """

    module: str
    since: Moment
    calls: Count = 0
    refusals: Count = 0
    p50: Milliseconds | None = None
    p99: Milliseconds | None = None
    pending: Count = 0
    fault: Annotated[str, Meta(max_length=40)] = ""
    failed_at: Moment | None = None


ANNOUNCE = Procedure(
    "courant.site.module.announce", Manifest, None, SERVICES, public=False, doc="A module describes itself."
)
REPORT = Procedure(
    "courant.site.module.report", Report, None, SERVICES, public=False, doc="A replica says how it is doing."
)
STANDING = Procedure(
    "courant.site.standing.list", Nothing, Standing, SERVICES, public=False,
    doc="Which grants no longer count, who belongs to which spaces, and which modules are suspended.",
)  # fmt: skip
SUSPENDED = Topic(
    "courant.site.module.suspended", Suspended, SERVICES, doc="An administrator suspended or resumed a module."
)
WANTED = Topic("courant.site.module.wanted", Nothing, SERVICES, doc="The site asks every module to announce itself.")
WITHDRAWN = Topic(
    "courant.site.standing.withdrawn", Withdrawn, SERVICES,
    doc="Somebody signed out, has other rights now, or lost a credential: these grants are refused from now on.",
)  # fmt: skip
MEMBERSHIP = Topic(
    "courant.site.standing.changed", Membership, SERVICES, doc="A person belongs to other spaces than before."
)
