"""What the calls about redirects carry."""

from typing import Annotated

from courant_kit.wire.payload import Payload
from msgspec import Meta

MOST = 1000
"""Redirects in one call, at most."""

Address = Annotated[str, Meta(max_length=2000)]


class NewRedirect(Payload):
    """A redirect: from an old address on this site, with or without a query (`/?p=123`), to a new one.

    `target` is a path on this site or an address of another one; without it, what was there is gone (410). If it is
    `below`, everything below the old address follows and keeps the rest of its path.
    """

    source: Address
    target: Address = ""
    below: bool = False


class NewRedirects(Payload):
    """Redirects to add. Existing ones with the same old addresses stay as they are, unless `replace` is set."""

    redirects: Annotated[list[NewRedirect], Meta(max_length=MOST)]
    replace: bool = False


class RefusedRedirect(Payload):
    """A redirect that was not added: its old address, and why."""

    source: str
    why: str


class AddedRedirects(Payload):
    """How many redirects were added, how many replaced one, how many existed already; and those that were refused.

    One that exists with another new address is refused, too.
    """

    added: int
    replaced: int
    same: int
    refused: list[RefusedRedirect]


class PastedRedirects(Payload):
    """Redirects as text: a line for each, with the old address, the new one, and `below` for all below it."""

    text: Annotated[str, Meta(max_length=1_000_000)]
    replace: bool = False


class OldAddress(Payload):
    """An address that no page has: its decoded path, and its query without the question mark.

    With `parameters`, only redirects from an address with parameters count: a page has the path.
    """

    path: Annotated[str, Meta(max_length=4000)]
    query: Annotated[str, Meta(max_length=4000)] = ""
    parameters: bool = False


class NewAddress(Payload):
    """Where an old address leads: `found` is false if nobody knows it, and `target` is empty if it is gone.

    With `none`, there is no redirect from any address with parameters, so there is no need to ask about others.
    """

    found: bool
    target: str = ""
    none: bool = False


class FindRedirects(Payload):
    """Requests redirects whose addresses have these words in them, by old address."""

    query: Annotated[str, Meta(max_length=200)] = ""
    start: Annotated[int, Meta(ge=0, le=10_000_000)] = 0
    limit: Annotated[int, Meta(ge=1, le=1000)] = 100


class RedirectsPage(Payload):
    """Which redirects the page shows: those with the words `q`, from number `start` on."""

    q: Annotated[str, Meta(max_length=200)] = ""
    start: Annotated[int, Meta(ge=0, le=10_000_000)] = 0


class Redirects(Payload):
    """Redirects; `more` is true if others follow."""

    redirects: list[NewRedirect]
    more: bool = False


class NamedRedirect(Payload):
    """Identifies a redirect by its old address."""

    source: Address
