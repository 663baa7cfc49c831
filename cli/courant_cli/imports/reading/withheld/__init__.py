"""What a file says about publishing (no I/O). Whatever is not understood means that it is private.

A site generator decides by keys, by sections above the file, and by the folder in which it lies. Each reason not to
publish is a few words for the report; a file without reasons is public.
"""

from courant_cli.imports.reading.withheld.keys import by_keys, by_unread, ending, tells
from courant_cli.imports.reading.withheld.places import Places
from courant_cli.imports.reading.withheld.sections import Sections
from courant_cli.imports.reading.withheld.states import State, planned, state_of

__all__ = ["Places", "Sections", "State", "by_keys", "by_unread", "ending", "planned", "state_of", "tells"]
