"""Tokens of the HTTP API, through web's own commands, because only web opens its database."""

import json
from collections.abc import Sequence

from courant_cli.access.people import web
from courant_cli.installation import Installation

HOW = """\
The token {name}, which is not shown again:

  {text}

Programs send it in the header “Authorization: Bearer …”; the API is at {url}/api/."""
NONE = "There is no token yet: `courant token add NAME --scope read:blog` creates one."


def made(place: Installation, name: str, role: str, scopes: Sequence[str], days: int) -> str:
    """Create a token and return it with instructions; raises Trouble."""
    words = [word for scope in scopes for word in ("--scope", scope)]
    text = web(place, ["token-add", name, "--role", role, "--days", str(days), *words])
    return HOW.format(name=name, text=text, url=place.public)


def removed(place: Installation, name: str) -> str:
    """Revoke a token, which ends its streams, and return what was done; raises Trouble."""
    return web(place, ["token-remove", name])


def listed(place: Installation) -> str:
    """A line for each token: its name, beginning, role, end, when it was last used, and its scopes; raises Trouble."""
    return "\n".join(map(_line, json.loads(web(place, ["token-list"])))) or NONE


def _line(token: dict[str, str]) -> str:
    used = f"last used {token['used'][:10]}" if token["used"] else "never used"
    named = f"{token['name']:<24}{token['begins']}…  {token['role']:<9}"
    return f"{named}expires {token['expires'][:10]}  {used}  {token['scopes']}"
