"""The settings that web reads from its environment, besides those of every service; read and checked once."""

import os
import secrets
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from courant_kit.calls.limits import Rate
from courant_kit.process import discovery
from courant_kit.process.environment import SettingError, Settings, load, rate
from environ import Env

from courant_web.mounts import VARIABLE, App, declared

NAME = "web"
LOOPBACK = ("localhost", "127.0.0.1", "[::1]")


@dataclass(frozen=True, slots=True)
class WebSettings:
    """The settings of web; `service` holds those that all services have.

    `listener` is the descriptor of a listening socket that web inherits; `host` and `port` count without one.
    `handover` is the path of the Unix socket on which the router takes over WebSocket connections, or empty.
    `origins` are other sites that may open sockets and post forms. `proxies` (addresses and networks) are trusted to
    name the client they act for. `expected` lists the modules that must answer before the site is ready. `mail` is
    Django's e-mail configuration. `api_origins` are other sites whose pages may use the HTTP API (`*` for all), and
    `api_tokens` and `api_addresses` say how fast it may be used with a token and without. `apps` are the Django apps
    that the site mounts. `hub` is the address of the WebSub hub that feeds name, "" for none.
    """

    service: Settings
    host: str
    port: int
    listener: int | None
    handover: str
    site_url: str
    secret_key: str
    signup: bool
    origins: frozenset[str]
    proxies: str
    expected: tuple[str, ...]
    socket: str
    mail: dict[str, Any]
    api_origins: frozenset[str]
    api_tokens: Rate
    api_addresses: Rate
    apps: tuple[App, ...] = ()
    hub: str = ""

    @property
    def secure(self) -> bool:
        """Whether people reach the site over TLS."""
        return self.scheme == "https"

    @property
    def scheme(self) -> str:
        """`http` or `https`: how people reach the site."""
        return urlsplit(self.site_url).scheme

    @property
    def hosts(self) -> list[str]:
        """The host names that requests may use, without ports."""
        named = [urlsplit(origin).hostname or "" for origin in (self.site_url, *sorted(self.origins))]
        return list(dict.fromkeys([*filter(None, named), *LOOPBACK]))

    @property
    def personal_cookies(self) -> tuple[str, ...]:
        """The cookies that make a page somebody's own: the sign-in, the last form's answer, and a visitor's device."""
        return (self.session_cookie, "messages", self.device_cookie)

    @property
    def session_cookie(self) -> str:
        """The name of the session cookie, with the port, since browsers share cookies between the ports of a host."""
        return self._cookie("sessionid")

    @property
    def language_cookie(self) -> str:
        """The name of the cookie with the language that a reader has chosen."""
        return self._cookie("language")

    @property
    def device_cookie(self) -> str:
        """The name of the cookie by which the browser of a visitor is known who has made something here."""
        return self._cookie("device")

    def _cookie(self, name: str) -> str:
        port = urlsplit(self.site_url).port
        return f"{name}_{port}" if port else name


@cache
def configured() -> WebSettings:
    """The settings of this process, read once; raises SettingError."""
    return load_web()


def load_web(environment: dict[str, str] | None = None) -> WebSettings:
    """Read the settings of web; raises SettingError for the first invalid variable.

    Variables: COURANT_WEB_LISTEN, COURANT_WEB_PORT, COURANT_HANDOVER, COURANT_SITE_URL (http://localhost:$PORT),
    COURANT_SECRET_KEY, COURANT_SIGNUP, COURANT_ALLOWED_ORIGINS, COURANT_TRUSTED_PROXIES, COURANT_EXPECTED_MODULES,
    COURANT_SOCKET, EMAIL_URL, COURANT_MAIL_FROM, COURANT_DJANGO_APPS, COURANT_API_ORIGINS, COURANT_LIMIT_API_TOKEN,
    COURANT_LIMIT_API_ADDRESS, COURANT_WEBSUB_HUB, and those of every service.
    """
    env = dict(os.environ) if environment is None else environment
    service = load(NAME, env)
    site_url = _site_url(env)
    host = env.get("COURANT_WEB_LISTEN") or "127.0.0.1"
    return WebSettings(
        service=service,
        host=host,
        listener=_listener(host),
        handover=env.get("COURANT_HANDOVER", ""),
        port=_port(env.get("COURANT_WEB_PORT") or "8081"),
        site_url=site_url,
        secret_key=env.get("COURANT_SECRET_KEY") or _own_key(service.data / "secrets" / "web-key"),
        signup=env.get("COURANT_SIGNUP", "1") not in {"", "0", "no", "off", "false"},
        origins=_origins(env, "COURANT_ALLOWED_ORIGINS"),
        proxies=env.get("COURANT_TRUSTED_PROXIES") or "127.0.0.1,::1",
        expected=tuple(_words(env, "COURANT_EXPECTED_MODULES", _expected())),
        socket=env.get("COURANT_SOCKET") or "/ws",
        mail=_mail(env, site_url),
        api_origins=_api_origins(env),
        api_tokens=rate("COURANT_LIMIT_API_TOKEN", Rate(20, 200), env),
        api_addresses=rate("COURANT_LIMIT_API_ADDRESS", Rate(2, 60), env),
        apps=declared(env.get(VARIABLE, "")),
        hub=_hub(env),
    )


def _site_url(env: dict[str, str]) -> str:
    url = (env.get("COURANT_SITE_URL") or f"http://localhost:{env.get('PORT') or 8080}").rstrip("/")
    parts = urlsplit(url)
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.path:
        raise SettingError(f"COURANT_SITE_URL is {url!r}; it should look like https://example.org, without a path")
    return url


def _port(text: str) -> int:
    if not text.isdigit() or not 0 < int(text) < 65536:
        raise SettingError(f"COURANT_WEB_PORT is {text!r}; it should be a port, such as 8081")
    return int(text)


def _listener(host: str) -> int | None:
    """The descriptor in `fd:3`, or None for an address."""
    kind, _, number = host.partition(":")
    if kind != "fd":
        return None
    if not number.isdecimal():
        raise SettingError(f"COURANT_WEB_LISTEN is {host!r}; an inherited socket looks like fd:3")
    return int(number)


def _words(env: dict[str, str], name: str, default: str) -> list[str]:
    return [word.strip() for word in env.get(name, default).split(",") if word.strip()]


def _expected() -> str:
    """Every module of the site except web, with core first."""
    return ",".join(["core", *(service.name for service in discovery.services())])


def _origins(env: dict[str, str], name: str) -> frozenset[str]:
    return frozenset(_origin(name, word) for word in _words(env, name, ""))


def _api_origins(env: dict[str, str]) -> frozenset[str]:
    name = "COURANT_API_ORIGINS"
    return frozenset({"*"}) if env.get(name, "").strip() == "*" else _origins(env, name)


def _origin(name: str, text: str) -> str:
    parts = urlsplit(text)
    if parts.scheme not in {"http", "https"} or not parts.netloc or parts.path.strip("/"):
        raise SettingError(f"{name} has {text!r}; an origin looks like https://example.org:8443")
    return f"{parts.scheme}://{parts.netloc}".lower()


def _hub(env: dict[str, str]) -> str:
    url = env.get("COURANT_WEBSUB_HUB", "")
    parts = urlsplit(url)
    if url and (parts.scheme not in {"http", "https"} or not parts.hostname or not url.isascii() or " " in url):
        raise SettingError(f"COURANT_WEBSUB_HUB is {url!r}; it should look like https://hub.example.org/")
    return url


def _own_key(path: Path) -> str:
    if not path.is_file():
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(48))
    return path.read_text().strip()


def _mail(env: dict[str, str], site_url: str) -> dict[str, Any]:
    sender = env.get("COURANT_MAIL_FROM") or f"courant@{urlsplit(site_url).hostname}"
    url = env.get("EMAIL_URL") or "consolemail://"
    if urlsplit(url).scheme not in Env.EMAIL_SCHEMES:
        raise SettingError(f"EMAIL_URL should look like smtp+tls://user:password@host:587, not {url.split('@')[-1]!r}")
    config: dict[str, Any] = dict(Env.email_url_config(url))
    config.pop("OPTIONS", None)
    return {**config, "DEFAULT_FROM_EMAIL": sender, "SERVER_EMAIL": sender}
