"""Reports programs that still call what is deprecated, once each."""

from dataclasses import dataclass, field

import structlog

from courant_kit.calls.caller import Caller
from courant_kit.wire.contract import Procedure

MOST = 1_000
"""How many callers are remembered; further ones are not reported."""

log = structlog.get_logger()


@dataclass(slots=True)
class Deprecations:
    """Who has called which deprecated procedure since this process started."""

    noted: set[tuple[str, str]] = field(default_factory=set)

    def note(self, procedure: Procedure, caller: Caller) -> None:
        """Write the first call of a deprecated procedure by this caller to the log; visitors are one caller."""
        who = caller.name or caller.role.value
        if not procedure.deprecated or (procedure.uri, who) in self.noted or len(self.noted) >= MOST:
            return
        self.noted.add((procedure.uri, who))
        log.warning("deprecated", procedure=procedure.uri, caller=who, instead=procedure.deprecated)
