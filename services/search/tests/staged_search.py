"""The search on a fake session with a core and modules that offer documents, and shortcuts for its tests."""

from typing import Any

from courant_kit.process.wamp import Disclosed
from courant_kit.testing import FakeSession, Stage
from courant_kit.wire.payload import decode, encode
from courant_kit.wire.search import Document, Documents, WantedDocuments
from courant_search import contract, following, noticing
from courant_search.payloads import Results
from courant_search.service import module
from twisted.internet.task import Clock

LIST, CHANGED = following.MODULES, following.MODULE_CHANGED


class Shelf:
    """A module that offers documents."""

    def __init__(self, name: str) -> None:
        self.name, self.present = name, True
        self.documents: dict[str, Document] = {}
        self.asked: list[WantedDocuments] = []

    def put(self, key: str, title: str = "A title", text: str = "", **more: Any) -> None:
        """Offer a document; its version counts."""
        before = self.documents.get(key)
        fields = {"audience": "live", "address": f"/{self.name}/{key.replace(chr(32), chr(45))}/", **more}
        version = str(int(before.version) + 1 if before else 1)
        self.documents[key] = decode({"key": key, "title": title, "text": text, "version": version, **fields}, Document)

    async def answer(self, who: Disclosed, args: list[Any], fields: dict[str, Any]) -> Any:
        """Answer as the module's procedure."""
        request = decode(fields, WantedDocuments)
        self.asked.append(request)
        keys = sorted(self.documents)
        wanted = (
            [key for key in keys if key in request.keys]
            if request.keys
            else [key for key in keys if key > request.after]
        )
        return encode(Documents.of(request, ((key, self.documents[key]) for key in wanted)))

    @property
    def listed(self) -> dict[str, Any]:
        """The module as core lists it."""
        return {"module": self.name, "title": self.name.title(), "documents": self.procedure, "present": self.present}

    @property
    def procedure(self) -> str:
        """The URI with which it offers its documents."""
        return f"courant.{self.name}.search.documents"


class Search:
    """A stage with the search on it, beside a core that lists `shelves`."""

    def __init__(self) -> None:
        following.sources.clear()
        self.clock = following.clock = noticing.clock = Clock()
        self.clock.callFromThread = lambda work: work()  # type: ignore[attr-defined]  # as a reactor's
        noticing._resting.clear()
        noticing._waiting.clear()
        self.shelves: dict[str, Shelf] = {}
        self.session = FakeSession()
        self.session.procedures[LIST] = self._listed
        self.stage = Stage(module, self.session)

    def shelf(self, name: str = "wiki") -> Shelf:
        """A module of the site; it has not been announced."""
        found = self.shelves[name] = self.shelves.get(name) or Shelf(name)
        self.session.procedures[found.procedure] = found.answer
        return found

    def announce(self, name: str = "wiki") -> None:
        """Have core say that a module joined or left."""
        from courant_kit.testing import finished

        for listener in self.session.listeners[CHANGED][-1:]:
            finished(listener(CHANGED, [], {"module": name, "present": True}))

    def changed(self, name: str, *keys: str) -> None:
        """Have a module say that documents changed."""
        from courant_kit.testing import finished

        topic = f"courant.{name}.search.changed"
        for listener in self.session.listeners[topic][-1:]:
            finished(listener(topic, [], {"keys": list(keys), "event": 1}))

    def restarted(self) -> None:
        """Start the search again, with what it has stored."""
        following.sources.clear()
        self.session.listeners.clear()
        self.stage = Stage(module, self.session)

    def write(self, key: str, title: str = "A title", text: str = "", **more: Any) -> None:
        """Have the wiki offer a document, and say so."""
        name = more.pop("module", "wiki")
        fresh = name not in self.shelves
        self.shelf(name).put(key, title, text, **more)
        self.announce(name) if fresh else self.changed(name, key)

    def ask(self, q: str = "", role: str = "visitor", name: str = "", /, **more: Any) -> Results:
        """The answer to a query."""
        return decode(self.stage.call(contract.LIST_RESULTS, role, name, q=q, **more), Results)

    def keys(self, q: str = "", role: str = "visitor", name: str = "", /, **more: Any) -> list[str]:
        """The keys of what a query finds."""
        return [one.key for one in self.ask(q, role, name, **more).results]

    async def _listed(self, who: Disclosed, args: list[Any], fields: dict[str, Any]) -> Any:
        return {"modules": [one.listed for one in self.shelves.values()]}
