"""Web as a module: it has no pages of its own, only procedures and events, and the routes of the apps it mounts."""

from courant_kit.live.audience import ADMINISTRATORS_ONLY, EDITORS_ONLY, MEMBERS_ONLY, Audience
from courant_kit.module import Module
from courant_kit.wire.contract import Contract
from courant_kit.wire.manifest import MenuEntry
from courant_kit.wire.routes import serves
from django.urls import re_path
from django.urls.resolvers import URLPattern

from courant_web import contract
from courant_web.environment import configured
from courant_web.mounts import App

LEAST: dict[Audience, str] = {MEMBERS_ONLY: "member", EDITORS_ONLY: "editor", ADMINISTRATORS_ONLY: "admin"}
"""The least role of those whom an audience admits."""


def _route(app: App) -> URLPattern:
    return re_path(rf"^{app.word}/", serves(contract.PAGE_APP), name=app.word)


def _entry(app: App) -> MenuEntry:
    role = LEAST.get(app.audience, "")
    return MenuEntry(app.title, app.path, app.icon, app.order, role)  # type: ignore[arg-type]  # one of its words


module = Module(
    "web",
    "Web",
    Contract.of("web", contract),
    urlpatterns=[_route(app) for app in configured().apps],
    menu=[_entry(app) for app in configured().apps if app.title],
)
