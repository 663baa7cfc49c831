"""A site in memory: a router with core and a shelf of notes, which records what web does on it."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from courant_kit.calls.errors import Conflict, CourantError, Forbidden, Invalid, Unavailable
from courant_kit.live.audience import EVERYBODY, PERSONAL
from courant_kit.process.wamp import Disclosed
from courant_kit.running import Running
from courant_kit.testing import FakeSession, at_once, finished
from courant_web.accounts.adapter import patience
from courant_web.pages.not_found import searched
from courant_web.service import module
from courant_web.upstream import following
from courant_web.upstream.state import breaker, copies, directory, invalidation
from django.core.cache import cache

MOMENT = datetime(2026, 11, 23, 9, tzinfo=UTC)
SHELF = {
    "module": "shelf",
    "title": "Shelf",
    "present": True,
    "routes": [
        {"name": "all", "pattern": "^shelf/$", "python": r"^shelf/\Z", "procedure": "courant.shelf.page.all",
         "query": ["page"]},
        {"name": "note", "pattern": "", "python": r"^shelf/(?P<name>[^/]+)/\Z", "procedure": "courant.shelf.page.note"},
        {"name": "wrong", "pattern": "", "python": r"^(unclosed", "procedure": "courant.shelf.page.note"},
    ],
    "feeds": [{"path": "/shelf/feed/", "title": "Notes", "procedure": "courant.shelf.feed.notes"}],
    "feed_routes": [{"name": "about", "pattern": "", "python": r"^shelf/(?P<name>[^/]+)/feed/\Z",
                     "procedure": "courant.shelf.feed.about"}],
    "sitemap": "courant.shelf.sitemap.list",
}  # fmt: skip
CORE = {"module": "core", "title": "Core", "present": True, "routes": [
    {"name": "front", "pattern": "^$", "python": r"^\Z", "procedure": "courant.core.page.front"}]}  # fmt: skip

Answer = Callable[[dict[str, Any], dict[str, Any]], Any]


class FakeRouter:
    """The router with core and the shelf on it; `calls` are the calls that web made, with the person they were for."""

    def __init__(self) -> None:
        self.session = FakeSession()
        self.calls: list[tuple[str, dict[str, Any], dict[str, Any]]] = []
        self.version = 1
        self.modules: list[dict[str, Any]] = [CORE, SHELF]
        self.meanwhile: Callable[[], None] = lambda: None
        self.audience = EVERYBODY
        self._answers()
        cache.clear()
        patience.clear()
        breaker.clear()
        searched.clear()
        for one in copies.all.values():
            one.__init__(one.fragment)  # type: ignore[misc]  # as in a new process
        self.running = Running(module, at_once)
        module.on_join[:], module.on_leave[:] = [], []
        following.start()
        self.join()

    def join(self) -> None:
        """Let web join."""
        finished(self.running.join(self.session))

    def leave(self) -> None:
        """Lose the router."""
        self.running.leave()
        directory.load({"modules": []})
        invalidation.reset(closed=True)

    def answer(self, uri: str, answer: Answer) -> None:
        """Make a procedure return `answer(person, fields)`; a CourantError returned by it is raised."""

        async def endpoint(who: Disclosed, args: list[Any], kwargs: dict[str, Any]) -> Any:
            person = args[0] if args else {}
            self.calls.append((uri, person, kwargs))
            result = answer(person, kwargs)
            if isinstance(result, CourantError):
                raise result
            return result

        self.session.procedures[uri] = endpoint

    def change(self) -> None:
        """Change the notes, and publish that."""
        self.version += 1
        self.publish("shelf.notes", self.version)

    def publish(self, fragment: str, version: int, html: str | None = "x", topic: str = "") -> None:
        """Publish a fragment, as a service does: on its own topic, unless another is given."""
        fields = {"id": fragment, "version": version, "html": html, "event": 1}
        module, name = fragment.split(".")
        on = topic or f"courant.{module}.live.{name}"
        for listener in self.session.listeners["courant."]:
            finished(listener(on, [], fields))

    def published(self, topic: str) -> list[dict[str, Any]]:
        """The events that web published on a topic."""
        return [fields for name, fields in self.session.events if name == topic]

    def _answers(self) -> None:
        self.answer("courant.core.module.list", lambda *_: {"modules": self.modules})
        self.answer("courant.site.module.announce", lambda *_: None)
        self.answer("courant.core.live.since", lambda *_: {"fragments": [
            {"id": "core.menu", "version": 7, "html": '<ul><li><a href="/shelf/">Shelf</a></li></ul>'}]})  # fmt: skip
        self.answer("courant.shelf.live.since", lambda *_: {"fragments": []})
        self.answer("courant.core.page.front", lambda *_: page("Front", fragments={}))
        self.answer("courant.shelf.page.all", self._notes)
        self.answer("courant.shelf.page.note", _note)
        self.answer("courant.shelf.note.add", _added)
        self.answer("courant.shelf.feed.notes", lambda *_: {"title": "Notes", "items": [
            {"path": "/shelf/one/", "title": "One & more", "html": "<p>Wörds</p>", "author": "ada", "tags": ["x"],
             "published": MOMENT, "updated": MOMENT}]})  # fmt: skip
        self.answer("courant.shelf.sitemap.list", _sitemap)
        self.answer("wamp.session.kill_by_authid", lambda *_: [])

    def _notes(self, person: dict[str, Any], fields: dict[str, Any]) -> Any:
        answer = page(
            "All notes",
            html=f'<ul data-live="shelf.notes" data-version="{self.version}"><li>{"note " * 200}</li></ul>',
            fragments={"shelf.notes": self.version}, description="Every note", canonical="/shelf/", feed="/shelf/feed/",
            audience=self.audience,
        )  # fmt: skip
        self.meanwhile()
        return answer


def page(title: str, **fields: Any) -> dict[str, Any]:
    """A page as a service answers it."""
    return {"status": 200, "title": title, "html": f"<h1>{title}</h1>", "module": "shelf", "fragments": {}, **fields}


def _note(person: dict[str, Any], fields: dict[str, Any]) -> Any:
    found: dict[str, Any] = {
        "mine": page("Mine", audience=PERSONAL, fragments={"shelf.notes": 1}, html=f"<p>{person['name']}</p>"),
        "moved": {**page(""), "status": 301, "location": "/shelf/one/"},
        "abroad": {**page(""), "status": 301, "location": "//elsewhere.test/"},
        "broken": {**page(""), "status": 301, "location": "/a\r\nX-Injected: 1"},
        "gone": {**page("Deleted"), "status": 410},
        "secret": {**page("Not for you"), "status": 403},
        "away": Unavailable("nobody answers"),
        "scripted": page("Scripted", scripts=["/assets/shelf/1f/x.js"], styles=["/assets/shelf/1f/x.css"]),
    }
    return found.get(fields["name"], {**page("Not found"), "status": 404})


def _added(person: dict[str, Any], fields: dict[str, Any]) -> Any:
    text = fields.get("text", "")
    if text == "stale":
        return Conflict("Somebody was faster.", html='<form id="merge">both texts</form>')
    if text == "no":
        return Forbidden("Please sign in first.")
    if len(text) > 300:
        return Invalid("At most 300 characters.", field="text")
    return {"location": fields.get("location", ""), "notice": "Added."}


def _sitemap(person: dict[str, Any], fields: dict[str, Any]) -> Any:
    entries = [
        {"path": path, "modified": MOMENT, "pictures": ["/media/shelf/ü.png"]}
        for path in ("/shelf/a&b/", "/shelf/ü/")
        if path > fields["after"]
    ]
    return {"entries": entries[:1], "more": len(entries) > 1}
