"""The roles and audiences for everything in the wiki, and who may settle a thread."""

from courant_kit.calls.caller import ADMINS, BACKENDS, EDITORS, MEMBERS, SERVICES, Caller
from courant_kit.calls.errors import Forbidden
from courant_kit.live.audience import EDITORS_ONLY, EVERYBODY, MEMBERS_ONLY
from courant_kit.process.environment import readers, writers
from courant_kit.wire.search import SEARCHER
from courant_kit.words import gettext as _

READERS = readers("COURANT_WIKI_READERS")
"""Who may read pages, histories and differences and receive their updates: EVERYBODY, or fewer in a closed wiki."""

LISTENERS = BACKENDS if READERS == EVERYBODY else ADMINS
"""Who receives the events of pages. In a closed wiki, no module and no other backend does, since nobody reads there."""

SEARCHERS = LISTENERS | SERVICES if READERS == EVERYBODY else SEARCHER
"""Who receives the keys of changed pages: in a closed wiki the search alone, which alone may ask for the pages."""

WRITERS = EDITORS if READERS == EDITORS_ONLY else writers("COURANT_WIKI_WRITERS")
"""Who may write pages: create and change them, and revert to an old revision; never somebody who may not read them.

By default these are editors only, because anybody may sign up as a member. Every change stays in the history.
"""

COMMENTERS = MEMBERS if READERS in (EVERYBODY, MEMBERS_ONLY) else EDITORS
"""Who may comment on passages: everybody who is signed in and may read the pages."""

CURATORS = EDITORS
"""Who may move, delete, restore and import pages, which changes addresses or removes texts."""


def check_may_settle(caller: Caller, author: str) -> None:
    """Editors may resolve and reopen any thread, others only those they opened; raises Forbidden."""
    if not caller.is_(EDITORS) and caller.name != author:
        raise Forbidden(_("Only the person who opened a thread and editors can resolve or reopen it."))
