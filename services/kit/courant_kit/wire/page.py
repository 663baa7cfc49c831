"""The Page: the answer of a page procedure, the same over WAMP and inside the shell."""

from typing import Any

import msgspec

from courant_kit.live.audience import EVERYBODY, Audience
from courant_kit.live.fragment import versions_in
from courant_kit.wire.payload import marked


class Crumb(msgspec.Struct):
    """A page above another; `path` is "" if there is no page, only a place."""

    title: str
    path: str = ""


class Page(msgspec.Struct, kw_only=True, omit_defaults=False):
    """One page, as the shell embeds it and the browser shows it.

    `html` is the content of `<main>`; `fragments`, which the kit fills in, maps the ids of the live fragments in it to
    their versions. `canonical`, `feed` and `location` are paths on this site, `image` is one or an address elsewhere.
    `author` is the name of who wrote it. `published` and `modified` are moments (RFC 3339): a page that has the first
    is an article. `scripts` and `styles` name files in the module's folder `static/`; the kit replaces them with their
    paths and puts the module's before them. `trail` are the pages above this one, from the top, for search engines.
    `translations` are the addresses of this page and its translations, by language (BCP 47), and `x-default`.
    `audience` is who gets exactly this page at this address: it may be cached for them. PERSONAL is never cached.
    """

    status: int = 200
    title: str = ""
    html: str = ""
    fragments: dict[str, int] = {}
    description: str = ""
    canonical: str = ""
    feed: str = ""
    image: str = ""
    author: str = ""
    published: str = ""
    modified: str = ""
    location: str = ""
    audience: Audience = msgspec.field(default_factory=lambda: EVERYBODY)
    noindex: bool = False
    scripts: list[str] = []
    styles: list[str] = []
    module: str = ""
    trail: list[Crumb] = []
    translations: dict[str, str] = {}

    def complete(self, module: str, audience: Audience) -> "Page":
        """The page with the fields that the kit fills in: its module, its audience, and the fragments in its HTML."""
        return msgspec.structs.replace(self, module=module, audience=audience, fragments=versions_in(self.html))


def redirect(location: str, *, permanent: bool = False) -> Page:
    """A page that sends the reader to `location` (RFC 9110: 301 or 302)."""
    return Page(status=301 if permanent else 302, location=location)


def page_from(value: Any) -> Page:
    """The result of a page procedure as a Page; raises msgspec.ValidationError if it is not one."""
    return msgspec.convert(value, Page, dec_hook=marked)
