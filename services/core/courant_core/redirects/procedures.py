"""The procedures for redirects."""

from courant_kit.calls.caller import Caller
from courant_kit.calls.errors import Invalid, NotFound
from courant_kit.live import outbox
from courant_kit.wire.answers import Answer, Undo
from courant_kit.words import gettext, ngettext

from courant_core import contract
from courant_core.module import module
from courant_core.redirects import adding, keeping, pasted
from courant_core.redirects.addresses import key_of, keys_of
from courant_core.redirects.following import Circle, end_of
from courant_core.redirects.payloads import (
    MOST,
    AddedRedirects,
    FindRedirects,
    NamedRedirect,
    NewAddress,
    NewRedirect,
    NewRedirects,
    OldAddress,
    PastedRedirects,
    Redirects,
)

SHOWN = 5
"""So many refused redirects are named in an answer."""


@module.handles(contract.ADD_REDIRECTS)
def add_many(caller: Caller, request: NewRedirects) -> AddedRedirects:
    """Add redirects; refuses each that is wrong, leads in a circle, or exists with another new address."""
    found = adding.add(request.redirects, replace=request.replace)
    if found.added or found.replaced:
        outbox.touch(contract.REDIRECTS())
    return found


@module.handles(contract.PASTE_REDIRECTS)
def paste(caller: Caller, request: PastedRedirects) -> Answer:
    """Add redirects from lines of text, all or none of them; raises Invalid, which names the lines that are wrong."""
    lines = list(pasted.lines_of(request.text))
    if not lines:
        raise Invalid(
            gettext("Write a line for each redirect: the old address, a comma, the new address."), field="text"
        )
    if len(lines) > MOST:
        words = gettext("These are {count} redirects; at most {most} can be added at a time.")
        raise Invalid(words.format(count=f"{len(lines):,}", most=f"{MOST:,}"), field="text")
    found = adding.add([NewRedirect(one.source, one.target, one.below) for one in lines], replace=request.replace)
    if found.refused:
        named = "; ".join(f"{one.source}: {one.why}" for one in found.refused[:SHOWN])
        words = gettext("No redirect was added, since {count} of them cannot be: {named}")
        raise Invalid(words.format(count=len(found.refused), named=named), field="text")
    outbox.touch(contract.REDIRECTS())
    count = found.added + found.replaced
    notice = ngettext("One redirect has been added.", "{count} redirects have been added.", count)
    return Answer(notice=notice.format(count=f"{count:,}"))


@module.handles(contract.FIND_REDIRECT)
def find(caller: Caller, request: OldAddress) -> NewAddress:
    """Where an old address leads, in the end."""
    first = [key for key in keys_of(request.path, request.query) if "?" in key]
    if request.parameters and not keeping.known(first):
        return NewAddress(found=False, none=not keeping.any_with_parameters())
    try:
        target = end_of(request.path, request.query, keeping.known)
    except Circle:
        return NewAddress(found=False)
    return NewAddress(target is not None, target or "")


@module.handles(contract.LIST_REDIRECTS)
def list_redirects(caller: Caller, request: FindRedirects) -> Redirects:
    """Redirects, by old address."""
    found = keeping.listed(request.query, request.start, request.limit)
    shown = [NewRedirect(f"/{rule.source}", rule.target, rule.below) for rule in found[: request.limit]]
    return Redirects(shown, more=len(found) > request.limit)


@module.handles(contract.REMOVE_REDIRECT)
def remove(caller: Caller, request: NamedRedirect) -> Answer:
    """Remove a redirect; raises NotFound."""
    rule = keeping.remove(key_of(request.source))
    if rule is None:
        raise NotFound(gettext("There is no such redirect."), field="source")
    outbox.touch(contract.REDIRECTS())
    line = f"/{rule.source}, {rule.target or 'gone'}{', below' if rule.below else ''}"
    undo = Undo(call=contract.PASTE_REDIRECTS.uri, fields={"text": line}, label=gettext("Restore"))
    notice = gettext("The redirect from /{source} has been removed.").format(source=rule.source)
    return Answer(notice=notice, undo=undo)
