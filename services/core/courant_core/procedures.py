"""What core answers about modules and presence."""

from courant_kit.calls.caller import Caller
from courant_kit.calls.errors import Conflict, Forbidden, Invalid, NotFound
from courant_kit.live.audience import EVERYBODY, Audience, person
from courant_kit.wire.manifest import Manifest
from courant_kit.wire.payload import Nothing, encode
from courant_kit.wire.site import Report
from msgspec import convert

from courant_core import admission, contract, state
from courant_core.module import module
from courant_core.presence import key_of
from courant_core.registry import Known
from courant_core.state import presence, registry, reports


@module.handles(contract.ANNOUNCE)
async def announce(caller: Caller, request: Manifest) -> None:
    """Take up a module's manifest; raises Invalid when it is not its own, or its paths are another's."""
    session = _session_of(caller, request.module)
    admission.check(request, registry.others(request.module))
    if registry.announce(request, session):
        await state.publish_module(request.module)
        return
    state.show_modules()
    if request.module == module.name:
        # Core is back: nothing of it changed, but it knows nobody's presence.
        await state.publish_changed(request.module)


@module.handles(contract.REPORT)
async def report(caller: Caller, request: Report) -> None:
    """Take a replica's report; that of one which has not announced itself yet is passed over."""
    session = _session_of(caller, request.module)
    if registry.has(session) and reports.take(session, request):
        state.show_modules()


@module.handles(contract.LIST)
async def list_modules(caller: Caller, request: Nothing) -> contract.Modules:
    """Every module that is known, with those that are away."""
    return contract.Modules([_listed(known) for known in registry.listed()])


@module.handles(contract.FORGET)
async def forget(caller: Caller, request: contract.Named) -> None:
    """Forget a module; raises Conflict while it is there."""
    known = registry.known.get(request.name)
    if known is None:
        raise NotFound(f"There is no module {request.name}.", field="name")
    if known.present:
        raise Conflict(f"The module {request.name} is there. Stop its process first.", field="name")
    registry.forget(request.name)
    await state.publish_module(request.name)


@module.handles(contract.ENTER)
async def enter(caller: Caller, request: contract.EnterPage) -> contract.Entered:
    """Note which page a window shows; a page asked for by web on somebody's behalf is no window, and no program is."""
    if caller.session is None or (caller.name and not caller.person):
        raise Invalid("Only an open window can be present.")
    page = key_of(request.page, _seen_by(request.audience or EVERYBODY, caller))
    state.show(presence.enter(caller.session, caller.person, page))
    return contract.Entered(str(contract.PRESENCE(page)), contract.PRESENCE(page).topic)


def _session_of(caller: Caller, name: str) -> int:
    """The session of a module that speaks for itself; raises Forbidden when it is another."""
    if caller.session is None or caller.module != name:
        raise Forbidden(f"You are {caller.module or caller.role}, not the module {name}.")
    return caller.session


def _seen_by(audience: Audience, caller: Caller) -> Audience:
    """Those who may see who is on a page of this audience; on a page made for one person that is the person."""
    if not audience.known:
        return person(caller.person) if caller.person else EVERYBODY
    if not audience.admits(caller):
        raise Forbidden("This page is not for you.")
    return audience


def _listed(known: Known) -> contract.ListedModule:
    return convert(
        {**encode(known.manifest), "present": known.serving, "suspended": known.suspended}, contract.ListedModule
    )
