"""The manifest: what a module says of itself when it joins."""

from courant_kit.wire.payload import Payload


class MenuEntry(Payload):
    """A link in the site's menu; `icon` names one of the shell's icons, lower `order` comes first."""

    title: str
    url: str
    icon: str = "file"
    order: int = 100


class Route(Payload):
    """A URL pattern and the page procedure that answers it.

    `pattern` is a regular expression that browsers read ("" when Django's cannot be carried over: the server resolves
    it then); `python` is Django's own. Both match the whole decoded path without its leading slash. `query` names the
    page's other arguments, which it takes from the query string; whatever else stands there is not sent.
    """

    name: str
    pattern: str
    python: str
    procedure: str
    query: list[str] = []


class FeedEntry(Payload):
    """An Atom feed: its path on the site, its title, and the procedure that lists the entries."""

    path: str
    title: str
    procedure: str


class Manifest(Payload):
    """Everything the site must know of a module; `docs/topics/wire.md` tells each field.

    `version` is for administrators to read; the site compares nothing with it.
    """

    module: str
    title: str
    menu: list[MenuEntry] = []
    routes: list[Route] = []
    feeds: list[FeedEntry] = []
    sitemap: str = ""
    front: str = ""
    scripts: list[str] = []
    styles: list[str] = []
    order: int = 100
    version: str = ""
