"""Who may do what in the wiki, pure."""

from courant_kit.calls.caller import ADMINS, BACKENDS, EDITORS, MEMBERS, SERVICES
from courant_kit.live.audience import EVERYBODY

READERS = EVERYBODY
"""Those who read pages, their history and their differences: EVERYBODY, or MEMBERS_ONLY for a closed wiki."""

LISTENERS = BACKENDS if READERS == EVERYBODY else ADMINS | SERVICES
"""Programs that hear what happens to pages."""

WRITERS = MEMBERS
"""Write pages: new ones, changes, and going back to an old revision. Whatever they do stays in the history."""

KEEPERS = EDITORS
"""Move, delete and restore pages, and import them: what changes addresses or takes a text out of sight."""
