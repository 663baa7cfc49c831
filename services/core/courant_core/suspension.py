"""Suspends modules: a suspended module stays on the router but rejects every call, and the site shows it as away."""

import structlog
from courant_kit.calls.caller import Caller
from courant_kit.calls.errors import Invalid, NotFound
from courant_kit.process.discovery import SPECIAL
from courant_kit.wire.answers import Answer, Undo
from courant_kit.words import gettext as _

from courant_core import contract, models, state
from courant_core.module import module
from courant_core.registry import Known
from courant_core.state import registry

log = structlog.get_logger()


@module.handles(contract.SUSPEND)
async def suspend(caller: Caller, request: contract.Named) -> Answer:
    """Suspend a module until it is resumed; raises NotFound, and Invalid for core and web, which the site needs."""
    if request.name in SPECIAL:
        raise Invalid(
            _("The site cannot run without {name}, so it cannot be suspended.").format(name=request.name), field="name"
        )
    known = _known(request.name)
    await _change(known, caller, suspended=True)
    undo = Undo(call=contract.RESUME.uri, fields={"name": request.name}, label=_("Resume"))
    return Answer(notice=_("{title} has been suspended.").format(title=_(known.manifest.title)), undo=undo)


@module.handles(contract.RESUME)
async def resume(caller: Caller, request: contract.Named) -> Answer:
    """Resume a suspended module; raises NotFound."""
    known = _known(request.name)
    await _change(known, caller, suspended=False)
    undo = Undo(call=contract.SUSPEND.uri, fields={"name": request.name}, label=_("Suspend again"))
    return Answer(notice=_("{title} has been resumed.").format(title=_(known.manifest.title)), undo=undo)


def _known(name: str) -> Known:
    known = registry.known.get(name)
    if known is None:
        raise NotFound(_("There is no module {name}.").format(name=name), field="name")
    return known


async def _change(known: Known, caller: Caller, *, suspended: bool) -> None:
    """Store the change, inform the modules, then everybody: a window that returns then finds the module ready."""
    name = known.manifest.module
    known.suspended = suspended
    await module.in_thread(models.remember, name, registry.known)
    await state.publish_suspended()
    log.info("suspended" if suspended else "resumed", module=name, by=caller.name)
    await state.publish_module(name)
