"""The pages of the API browser, for which each module is asked for its contract."""

from typing import Any

import structlog
from courant_kit.calls.caller import Caller
from courant_kit.calls.errors import CourantError, Invalid, NotFound, Unavailable
from courant_kit.wire.described import Document
from courant_kit.wire.page import Page
from courant_kit.wire.payload import Nothing
from courant_kit.words import gettext as _
from twisted.internet.defer import TimeoutError as TooLate
from twisted.internet.defer import ensureDeferred

from courant_core import contract, state
from courant_core.catalogue import drawing
from courant_core.catalogue.described import described
from courant_core.module import module
from courant_core.registry import Known
from courant_core.state import registry

PATIENCE = 3.0
"""Seconds that a module has to describe its contract."""

log = structlog.get_logger()


@module.handles(contract.PAGE_API)
def modules(caller: Caller, request: Nothing) -> Page:
    """The modules, each with a link to its contract."""
    html = drawing.modules(module.embed(contract.API(), tag="ul", attributes='class="rows"'))
    return Page(title=_("API"), html=html, canonical="/admin/api/", noindex=True)


@module.handles(contract.PAGE_API_MODULE)
async def one_module(caller: Caller, request: contract.DescribedModule) -> Page:
    """The contract of a module, or only its routes if it does not describe one; raises NotFound."""
    known = registry.known.get(request.name)
    if known is None:
        raise NotFound(_("There is no module {name}.").format(name=request.name), field="name")
    document, why = await _contract(known)
    return Page(
        title=_("API of {title}").format(title=known.manifest.title),
        html=drawing.one_module(known, document, why),
        canonical=f"/admin/api/{request.name}/",
        noindex=True,
        scripts=["api.js"],
        styles=["api.css"],
    )


async def _contract(known: Known) -> tuple[Document, str]:
    """The contract that a module describes, or an empty one and why there is none."""
    name = known.manifest.module
    if not known.serving:
        return Document(), _("It is away now, so what it offers is not known")
    try:
        return described(name, await _asked(name)), ""
    except Unavailable:
        return Document(), _("It does not answer courant.{name}.contract.show, so only its pages are known").format(
            name=name
        )
    except Invalid as error:
        return Document(), _("Only its pages are shown, since {message}").format(message=error.message)
    except (CourantError, TooLate) as error:
        log.warning("a module does not describe its contract", module=name, reason=str(error))
        return Document(), _("It did not describe its contract in time, so only its pages are known")


async def _asked(name: str) -> Any:
    answer = ensureDeferred(module.session.call(f"courant.{name}.contract.show"))
    return await answer.addTimeout(PATIENCE, state.clock)
