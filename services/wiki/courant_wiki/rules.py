"""The roles and audiences for everything in the wiki."""

from courant_kit.calls.caller import ADMINS, BACKENDS, EDITORS, SERVICES
from courant_kit.live.audience import EDITORS_ONLY, EVERYBODY
from courant_kit.process.environment import readers, writers

READERS = readers("COURANT_WIKI_READERS")
"""Who may read pages, histories and differences and receive their updates: EVERYBODY, or fewer in a closed wiki."""

LISTENERS = BACKENDS if READERS == EVERYBODY else ADMINS
"""Who receives the events of pages. In a closed wiki, no module and no other backend does, since nobody reads there."""

SEARCHERS = LISTENERS | SERVICES
"""Who receives the keys of changed pages, for the search. Only the search may ask for the pages themselves."""

WRITERS = EDITORS if READERS == EDITORS_ONLY else writers("COURANT_WIKI_WRITERS")
"""Who may write pages: create and change them, and revert to an old revision; never somebody who may not read them.

By default these are editors only, because anybody may sign up as a member. Every change stays in the history.
"""

CURATORS = EDITORS
"""Who may move, delete, restore and import pages, which changes addresses or removes texts."""
