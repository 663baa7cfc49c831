"""Informs windows that answers may have changed: each audience at once, and then not again for a second."""

from collections.abc import Iterable
from typing import Any

import structlog
from courant_kit.live.audience import Audience
from courant_kit.live.fragment import FragmentId, wrap
from twisted.internet import reactor
from twisted.internet.defer import ensureDeferred

from courant_search import contract
from courant_search.module import module

INTERVAL = 1.0

log = structlog.get_logger()
clock: Any = reactor
_resting: set[str] = set()
_waiting: set[str] = set()


def fragment(audience: Audience) -> FragmentId[str]:
    """The fragment that says that an audience may find something else than before."""
    return contract.INDEX(f"{audience}-all")


def marker(audience: Audience) -> str:
    """The fragment as an element without content, for a page that is loaded again when it changes."""
    found = fragment(audience)
    return wrap(found, module.renderings.version(found), "", tag="span", attributes="hidden")


def notice(audiences: Iterable[str]) -> None:
    """Publish that these audiences may find something else now; nobody is told of an audience that is none."""
    for one in audiences:
        if not Audience(one).known:
            continue
        if one in _resting:
            _waiting.add(one)
        else:
            _publish(one)


def _publish(audience: str) -> None:
    _resting.add(audience)
    clock.callLater(INTERVAL, _rested, audience)
    done = ensureDeferred(module.touch_memory(fragment(Audience(audience))))
    done.addErrback(lambda fail: log.warning("windows are not informed", audience=audience, reason=str(fail.value)))


def _rested(audience: str) -> None:
    _resting.discard(audience)
    if audience in _waiting:
        _waiting.discard(audience)
        _publish(audience)


@module.renders(contract.INDEX)
def changed(found: FragmentId[str]) -> None:
    """Never sent: each new version says `gone`, and windows ask again."""
