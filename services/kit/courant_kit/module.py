"""The declaration of a module: its handlers, its fragments, its timed work and its manifest."""

from collections.abc import Awaitable, Callable, Iterable
from pathlib import Path
from typing import Any, TypeVar

from django.conf import settings
from django.urls.resolvers import URLPattern
from django.utils.safestring import SafeString, mark_safe

from courant_kit import running, signals, standard
from courant_kit.calls.dispatch import Handler
from courant_kit.calls.errors import Unavailable
from courant_kit.content import assets
from courant_kit.content.assets import Assets
from courant_kit.live.audience import EVERYBODY, Audience
from courant_kit.live.fragment import Fragment, FragmentId, Part
from courant_kit.live.pages import Beside, Pages
from courant_kit.live.renderings import Render, Renderings
from courant_kit.media import serving
from courant_kit.media.terms import Uploads
from courant_kit.process import discovery
from courant_kit.process.schedule import Timed, Work
from courant_kit.process.wamp import Session
from courant_kit.wire.contract import Contract, Procedure
from courant_kit.wire.declared import declare
from courant_kit.wire.manifest import FeedEntry, Manifest, MenuEntry
from courant_kit.wire.routes import feed_routes, routes
from courant_kit.words import gettext as _

H = TypeVar("H", bound=Handler)
R = TypeVar("R", bound=Render)
W = TypeVar("W", bound=Work)
Hook = Callable[[], Awaitable[None]]


class Module:
    """A module: the calls it answers, the fragments it renders, and how it describes itself to the site.

    `contract` declares its procedures, topics and fragments; `urlpatterns` its pages, as in
    `path("blog/", serves(contract.PAGE_INDEX))`; `feed_urlpatterns` its feeds with arguments, in the same way;
    `readers` is the audience of its uploaded files, `uploads` who may upload them; `version` defaults to the version of
    its distribution. While a process runs it, `running` is its state there. `moved` is its page procedure for old
    addresses outside of its routes: it receives an OldPath, and redirects or raises NotFound. `documents` is the
    procedure that offers its documents to the search.

    `scripts` (ES modules) and `styles` name files in the folder `static/` of the service's package; each of its pages
    loads them. If the folder is elsewhere, `static` is its path. Raises ValueError if one of the files is missing.
    """

    def __init__(  # noqa: PLR0913 - a manifest has this many parts
        self,
        name: str,
        title: str,
        contract: Contract,
        *,
        urlpatterns: Iterable[URLPattern] = (),
        menu: Iterable[MenuEntry] = (),
        feeds: Iterable[FeedEntry] = (),
        feed_urlpatterns: Iterable[URLPattern] = (),
        sitemap: Procedure | None = None,
        front: Procedure | None = None,
        moved: Procedure | None = None,
        documents: Procedure | None = None,
        scripts: Iterable[str] = (),
        styles: Iterable[str] = (),
        static: Path | None = None,
        order: int = 100,
        readers: Audience = EVERYBODY,
        uploads: Uploads | None = None,
        version: str | None = None,
    ) -> None:
        self.name, self.contract, self.readers, self.uploads = name, contract, readers, uploads
        self.renderings = Renderings(contract)
        self.pages = Pages(self.renderings)
        self.kept: dict[str, Beside] = {}
        self.assets = Assets(name, _files(static), list(scripts), list(styles))
        self.handlers: dict[str, tuple[Procedure, Handler]] = {}
        self.timed: dict[str, Timed] = {}
        self.before_calls: list[Hook] = []
        self.on_join: list[Hook] = []
        self.on_leave: list[Callable[[], None]] = []
        self.manifest = Manifest(
            module=name, title=title, menu=list(menu), routes=routes(list(urlpatterns)), feeds=list(feeds),
            sitemap=sitemap.uri if sitemap else "", front=front.uri if front else "",
            moved=moved.uri if moved else "", documents=documents.uri if documents else "", order=order,
            scripts=self.assets.scripts, styles=self.assets.styles,
            version=discovery.version(name) if version is None else version,
            feed_routes=feed_routes(list(feed_urlpatterns)),
        )  # fmt: skip
        self._running: running.Running | None = None
        declare(contract)
        standard.answer_standard(self)
        standard.run_standard(self)
        signals.attach(self)
        if uploads:
            serving.attach(self, uploads)

    def handles(self, procedure: Procedure, *, keeps: Beside | None = None) -> Callable[[H], H]:
        """Register the decorated `handler(caller, request)` for a procedure; a plain function may use the ORM.

        With `keeps`, a page for everybody is made again only when one of its fragments has another version: a function
        of the request, which may use the ORM, returns what else the page depends on (hashable), or None if it is not to
        be kept at the moment.

        Raises ValueError if the contract does not declare the procedure, or the procedure already has a handler.
        """
        if procedure.uri not in self.contract.procedures:
            raise ValueError(f"{procedure.uri} is not declared in the contract of {self.name}")
        if procedure.uri in self.handlers:
            raise ValueError(f"{procedure.uri} already has a handler")

        def register(handler: H) -> H:
            self.handlers[procedure.uri] = (procedure, handler)
            if keeps is not None:
                self.kept[procedure.uri] = keeps
            return handler

        return register

    def renders(self, fragment: Fragment[Any]) -> Callable[[R], R]:
        """Register the decorated `render(fragment)` for the fragments of a declaration; it receives a FragmentId.

        Raises ValueError if the contract does not declare the fragment, or another function renders it.
        """

        def register(render: R) -> R:
            self.renderings.add(fragment, render)
            return render

        return register

    def every(self, seconds: float, when: Callable[[], bool] = lambda: True) -> Callable[[W], W]:
        """Run the decorated plain function every so many seconds, on one replica, in a thread and a transaction.

        If `when` returns False, it does not run this time; `when` runs in the reactor's thread and should be quick. It
        first runs after one period, and goes on while the router is away. It may use the ORM, `touch` and `record`.
        If it raises an exception, the transaction is rolled back, the exception is logged, and the next run happens as
        usual. Raises ValueError if the module has timed work of that name or `seconds` is not positive, TypeError for
        an async function.
        """

        def register(work: W) -> W:
            timed = Timed(f"{self.name}.{work.__name__}", seconds, work, when)
            if timed.name in self.timed:
                raise ValueError(f"timed work {timed.name} is declared already; give the function another name")
            self.timed[timed.name] = timed
            return work

        return register

    def embed(self, fragment: FragmentId[Any], *, tag: str = "section", attributes: str = "") -> SafeString:
        """A fragment as an element for a page's HTML (trusted markup); raises NotFound when it is gone."""
        return mark_safe(self.renderings.embed(fragment, tag=tag, attributes=attributes))  # noqa: S308 - our own markup

    def embed_all(self, **parts: Part) -> dict[str, SafeString]:
        """As `embed`, for several fragments of a page by name: their versions are read together."""
        elements = self.renderings.embedded(list(parts.values()))
        return dict(zip(parts, map(mark_safe, elements), strict=True))

    @property
    def running(self) -> "running.Running":
        """The module's state in this process; raises Unavailable until the process serves the module."""
        if self._running is None:
            raise Unavailable(_("The service is still starting."))
        return self._running

    @running.setter
    def running(self, work: "running.Running") -> None:
        self._running = work

    @property
    def session(self) -> Session:
        """The session on the router; raises Unavailable while there is none."""
        return self.running.session

    async def in_thread(self, function: Callable[..., Any], *args: Any) -> Any:
        """Run a function that uses the ORM in a thread, and return its result."""
        return await self.running.run(function, *args)

    async def touch_memory(self, fragment: FragmentId[Any]) -> None:
        """Give a fragment that lives in memory a new version, and publish it if the module has joined the router."""
        self.renderings.memory.touch(fragment.base)
        if self._running is not None and self._running.joined:
            await self._running.relay.announce(fragment)


def _files(static: Path | None) -> dict[str, bytes]:
    folders = [static] if static else settings.STATICFILES_DIRS
    return {name: data for folder in folders for name, data in assets.read(Path(folder)).items()}
