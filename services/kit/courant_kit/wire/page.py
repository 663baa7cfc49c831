"""The Page: what a page procedure answers, over WAMP and inside the shell alike."""

from typing import Any

import msgspec

from courant_kit.live.audience import EVERYBODY, Audience
from courant_kit.live.fragment import versions_in
from courant_kit.wire.payload import marked


class Page(msgspec.Struct, kw_only=True, omit_defaults=False):
    """One page, as the shell embeds it and the browser shows it.

    `html` is the inside of `<main>`; `fragments` maps the ids of the live fragments in it to their versions and is
    filled in by the kit. `canonical`, `feed`, `image` and `location` are paths on this site. `scripts` and `styles`
    name files in the module's folder `static/`; the kit puts their paths there, after those of the module. `audience`
    are the people who get this very page at this address: it may be cached for them. PERSONAL is never cached.
    """

    status: int = 200
    title: str = ""
    html: str = ""
    fragments: dict[str, int] = {}
    description: str = ""
    canonical: str = ""
    feed: str = ""
    image: str = ""
    location: str = ""
    audience: Audience = msgspec.field(default_factory=lambda: EVERYBODY)
    noindex: bool = False
    scripts: list[str] = []
    styles: list[str] = []
    module: str = ""

    def complete(self, module: str, audience: Audience) -> "Page":
        """The page with what only the kit knows: its module, for whom it is, and the fragments found in its HTML."""
        return msgspec.structs.replace(self, module=module, audience=audience, fragments=versions_in(self.html))


def redirect(location: str, *, permanent: bool = False) -> Page:
    """A page that sends the reader to `location` (RFC 9110: 301 or 302)."""
    return Page(status=301 if permanent else 302, location=location)


def page_from(value: Any) -> Page:
    """The Page in the result of a page procedure; raises msgspec.ValidationError when it is none."""
    return msgspec.convert(value, Page, dec_hook=marked)
