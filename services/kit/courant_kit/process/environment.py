"""Settings from the environment, read once per process and validated."""

import os
import re
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from courant_kit.calls.caller import EDITORS, MEMBERS, Role
from courant_kit.calls.limits import Rate, Rates
from courant_kit.live.audience import EDITORS_ONLY, EVERYBODY, MEMBERS_ONLY, Audience
from courant_kit.process.login import secret_and_method

ENGLISH = "en"
"""The language of the texts in the code, and of a site that names none."""

READERS = {"everybody": EVERYBODY, "members": MEMBERS_ONLY, "editors": EDITORS_ONLY}
"""The values of a setting that selects an audience."""

WRITERS = {"editors": EDITORS, "members": MEMBERS}
"""The values of a setting that selects the roles of those who write."""

LONGEST_SOCKET = 107
"""The bytes of a Unix socket's path on Linux (unix(7): 108 with the zero at its end)."""


class SettingError(ValueError):
    """An environment variable is missing or wrong; the message names it and says what would be right."""


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings that a service reads from its environment; `docs/reference/settings.md` describes every variable."""

    name: str
    data: Path
    router: str
    secret: str
    authmethod: str
    database: str
    site_url: str
    site_name: str
    log_level: str
    threads: int
    rates: Rates
    languages: tuple[str, ...] = (ENGLISH,)


def load(name: str, environment: dict[str, str] | None = None) -> Settings:
    """The settings of the service `name`; raises SettingError on the first wrong variable.

    Variables: COURANT_DATA, COURANT_ROUTER, COURANT_SECRET, COURANT_AUTH, COURANT_KEY, DATABASE_URL, COURANT_SITE_URL,
    COURANT_SITE_NAME, COURANT_LOG_LEVEL, COURANT_THREADS, COURANT_LANGUAGES, and COURANT_LIMIT_… for each of Rates.
    """
    env = dict(os.environ) if environment is None else environment
    data = Path(env.get("COURANT_DATA", "var")).resolve()
    secret, method = _proof(env)
    return Settings(
        name=name,
        data=data,
        router=_router(env.get("COURANT_ROUTER") or _content(data / "run" / "router")),
        secret=secret or _content(data / "secrets" / name),
        authmethod=method,
        database=env.get("DATABASE_URL") or f"sqlite:///{data / name}.sqlite3",
        site_url=env.get("COURANT_SITE_URL", "http://localhost:8080").rstrip("/"),
        site_name=env.get("COURANT_SITE_NAME", "Courant"),
        log_level=_one_of(env, "COURANT_LOG_LEVEL", "info", ("debug", "info", "warning", "error")),
        threads=_count(env, "COURANT_THREADS", 4),
        rates=_rates(env),
        languages=_languages(env.get("COURANT_LANGUAGES") or ENGLISH),
    )


def readers(name: str, environment: dict[str, str] | None = None) -> Audience:
    """The audience that the variable `name` selects: everybody, members or editors; everybody if it is empty.

    Raises SettingError for another word.
    """
    return READERS[_one_of(_or_own(environment), name, "everybody", tuple(READERS))]


def writers(name: str, environment: dict[str, str] | None = None) -> frozenset[Role]:
    """The roles that the variable `name` selects: editors or members; editors if it is empty.

    Raises SettingError for another word.
    """
    return WRITERS[_one_of(_or_own(environment), name, "editors", tuple(WRITERS))]


def minutes(name: str, usual: int, environment: dict[str, str] | None = None) -> timedelta:
    """The time that the variable `name` gives in whole minutes, of which 0 is none; raises SettingError otherwise."""
    return timedelta(minutes=_whole(name, usual, "minutes", environment))


def days(name: str, usual: int, environment: dict[str, str] | None = None) -> timedelta:
    """The time that the variable `name` gives in whole days, of which 0 is none; raises SettingError otherwise."""
    return timedelta(days=_whole(name, usual, "days", environment))


def rate(name: str, usual: Rate, environment: dict[str, str] | None = None) -> Rate:
    """The rate that the variable `name` gives, such as `50/300`; raises SettingError for anything else."""
    return _rate(_or_own(environment), name, usual)


def count(name: str, usual: int, environment: dict[str, str] | None = None) -> int:
    """The whole number from 1 up that the variable `name` gives; raises SettingError otherwise."""
    return _count(_or_own(environment), name, usual)


def known_zone(name: object) -> ZoneInfo | None:
    """The time zone with this name of the time zone database; None if this machine has none of that name."""
    try:
        return ZoneInfo(name) if isinstance(name, str) else None
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None


def time_zone(name: str, environment: dict[str, str] | None = None) -> ZoneInfo:
    """The time zone that the variable `name` gives by its IANA name, such as Europe/Amsterdam; UTC if it is empty.

    Raises SettingError for a name that the time zone database does not have.
    """
    value = _or_own(environment).get(name) or "UTC"
    if (found := known_zone(value)) is None:
        raise SettingError(f"{name} is {value!r}; it should be a time zone's name, such as Europe/Amsterdam")
    return found


def _whole(name: str, usual: int, unit: str, environment: dict[str, str] | None) -> int:
    value = _or_own(environment).get(name) or str(usual)
    if not re.fullmatch(r"[0-9]{1,6}", value):
        raise SettingError(f"{name} is {value!r}; it should be a whole number of {unit} from 0 to 999999")
    return int(value)


def _or_own(environment: dict[str, str] | None) -> dict[str, str]:
    """These variables, or those of this process."""
    return dict(os.environ) if environment is None else environment


def _languages(text: str) -> tuple[str, ...]:
    """The languages in a list such as `en,nl,de`, each once, in their order."""
    from django.conf.locale import LANG_INFO  # most programs that read settings need no Django

    codes = tuple(dict.fromkeys(one.strip().lower() for one in text.split(",") if one.strip()))
    wrong = next((one for one in codes if "name" not in LANG_INFO.get(one, {})), None)
    if wrong is not None or not codes:
        raise SettingError(
            f"COURANT_LANGUAGES is {text!r}; it should be codes of languages, the site's own first, such as en,nl,de"
        )
    return codes


def _content(path: Path) -> str:
    return path.read_text().strip() if path.is_file() else ""


def _proof(env: dict[str, str]) -> tuple[str, str]:
    try:
        return secret_and_method(env)
    except ValueError as error:
        raise SettingError(str(error)) from error


def _router(url: str) -> str:
    url = url or "tcp://127.0.0.1:9001"
    parts = urlsplit(url)
    if parts.scheme == "unix":
        _check_socket(url, parts.path)
    elif parts.scheme not in {"tcp", "ws", "wss"} or not parts.hostname:
        raise SettingError(
            f"COURANT_ROUTER is {url!r}; it should look like tcp://127.0.0.1:9001, ws://localhost:8080/ws or unix:/path"
        )
    return url


def _check_socket(url: str, path: str) -> None:
    if url != f"unix:{path}" or not path.startswith("/") or len(os.fsencode(path)) > LONGEST_SOCKET:
        raise SettingError(
            f"COURANT_ROUTER is {url!r}; after unix: it should have the complete path of a socket, "
            f"of {LONGEST_SOCKET} bytes at most"
        )


def _one_of(env: dict[str, str], name: str, default: str, allowed: tuple[str, ...]) -> str:
    value = env.get(name) or default
    if value not in allowed:
        raise SettingError(f"{name} is {value!r}; it should be one of: {', '.join(allowed)}")
    return value


def _count(env: dict[str, str], name: str, default: int) -> int:
    value = env.get(name) or str(default)
    if not value.isdigit() or int(value) < 1:
        raise SettingError(f"{name} is {value!r}; it should be a whole number from 1 up")
    return int(value)


def _rates(env: dict[str, str]) -> Rates:
    usual = Rates()
    return Rates(
        person_calls=_rate(env, "COURANT_LIMIT_PERSON_CALLS", usual.person_calls),
        person_writes=_rate(env, "COURANT_LIMIT_PERSON_WRITES", usual.person_writes),
        address_calls=_rate(env, "COURANT_LIMIT_ADDRESS_CALLS", usual.address_calls),
        address_writes=_rate(env, "COURANT_LIMIT_ADDRESS_WRITES", usual.address_writes),
        program_calls=_rate(env, "COURANT_LIMIT_PROGRAM_CALLS", usual.program_calls),
        program_writes=_rate(env, "COURANT_LIMIT_PROGRAM_WRITES", usual.program_writes),
    )


def _rate(env: dict[str, str], name: str, default: Rate) -> Rate:
    value = env.get(name)
    if not value:
        return default
    found = re.fullmatch(r"([1-9][0-9]{0,8})/([1-9][0-9]{0,8})", value)
    if found is None:
        raise SettingError(f"{name} is {value!r}; it should be calls a second and calls at once, such as {default}")
    return Rate(int(found[1]), int(found[2]))
