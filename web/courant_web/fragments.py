"""Web's live fragment: the tokens of the HTTP API."""

from courant_kit.content.templates import draw
from courant_kit.live.fragment import FragmentId, Item

from courant_web import contract
from courant_web.accounts import tokens
from courant_web.models import Token
from courant_web.module import module


@module.renders(contract.TOKENS)
def listed(fragment: FragmentId[None]) -> list[Item]:
    """A row for each token, or one that says that there is none."""
    rows = [_row(token) for token in tokens.listed()]
    return rows or [Item("no-token", draw("no_token.html"))]


def _row(token: Token) -> Item:
    key = f"token-{token.pk}"
    return Item(key, draw("token.html", key=key, token=token, scopes=token.scopes.split()))
