"""Who may do what in the wiki."""

from courant_kit.calls.caller import ADMINS, BACKENDS, EDITORS, MEMBERS
from courant_kit.live.audience import EDITORS_ONLY, EVERYBODY
from courant_kit.process.settings import readers

READERS = readers("COURANT_WIKI_READERS")
"""Those who read pages, their history and their differences, and hear of them: EVERYBODY, or fewer in a closed wiki."""

LISTENERS = BACKENDS if READERS == EVERYBODY else ADMINS
"""Those who hear what happens to pages: of a closed wiki no module and no other backend, which are nobody's readers."""

WRITERS = EDITORS if READERS == EDITORS_ONLY else MEMBERS
"""Write pages: new ones, changes, and going back to an old revision. Whatever they do stays in the history."""

CURATORS = EDITORS
"""Move, delete and restore pages, and import them: what changes addresses or takes a text out of sight."""
