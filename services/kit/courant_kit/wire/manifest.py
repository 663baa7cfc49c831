"""The manifest: how a module describes itself when it joins."""

from typing import Literal

from courant_kit.wire.payload import Payload


class MenuEntry(Payload):
    """A link in the site's menu; `icon` names one of the shell's icons, and a lower `order` comes first.

    `role` is the least role that sees it: "member", "editor" or "admin"; with "", everybody does.
    """

    title: str
    url: str
    icon: str = "file"
    order: int = 100
    role: Literal["", "member", "editor", "admin"] = ""


class Route(Payload):
    """A URL pattern and the page procedure that answers it.

    `pattern` is a regular expression for browsers; it is "" if Django's cannot be translated, and then the server
    resolves the path. `python` is Django's. Both match the complete decoded path without its leading slash. `query`
    names the page's other arguments, which come from the query string; other parameters there are not sent.
    """

    name: str
    pattern: str
    python: str
    procedure: str
    query: list[str] = []


class FeedEntry(Payload):
    """A feed: its path on the site, its title, and the procedure that lists the entries.

    The site writes it as Atom at this path, and as RSS and JSON Feed below it, at `rss/` and `json/`.
    """

    path: str
    title: str
    procedure: str


class Manifest(Payload):
    """Everything that the site needs to know about a module; `docs/topics/wire.md` describes each field.

    `moved` is the page procedure that is asked where an address leads that no route takes; it answers with a redirect,
    or raises NotFound. `documents` is the procedure that offers the module's documents to the search. `feed_routes` are
    feeds with arguments, such as one for each tag: their procedures list the entries, as those of `feeds` do. `version`
    is for administrators to read; the site does not compare it with anything. `languages` are those in which the module
    answers if a call names one; each has the words of the manifest in it (titles) by those of the manifest.
    """

    module: str
    title: str
    menu: list[MenuEntry] = []
    routes: list[Route] = []
    feeds: list[FeedEntry] = []
    sitemap: str = ""
    front: str = ""
    moved: str = ""
    documents: str = ""
    scripts: list[str] = []
    styles: list[str] = []
    order: int = 100
    version: str = ""
    feed_routes: list[Route] = []
    languages: dict[str, dict[str, str]] = {}

    def said(self, words: str, language: str) -> str:
        """A title of the manifest in a language; as it is, if the module has no other words for it."""
        return self.languages.get(language, {}).get(words) or words
