"""The settings of the site that administrators change while it runs, as a module learns them from core."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

import structlog

from courant_kit.calls.errors import CourantError
from courant_kit.wire import site

if TYPE_CHECKING:  # it imports the tables, which is possible only once Django is set up
    from courant_kit.module import Module

SHOW, CHANGED = "courant.core.site.show", "courant.core.site.changed"

Adopt = Callable[[Mapping[str, Any]], None]
"""Takes over what a module needs of the settings, such as `name` and `time_zone`; they may be of any type."""

log = structlog.get_logger()


def follow(module: "Module", adopt: Adopt) -> None:
    """Call `adopt` with the settings before the module's first call is answered, and whenever they change.

    If core is away, those known so far stay; it asks every module to announce itself when it is back.
    """

    async def learn() -> None:
        try:
            adopt(await module.session.call(SHOW))
        except CourantError as error:
            log.info("the settings known so far stay", module=module.name, reason=error.message)

    async def changed(topic: str, args: list[Any], kwargs: dict[str, Any]) -> None:
        adopt(kwargs)

    async def wanted(topic: str, args: list[Any], kwargs: dict[str, Any]) -> None:
        await learn()

    async def begin() -> None:
        """Subscribe first, then ask, so that no change is missed in between."""
        await module.session.subscribe(CHANGED, changed)
        await module.session.subscribe(site.WANTED.uri, wanted)
        await learn()

    module.before_calls.append(begin)
