"""A site for core's tests: core on the fake session, with a clock that the test advances."""

from collections.abc import Callable
from typing import Any

from courant_core import contract, state
from courant_core.service import module
from courant_kit.process.wamp import Disclosed
from courant_kit.testing import FakeSession, Stage, finished
from courant_kit.wire.manifest import Manifest, MenuEntry, Route
from courant_kit.wire.payload import encode
from courant_kit.wire.routes import javascript
from twisted.internet.task import Clock

CORE_SESSION = 1


class ReactorClock(Clock):
    """A reactor's clock, whose threads are the test's own."""

    def callFromThread(self, function: Callable[..., Any], *args: Any) -> None:
        """Call at once."""
        function(*args)


class StagedCore(Stage):
    """Core, and the modules and windows that tests add to it."""

    def __init__(self) -> None:
        """Start core as its process would, with the contents of its database."""
        self.clock = ReactorClock()
        state.clock = self.clock
        super().__init__(module, FakeSession(who=Disclosed(CORE_SESSION, "core", "service-core")))

    def arrive(self, name: str, session: int, **fields: Any) -> None:
        """A module joins and announces itself."""
        who = Disclosed(session, name, "service")
        finished(self.session.procedures[contract.ANNOUNCE.uri](who, [], encode(manifest(name, **fields))))

    def end(self, session: int) -> None:
        """End a session on the router, as Crossbar reports it."""
        for listener in self.session.listeners[state.SESSION_ENDED]:
            finished(listener(state.SESSION_ENDED, [session, "somebody", "member"], {}))

    def enter(self, session: int, page: str, name: str = "", role: str = "member", **more: str) -> str:
        """A window reports its page; returns the id of the fragment with its people."""
        who = Disclosed(session, f"{name}#1" if name else "visitor", role if name else "visitor")
        answer = finished(self.session.procedures[contract.ENTER.uri](who, [], {"page": page, **more}))
        return str(answer["fragment"])

    def shown(self, fragment: str) -> str:
        """The HTML of a fragment, as a window without a version gets it."""
        since = self.module.contract.procedures["courant.core.live.since"]
        (news,) = self.call(since, fragments={fragment: 0})["fragments"]
        return str(news["html"])

    def listed(self) -> dict[str, bool]:
        """The known modules, and whether they are present."""
        return {one["module"]: one["present"] for one in self.call(contract.LIST)["modules"]}

    def changes(self) -> list[tuple[str, bool]]:
        """The published changes of modules."""
        return [(one["module"], one["present"]) for topic, one in self.session.events if topic == contract.CHANGED.uri]

    def published(self, fragment: str) -> int:
        """The number of publications of the fragment."""
        return len([one for one in self.deliveries() if one.id == fragment])

    def answers(self, uri: str, answer: Callable[[], Any]) -> None:
        """Provide an answer for a procedure of another module."""

        async def endpoint(who: Disclosed, args: list[Any], kwargs: dict[str, Any]) -> Any:
            return answer()

        self.session.procedures[uri] = endpoint


def manifest(
    name: str, path: str = "", front: bool = False, order: int = 100, version: str = "",
    languages: dict[str, dict[str, str]] | None = None,
) -> Manifest:  # fmt: skip
    """The manifest of a module with one page and one menu entry."""
    python = rf"^{path or name}/\Z"
    return Manifest(
        module=name, title=name.title(), order=order, version=version,
        front=f"courant.{name}.front.render" if front else "",
        menu=[MenuEntry(name.title(), f"/{path or name}/")], languages=languages or {},
        routes=[Route("all", javascript(python), python, f"courant.{name}.page.all")],
    )  # fmt: skip
