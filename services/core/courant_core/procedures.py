"""Core's procedures for modules and presence."""

from courant_kit.calls.caller import Caller, Role
from courant_kit.calls.errors import Conflict, Forbidden, Invalid, NotFound
from courant_kit.live import languages
from courant_kit.live.audience import EVERYBODY, Audience, person
from courant_kit.wire.manifest import Manifest
from courant_kit.wire.payload import Nothing, encode
from courant_kit.wire.site import Fault, Languages, Report
from courant_kit.words import gettext as _
from msgspec import convert

from courant_core import admission, contract, state
from courant_core.module import module
from courant_core.presence import key_of
from courant_core.registry import Known
from courant_core.state import presence, registry, reports, windows


@module.handles(contract.ANNOUNCE)
async def announce(caller: Caller, request: Manifest) -> None:
    """Register a module's manifest; raises Forbidden if another session sent it, Invalid if it is not admissible.

    Raises RateLimited if the module came or changed too often, admissibly or not. What changes of a module that stays
    is published at once, and then at most once in a while: every window and web ask anew each time.
    """
    session = _session_of(caller, request.module)
    if registry.is_news(request):
        state.count_news(request.module)  # first: comparing its paths with those of all others is what costs
        admission.check(request, registry.others(request.module))
    else:
        admission.check_sizes(request)  # all but its version was admitted before
    stays = registry.is_present(request.module)
    if registry.announce(request, session):
        await (state.publish_change if stays else state.publish_module)(request.module)
        return
    state.show_modules()
    if request.module == module.name:
        # Core has restarted: its manifest is the same, but it has lost everybody's presence.
        await state.publish_changed(request.module)


@module.handles(contract.REPORT)
async def report(caller: Caller, request: Report) -> None:
    """Accept a replica's report; ignores a replica that has not announced itself yet."""
    session = _session_of(caller, request.module)
    if registry.has(session) and reports.take(session, request):
        state.show_modules()


@module.handles(contract.FAULT)
async def fault(caller: Caller, request: Fault) -> None:
    """Show administrators what a module did; only web, which shows answers, and the router may say so."""
    if caller.role is not Role.ROUTER:
        _session_of(caller, "web")
    state.blame(request)


@module.handles(contract.LANGUAGES)
async def list_languages(caller: Caller, request: Nothing) -> Languages:
    """The languages in which changes are rendered, beside the site's default one."""
    return Languages(state.spoken.shown)


@module.handles(contract.LIST)
async def list_modules(caller: Caller, request: Nothing) -> contract.Modules:
    """Every known module, including those that are away."""
    return contract.Modules([_listed(known) for known in registry.listed()])


@module.handles(contract.FORGET)
async def forget(caller: Caller, request: contract.Named) -> None:
    """Delete a module's entry; raises NotFound, and Conflict while the module is running."""
    known = registry.known.get(request.name)
    if known is None:
        raise NotFound(_("There is no module {name}.").format(name=request.name), field="name")
    if known.present:
        raise Conflict(
            _("The module {name} is running. Stop its process first.").format(name=request.name), field="name"
        )
    await state.forget_module(request.name)


@module.handles(contract.ENTER)
async def enter(caller: Caller, request: contract.EnterPage) -> contract.Entered:
    """Record which page a window shows; rejects programs and the calls that web makes, which are no windows."""
    if caller.session is None or (caller.name and not caller.person):
        raise Invalid(_("Only an open window can enter a page."))
    audience = _seen_by(request.audience or EVERYBODY, caller)
    page = key_of(request.page, audience)
    state.show(presence.enter(caller.session, caller.person, page))
    state.note_language(caller.session, languages.active())
    path = request.page if audience == EVERYBODY else ""
    state.publish_windows(windows.view(caller.session, caller.person, caller.role, path))
    topic = languages.named(contract.PRESENCE(page).topic, languages.active())
    return contract.Entered(str(contract.PRESENCE(page)), topic)


def _session_of(caller: Caller, name: str) -> int:
    """The caller's session, if it belongs to the module; raises Forbidden otherwise."""
    if caller.session is None or caller.module != name:
        raise Forbidden(_("You are {you}, not the module {name}.").format(you=caller.module or caller.role, name=name))
    return caller.session


def _seen_by(audience: Audience, caller: Caller) -> Audience:
    """The audience that may see who is on a page; on a page for one person, it is that person."""
    if not audience.known:
        return person(caller.person) if caller.person else EVERYBODY
    if not audience.admits(caller):
        raise Forbidden(_("This page is not for you."))
    return audience


def _listed(known: Known) -> contract.ListedModule:
    return convert(
        {**encode(known.manifest), "present": known.serving, "suspended": known.suspended}, contract.ListedModule
    )
