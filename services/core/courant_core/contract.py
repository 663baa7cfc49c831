"""What core offers: procedures and topics with their payloads and who may use them."""

from typing import Annotated, Literal

from courant_kit.calls.caller import ADMINS, EVERYONE, PEOPLE
from courant_kit.live.audience import ADMINISTRATORS_ONLY, Audience
from courant_kit.live.fragment import Fragment
from courant_kit.wire.answers import Answer
from courant_kit.wire.contract import Procedure, Topic, page
from courant_kit.wire.manifest import Manifest
from courant_kit.wire.payload import Nothing, Payload
from courant_kit.wire.site import ANNOUNCE, REPORT, STANDING, SUSPENDED, WANTED, WITHDRAWN
from courant_kit.wire.standard import authenticator
from msgspec import Meta

from courant_core.presence import seen_by

__all__ = ["ANNOUNCE", "REPORT", "STANDING", "SUSPENDED", "WANTED", "WITHDRAWN"]

Path = Annotated[str, Meta(min_length=1, max_length=2000, pattern="^/")]


class ListedModule(Manifest):
    """A module that core knows, whether its pages answer, and whether an administrator has suspended it."""

    present: bool = False
    suspended: bool = False


class Modules(Payload):
    """Every module that core knows, those that are away included, in the order of the menu."""

    modules: list[ListedModule]


class Named(Payload):
    """Names a module or a credential."""

    name: str


class ModuleChanged(Payload):
    """A module came, went, was suspended or resumed, or says something else of itself.

    Ask `courant.core.module.list` again.

    For the module `core` it means besides: enter presence again, core has just started and knows nobody.
    """

    module: str
    present: bool


class EnterPage(Payload):
    """Says which page a window shows: its path on this site, and the audience that the page says it is for.

    Left out, that is everybody.
    """

    page: Path
    audience: Audience | None = None


class Entered(Payload):
    """The live fragment that shows who is on the page, and its topic."""

    fragment: str
    topic: str


class NewCredential(Payload):
    """Asks for a credential for a `module` or another `backend`.

    `role` is what a backend may do: `backend` (hear events, call what is meant for programs) or the role of a person.
    """

    name: str
    kind: Literal["module", "backend"]
    role: Literal["", "backend", "member", "editor", "admin"] = ""


class Created(Payload):
    """A new credential with its secret, which cannot be shown again."""

    name: str
    secret: str


class ListedCredential(Payload):
    """A credential without its secret; `created` is a moment in ISO 8601."""

    name: str
    kind: str
    role: str
    created: str


class Credentials(Payload):
    """Every credential, by name."""

    credentials: list[ListedCredential]


LIST = Procedure("courant.core.module.list", Nothing, Modules, EVERYONE, doc="Every module of the site.")
FORGET = Procedure(
    "courant.core.module.forget", Named, None, ADMINS, writes=True, doc="Forget a module that is away for good."
)
SUSPEND = Procedure(
    "courant.core.module.suspend", Named, Answer, ADMINS, writes=True,
    doc="Take a module out of the site: it rejects every call until it is resumed.",
)  # fmt: skip
RESUME = Procedure(
    "courant.core.module.resume", Named, Answer, ADMINS, writes=True, doc="Let a suspended module answer again."
)
ENTER = Procedure(
    "courant.core.presence.enter", EnterPage, Entered, frozenset(PEOPLE), doc="A window says which page it shows."
)
CREATE_CREDENTIAL = Procedure(
    "courant.core.credential.create", NewCredential, Created, ADMINS, writes=True, doc="Let a module or backend in."
)
LIST_CREDENTIALS = Procedure(
    "courant.core.credential.list", Nothing, Credentials, ADMINS, doc="Which modules and backends may join."
)
REVOKE_CREDENTIAL = Procedure(
    "courant.core.credential.revoke",
    Named,
    None,
    ADMINS,
    writes=True,
    doc="Take a credential back, and end its sessions.",
)
AUTHENTICATE = authenticator("courant.core.credential.authenticate", "Whether a ticket is that of a credential.")
PAGE_FRONT = page("courant.core.page.front", doc="The front page: a part of each module that has one.")
PAGE_MODULES = page("courant.core.page.modules", who=ADMINS, doc="How each module is doing, for administrators.")

MENU = Fragment("core.menu", memory=True, doc="The site's menu: the entries of the modules that are there.")
PRESENCE = Fragment("core.presence", key=str, audience=seen_by, memory=True, doc="Who is on the page with this key.")
FRONT_PAGE = Fragment(
    "core.front", memory=True, doc="The front page as a whole; each new version has windows ask for the page again."
)
MODULES = Fragment("core.modules", audience=ADMINISTRATORS_ONLY, memory=True, doc="The modules and how each is doing.")

CHANGED = Topic(
    "courant.core.module.changed",
    ModuleChanged,
    EVERYONE,
    doc="A module came, went, was suspended or resumed, or changed.",
)
