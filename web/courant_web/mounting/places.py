"""Which mounted app a path belongs to."""

from functools import cache

from courant_web.environment import configured
from courant_web.mounts import App


def app_at(path: str) -> App | None:
    """The app whose page the path is; its address without the slash at its end is one too."""
    return _by_word().get(path.split("/", 2)[1]) if path.startswith("/") else None


@cache
def _by_word() -> dict[str, App]:
    return {app.word: app for app in configured().apps}
