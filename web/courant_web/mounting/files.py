"""Files of mounted apps: their static files, the inline code of their pages, and what people upload to them."""

import hashlib
import mimetypes
import posixpath
from collections import OrderedDict
from functools import cache
from pathlib import Path
from urllib.parse import quote, unquote, urlsplit

from django.conf import settings
from django.contrib.staticfiles.finders import AppDirectoriesFinder
from django.core.exceptions import SuspiciousFileOperation
from django.http import Http404, HttpRequest, HttpResponse
from django.utils._os import safe_join
from django.utils.http import content_disposition_header

from courant_web.accounts.person import VISITOR, Person
from courant_web.environment import configured
from courant_web.front.cache_policy import cache_policy
from courant_web.front.security_headers import SVG
from courant_web.models import User
from courant_web.mounting.sheets import scoped as scoped_sheet

STATIC = "/static/"
SCOPED = "/static/~scoped/"
INLINE = "/static/~inline/"
FOREVER = "public, max-age=31536000, immutable"

SHOWN = frozenset({"image/png", "image/jpeg", "image/gif", "image/webp", "image/avif", "application/pdf"})
"""The kinds of uploads that a browser shows when their address is opened; it saves all others, which may have code."""

_TYPES = {".js": "text/javascript", ".mjs": "text/javascript", ".woff2": "font/woff2"}


class InlineCode:
    """Inline scripts and styles of pages, under the hash of their text: at most `most`; the oldest are dropped."""

    def __init__(self, most: int = 500) -> None:
        self._most, self._texts = most, OrderedDict[str, str]()

    def keep(self, text: str, kind: str) -> str:
        """Keep a text (`kind` is js or css); returns the address at which it is served."""
        name = f"{hashlib.sha256(text.encode()).hexdigest()}.{kind}"
        self._texts[name] = text
        self._texts.move_to_end(name)
        while len(self._texts) > self._most:
            self._texts.popitem(last=False)
        return INLINE + name

    def text(self, name: str) -> str | None:
        """What is kept under this name."""
        return self._texts.get(name)


inline_code = InlineCode()


def sheet_address(href: str) -> str:
    """The address of a style sheet's scoped form; "" for one from elsewhere, which the policy would stop."""
    return _versioned(href, SCOPED)


def script_address(src: str) -> str:
    """The address of a script with the version of its file."""
    return _versioned(src, STATIC) or src


def static_sheet(name: str) -> str:
    """The scoped address of a style sheet among the static files."""
    return sheet_address(STATIC + name)


def static_script(name: str) -> str:
    """The address of a script among the static files."""
    return script_address(STATIC + name)


def _versioned(address: str, prefix: str) -> str:
    parts = urlsplit(address)
    if parts.netloc or not parts.path.startswith(STATIC):
        return ""
    name = unquote(parts.path.removeprefix(STATIC))
    return f"{prefix}{quote(name)}?v={_version(name)}"


@cache
def _version(name: str) -> str:
    path = _found(name)
    if path is None:
        return "0"
    known = path.stat()
    return hashlib.sha256(f"{known.st_mtime_ns} {known.st_size}".encode()).hexdigest()[:12]


def static(request: HttpRequest, name: str) -> HttpResponse:
    """A static file of an app that is installed."""
    path = _file(name)
    kind = _TYPES.get(path.suffix) or mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    response = HttpResponse(path.read_bytes(), content_type=kind)
    if kind == "image/svg+xml":
        response["Content-Security-Policy"] = SVG
    return _lasting(request, response)


def scoped(request: HttpRequest, name: str) -> HttpResponse:
    """A style sheet for the app's part of a page. What it names relatively is beside it, as it was."""
    path = _file(name)
    if path.suffix != ".css":
        return static(request, name)
    css = scoped_sheet(path.read_text(errors="replace"), lambda url: url)
    return _lasting(request, HttpResponse(css, content_type="text/css; charset=utf-8"))


def inline(request: HttpRequest, name: str) -> HttpResponse:
    """The inline code of a page, which the page loads from here."""
    text = inline_code.text(name)
    if text is None:
        raise Http404
    if name.endswith(".js"):
        response = HttpResponse(text, content_type="text/javascript; charset=utf-8")
    else:
        response = HttpResponse(scoped_sheet(text, lambda url: url), content_type="text/css; charset=utf-8")
    response["Cache-Control"] = FOREVER
    return response


def upload(request: HttpRequest, name: str) -> HttpResponse:
    """A file that somebody uploaded to an app, for those who may open the app. Nothing in it runs on this site."""
    if not _may_read(request, name):
        raise Http404
    try:
        path = Path(safe_join(settings.MEDIA_ROOT, name))
    except SuspiciousFileOperation as error:
        raise Http404 from error
    if not path.is_file():
        raise Http404
    kind = mimetypes.guess_type(path.name)[0] or ""
    shown = kind in SHOWN
    response = HttpResponse(path.read_bytes(), content_type=kind if shown else "application/octet-stream")
    response["Content-Disposition"] = content_disposition_header(not shown, path.name) or ""
    if kind != "application/pdf":
        response["Content-Security-Policy"] = SVG
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    response["Cache-Control"] = "private, no-cache"
    return response


def _may_read(request: HttpRequest, name: str) -> bool:
    """Whether the person may open the app in whose folder the file is; if it is in no app's, whether they may all."""
    user = request.user
    person = Person(user.username, user.role) if isinstance(user, User) else VISITOR
    apps = configured().apps
    owners = [app for app in apps if any(name.startswith(folder.rstrip("/") + "/") for folder in app.uploads)]
    clean = posixpath.normpath(name) == name
    if owners:
        return clean and any(app.audience.admits(person) for app in owners)
    return clean and all(app.audience.admits(person) for app in apps)


def _file(name: str) -> Path:
    path = _found(name)
    if path is None:
        raise Http404
    return path


def _found(name: str) -> Path | None:
    try:
        found = AppDirectoriesFinder().find(name)
    except SuspiciousFileOperation:
        return None
    return Path(found) if found and Path(found).is_file() else None


def _lasting(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    response["Cache-Control"] = FOREVER if "v" in request.GET else "no-cache"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    policy = cache_policy(request.scope)  # type: ignore[attr-defined]  # only ASGI requests come here
    policy.wanted = policy.shared = True
    return response
