"""Who may do what in the wiki, pure."""

from courant_kit.calls.caller import EDITORS, EVERYONE, MEMBERS

READERS = EVERYONE
"""Read pages, their history and their differences."""

WRITERS = MEMBERS
"""Write pages: new ones, changes, and going back to an old revision. Whatever they do stays in the history."""

KEEPERS = EDITORS
"""Move, delete and restore pages, and import them: what changes addresses or takes a text out of sight."""
