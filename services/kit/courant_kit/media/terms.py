"""What a module says of its uploads."""

from dataclasses import dataclass

from courant_kit.calls.caller import Role
from courant_kit.media.uses import Places
from courant_kit.wire.uploads import UploadCalls


@dataclass(frozen=True, slots=True)
class Uploads:
    """The calls of a module's uploads, which its contract declares, and where uploads stand (see `media.stands`)."""

    calls: UploadCalls
    places: Places

    @property
    def librarians(self) -> frozenset[Role]:
        """Who keeps the library."""
        return self.calls.librarians
