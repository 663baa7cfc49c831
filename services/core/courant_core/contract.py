"""Core's contract: its procedures and topics, with their payloads and the roles that may use them."""

from typing import Annotated, Literal

from courant_kit.calls.caller import ADMINS, BACKENDS, EVERYONE, PEOPLE, SERVICES
from courant_kit.live.audience import ADMINISTRATORS_ONLY, Audience
from courant_kit.live.fragment import Fragment
from courant_kit.wire.answers import Answer
from courant_kit.wire.contract import Procedure, Topic, page
from courant_kit.wire.manifest import Manifest
from courant_kit.wire.payload import Nothing, Payload
from courant_kit.wire.site import ANNOUNCE, FAULT, LANGUAGES, REPORT, SHOWN, STANDING, SUSPENDED, WANTED, WITHDRAWN
from courant_kit.wire.standard import authenticator
from msgspec import Meta

from courant_core.importing.entries import (
    BEGIN_IMPORT_FILE,
    CLEAR_IMPORT,
    GET_IMPORT_FILE,
    IMPORT,
    PAGE_IMPORT,
    PAGE_IMPORT_REPORT,
    PUT_IMPORT_FILE,
    START_IMPORT,
    STOP_IMPORT,
)
from courant_core.presence import seen_by
from courant_core.redirects.payloads import (
    AddedRedirects,
    FindRedirects,
    NamedRedirect,
    NewAddress,
    NewRedirects,
    OldAddress,
    PastedRedirects,
    Redirects,
    RedirectsPage,
)
from courant_core.site.payloads import (
    ChangeSite,
    DraftedSite,
    DraftOf,
    NamedDraft,
    NamedRevision,
    ShownSite,
    SiteChanged,
    SiteHistory,
)
from courant_core.viewing_contract import ADD_VIEWS, LIST_VIEWS, PAGE_VIEWS, VIEWS

__all__ = [
    "ADD_VIEWS", "ANNOUNCE", "BEGIN_IMPORT_FILE", "CLEAR_IMPORT", "FAULT", "GET_IMPORT_FILE", "IMPORT", "LANGUAGES",
    "LIST_VIEWS", "PAGE_IMPORT", "PAGE_IMPORT_REPORT", "PAGE_VIEWS", "PUT_IMPORT_FILE", "REPORT", "SHOWN", "STANDING",
    "START_IMPORT", "STOP_IMPORT", "SUSPENDED", "VIEWS", "WANTED", "WITHDRAWN",
]  # fmt: skip

SINCE = "0.1"
"""The release that has every entry of this contract which names no other."""

Path = Annotated[str, Meta(min_length=1, max_length=2000, pattern="^/")]


class ListedModule(Manifest):
    """A module that core knows, whether its pages answer, and whether an administrator has suspended it."""

    present: bool = False
    suspended: bool = False


class Modules(Payload):
    """Every module that core knows, including those that are away, in the order of the menu."""

    modules: list[ListedModule]


class Named(Payload):
    """Identifies a module or a credential."""

    name: str


class DescribedModule(Payload):
    """Identifies the module whose contract a page shows."""

    name: Annotated[str, Meta(max_length=40)]


class ModuleChanged(Payload):
    """A module joined, left, was suspended or resumed, or changed its manifest.

    Call `courant.core.module.list` again to get the new state.

    For the module `core`, it also means that core has restarted without knowing any window: enter presence again.
    """

    module: str
    present: bool


class EnterPage(Payload):
    """Reports which page a window shows: its path on this site, and the page's audience.

    Without an audience, the page is for everybody.
    """

    page: Path
    audience: Audience | None = None


class Entered(Payload):
    """The live fragment that shows who is on the page, and its topic."""

    fragment: str
    topic: str


class WindowEvent(Payload):
    """A window: a name that only tells windows apart, the user name of the person ("" for a visitor), and the role.

    `missed` is how many events about windows were left out before this one, because there were too many in a second.
    """

    window: str
    name: str
    role: str
    missed: int = 0


class Viewed(WindowEvent, kw_only=True):
    """A window shows a page: its path, or "" if the page is not for everybody."""

    page: str


class NewCredential(Payload):
    """Requests a credential for a `module` or another `backend`.

    `role` is the role of a backend: `backend` (receives events, calls procedures for programs) or a role that people
    have. `method` says how the program proves on the router who it is: it sends its secret (`ticket`), signs a
    challenge with it (`wampcra`), or signs one with a key of its own (`cryptosign`), whose public half is `key`:
    Ed25519, 64 hexadecimal digits.
    """

    name: str
    kind: Literal["module", "backend"]
    role: Literal["", "backend", "member", "editor", "admin"] = ""
    method: Literal["ticket", "wampcra", "cryptosign"] = "ticket"
    key: str = ""


class Renewal(Payload):
    """Requests a new secret for a credential, or names the new public `key` of one that joins by `cryptosign`."""

    name: str
    key: str = ""


class Created(Payload):
    """A new credential with its secret, which is shown only this once; it is empty if the program has a key."""

    name: str
    secret: str


class ListedCredential(Payload):
    """A credential without its secret; `created` is a moment in ISO 8601, `method` as in the request for a new one."""

    name: str
    kind: str
    role: str
    created: str
    method: str


class Credentials(Payload):
    """Every credential, by name."""

    credentials: list[ListedCredential]


LIST = Procedure("courant.core.module.list", Nothing, Modules, EVERYONE, doc="All modules of the site.")
FORGET = Procedure(
    "courant.core.module.forget", Named, None, ADMINS, writes=True, doc="Deletes a module that is away for good."
)
SUSPEND = Procedure(
    "courant.core.module.suspend", Named, Answer, ADMINS, writes=True,
    doc="Suspends a module: it rejects every call until it is resumed.",
)  # fmt: skip
RESUME = Procedure("courant.core.module.resume", Named, Answer, ADMINS, writes=True, doc="Resumes a suspended module.")
ENTER = Procedure(
    "courant.core.presence.enter", EnterPage, Entered, frozenset(PEOPLE), doc="Reports which page a window shows."
)
CREATE_CREDENTIAL = Procedure(
    "courant.core.credential.create", NewCredential, Created, ADMINS, writes=True,
    doc="Creates a credential for a module or backend.",
)  # fmt: skip
LIST_CREDENTIALS = Procedure(
    "courant.core.credential.list", Nothing, Credentials, ADMINS, doc="The modules and backends that may join."
)
REVOKE_CREDENTIAL = Procedure(
    "courant.core.credential.revoke",
    Named,
    None,
    ADMINS,
    writes=True,
    doc="Revokes a credential and ends its sessions; a module is no longer listed.",
)
RENEW_CREDENTIAL = Procedure(
    "courant.core.credential.renew", Renewal, Created, ADMINS, writes=True,
    doc="Replaces a credential's secret or key and ends the sessions of the old one.",
)  # fmt: skip
AUTHENTICATE = authenticator(
    "courant.core.credential.authenticate",
    "Checks the ticket of a credential, or returns what its bearer's signature is checked with.",
)
ADD_REDIRECTS = Procedure(
    "courant.core.redirect.add_many", NewRedirects, AddedRedirects, ADMINS | SERVICES, writes=True, since="0.2",
    doc="Adds redirects from old addresses, for administrators and imports; each is checked by itself.",
)  # fmt: skip
PASTE_REDIRECTS = Procedure(
    "courant.core.redirect.paste", PastedRedirects, Answer, ADMINS, writes=True, since="0.2",
    doc="Adds redirects from lines of text, all or none of them.",
)  # fmt: skip
REMOVE_REDIRECT = Procedure(
    "courant.core.redirect.remove", NamedRedirect, Answer, ADMINS, writes=True, since="0.2", doc="Removes a redirect."
)
LIST_REDIRECTS = Procedure(
    "courant.core.redirect.list", FindRedirects, Redirects, ADMINS | SERVICES, since="0.2",
    doc="Redirects, by old address.",
)  # fmt: skip
FIND_REDIRECT = Procedure(
    "courant.core.redirect.find", OldAddress, NewAddress, SERVICES, since="0.2",
    doc="Where an address leads that no page has, in the end.",
)  # fmt: skip
SHOW_SITE = Procedure("courant.core.site.show", Nothing, ShownSite, EVERYONE, since="0.2", doc="The site's settings.")
SAVE_SITE = Procedure(
    "courant.core.site.save", ChangeSite, Answer, ADMINS, writes=True, since="0.2",
    doc="Changes settings of the site, for everybody at once.",
)  # fmt: skip
PREVIEW_SITE = Procedure(
    "courant.core.site.preview", ChangeSite, Answer, ADMINS, alters=True, since="0.2",
    doc="Shows the caller alone the site with other settings, which are not saved.",
)  # fmt: skip
RESTORE_SITE = Procedure(
    "courant.core.site.restore", NamedRevision, Answer, ADMINS, writes=True, since="0.2",
    doc="Saves the settings of an older revision again; 0 are those of the environment.",
)  # fmt: skip
SITE_HISTORY = Procedure(
    "courant.core.site.history", Nothing, SiteHistory, ADMINS, since="0.2",
    doc="The revisions of the site's settings, the newest first.",
)  # fmt: skip
SITE_DRAFT = Procedure(
    "courant.core.site.draft", DraftOf, DraftedSite, SERVICES, public=False, since="0.2",
    doc="Settings that an administrator looks at before saving them, for web.",
)  # fmt: skip
PAGE_FRONT = page("courant.core.page.front", doc="The front page, with a part of each module that has one.")
PAGE_MODULES = page("courant.core.page.modules", who=ADMINS, doc="The state of each module, for administrators.")
PAGE_SITE = page("courant.core.page.site", who=ADMINS, since="0.2", doc="The site's settings, for administrators.")
PAGE_PREVIEW = page(
    "courant.core.page.preview", NamedDraft, ADMINS, since="0.2", doc="The front page with settings that are not saved."
)
PAGE_REDIRECTS = page(
    "courant.core.page.redirects", RedirectsPage, ADMINS, since="0.2",
    doc="The redirects from old addresses, for administrators.",
)  # fmt: skip
PAGE_API = page("courant.core.page.api", who=ADMINS, doc="The modules, with what can be called and subscribed to.")
PAGE_API_MODULE = page(
    "courant.core.page.api_module", DescribedModule, ADMINS,
    doc="What can be called and subscribed to in one module, to be tried.",
)  # fmt: skip

MENU = Fragment("core.menu", memory=True, doc="The site's menu: the entries of the modules that are present.")
PRESENCE = Fragment("core.presence", key=str, audience=seen_by, memory=True, doc="Who is on the page with this key.")
FRONT_PAGE = Fragment(
    "core.front", memory=True, doc="The complete front page; each new version makes windows load the page again."
)
MODULES = Fragment("core.modules", audience=ADMINISTRATORS_ONLY, memory=True, doc="The modules and the state of each.")
API = Fragment(
    "core.api", audience=ADMINISTRATORS_ONLY, memory=True, doc="The modules whose contracts can be read now."
)
BRAND = Fragment("core.brand", memory=True, since="0.2", doc="The site's logo and name.")
FOOTER = Fragment("core.footer", memory=True, since="0.2", doc="The words of the site's footer.")
LOOK = Fragment("core.look", memory=True, since="0.2", doc="The style sheets of the site's settings.")
SITE_PAGE = Fragment(
    "core.site", audience=ADMINISTRATORS_ONLY, memory=True, since="0.2",
    doc="The page of the site's settings; each new version makes windows load the page again.",
)  # fmt: skip
REDIRECTS = Fragment(
    "core.redirects", audience=ADMINISTRATORS_ONLY, since="0.2",
    doc="How many redirects there are; each new version makes windows load their page again.",
)  # fmt: skip

SITE_CHANGED = Topic(
    "courant.core.site.changed", SiteChanged, BACKENDS, since="0.2",
    doc="The site's settings have changed: its name, its time zone, its looks, its menu or its front page.",
)  # fmt: skip
CHANGED = Topic(
    "courant.core.module.changed",
    ModuleChanged,
    EVERYONE,
    doc="A module joined, left, was suspended or resumed, or changed its manifest.",
)
CONNECTED = Topic(
    "courant.core.window.connected", WindowEvent, BACKENDS,
    doc="Somebody has opened a window; after a restart of core or the router, each window connects again.",
)  # fmt: skip
DISCONNECTED = Topic("courant.core.window.disconnected", WindowEvent, BACKENDS, doc="A window has lost its connection.")
VIEWED = Topic("courant.core.window.viewed", Viewed, BACKENDS, doc="A window shows another page.")
