"""The site's contract with every module: announcing, reports, withdrawn grants, spaces, suspension.

Only core and web may register and publish below `courant.site.`; modules call and subscribe.
"""

from datetime import datetime
from typing import Annotated

from msgspec import Meta

from courant_kit.calls.caller import ROUTER, SERVICES
from courant_kit.wire.contract import Procedure, Topic
from courant_kit.wire.manifest import Manifest
from courant_kit.wire.payload import Nothing, Payload


class Withdrawn(Payload):
    """Withdrawn grants of people or credentials, as authids: `<name>#<grant>`."""

    grants: list[str]
    event: int = 0


class Membership(Payload):
    """The keys of all spaces that a person now belongs to."""

    name: str
    spaces: list[str]
    event: int = 0


class Standing(Payload):
    """The withdrawn grants, the spaces of each person who belongs to any, and the modules that are suspended."""

    withdrawn: list[str]
    spaces: dict[str, list[str]] = {}
    suspended: list[str] = []


class Languages(Payload):
    """Languages, beside the site's default one, that open windows show; other languages are rendered when asked for."""

    languages: list[str]


class Suspended(Payload):
    """The complete list of suspended modules. A suspended module rejects every call."""

    modules: list[str]


Count = Annotated[int, Meta(ge=0, le=2**53)]
Milliseconds = Annotated[float, Meta(ge=0, le=1e9)]
Moment = Annotated[datetime, Meta(tz=True)]


class Report(Payload):
    """How one replica of a module is doing.

    `calls` and `refusals` count from its start (`since`). `p50` and `p99` are percentiles of the time to answer in
    milliseconds over the last five minutes, null if there were no answers. `pending` is the number of events not yet
    published; `fault` is the reference of the last fault, and `failed_at` its time.
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


class Fault(Payload):
    """What a module did that harms others: an answer that web could not show, none in time, or too much of something.

    `reference` finds it in the log, if it is not empty. `held` is the moment until which the module's pages are held
    back, if they are.
    """

    module: str
    words: Annotated[str, Meta(max_length=300)]
    reference: Annotated[str, Meta(max_length=40)]
    at: Moment
    held: Moment | None = None


ANNOUNCE = Procedure(
    "courant.site.module.announce", Manifest, None, SERVICES, public=False,
    doc="Announces a module with its manifest.",
)  # fmt: skip
REPORT = Procedure(
    "courant.site.module.report", Report, None, SERVICES, public=False, doc="Reports how a replica is doing."
)
FAULT = Procedure(
    "courant.site.module.fault", Fault, None, SERVICES | ROUTER, public=False,
    doc="Reports what a module did that harms others; for web and the router alone.",
)  # fmt: skip
STANDING = Procedure(
    "courant.site.standing.list", Nothing, Standing, SERVICES, public=False,
    doc="Lists withdrawn grants, the spaces of each person, and suspended modules.",
)  # fmt: skip
LANGUAGES = Procedure(
    "courant.site.language.list", Nothing, Languages, SERVICES, public=False, since="0.2",
    doc="Lists the languages that windows show, beside the site's default one.",
)  # fmt: skip
SHOWN = Topic(
    "courant.site.language.shown", Languages, SERVICES, since="0.2",
    doc="The languages that windows show, beside the site's default one, have changed.",
)  # fmt: skip
SUSPENDED = Topic(
    "courant.site.module.suspended", Suspended, SERVICES, doc="An administrator suspended or resumed a module."
)
WANTED = Topic("courant.site.module.wanted", Nothing, SERVICES, doc="The site asks every module to announce itself.")
WITHDRAWN = Topic(
    "courant.site.standing.withdrawn", Withdrawn, SERVICES,
    doc="Somebody signed out, got other rights or lost a credential: calls with these grants are now rejected.",
)  # fmt: skip
MEMBERSHIP = Topic("courant.site.standing.changed", Membership, SERVICES, doc="A person joined or left a space.")
