"""What the calls about the site's settings carry."""

from datetime import datetime
from typing import Annotated, Literal

from courant_kit.wire.payload import Payload
from msgspec import Meta

LONGEST_TEXT = 20_000
MOST_ENTRIES = 60

Name = Annotated[str, Meta(min_length=1, max_length=80)]
Line = Annotated[str, Meta(max_length=200)]
Text = Annotated[str, Meta(max_length=LONGEST_TEXT)]
Colour = Annotated[str, Meta(max_length=20)]
Stack = Literal["", "serif", "sans", "humanist", "slab", "rounded", "own"]
Entries = Annotated[list[Annotated[str, Meta(max_length=2000)]], Meta(max_length=MOST_ENTRIES)]


class MenuChoice(Payload):
    """A place in the menu: of the entry of a module with this address, or of a link of the site's `own`.

    With an empty title, a module's entry keeps that of the module.
    """

    url: str
    title: str = ""
    hidden: bool = False
    own: bool = False


class FrontChoice(Payload):
    """A place on the front page: of a module's part, by the module's name, or of the `welcome` text."""

    block: str
    hidden: bool = False


class SiteSettings(Payload):
    """The settings of the site.

    Colours are `#rrggbb`, for light and for dark; an empty one is that of the look. `headings` and `text` name
    typefaces, of which `own` is the uploaded `font`. `logo` and `font` are addresses on this site. Modules that `menu`
    and `front` do not name follow after those that they do. `welcome`, `footer` and `not_found` are Markdown.
    """

    name: str
    tagline: str = ""
    time_zone: str = "UTC"
    logo: str = ""
    logo_alt: str = ""
    accent: str = ""
    accent_dark: str = ""
    ground: str = ""
    ground_dark: str = ""
    headings: str = ""
    text: str = ""
    font: str = ""
    theme: str = ""
    menu: list[MenuChoice] = []
    front: list[FrontChoice] = []
    welcome: str = ""
    footer: str = ""
    not_found: str = ""


class ShownSite(SiteSettings, kw_only=True):
    """The settings of the site now, and what follows from them.

    `revision` is 0 until somebody has saved any. `sheets` are the addresses of style sheets: of the theme, then of
    colours and typefaces. `not_found_html` is safe HTML.
    """

    revision: int
    sheets: list[str] = []
    not_found_html: str = ""


class ChangeSite(Payload):
    """Changes settings of the site; fields that are left out stay as they are.

    The menu and the front page are lists of the same length: `menu_url` with `menu_title`, `menu_place` (numbers, the
    lowest first) and `menu_shown` (`yes` or `no`), `front_block` with `front_place` and `front_shown`. `logo_file` (a
    picture) and `font_file` (WOFF2) are contents of files; `logo_gone` and `font_gone` take the present ones away. If
    `base` is given and is not the number of the newest revision, nothing is changed.
    """

    base: int | None = None
    name: Name | None = None
    tagline: Line | None = None
    time_zone: Line | None = None
    logo_file: bytes = b""
    logo_gone: bool = False
    logo_alt: Line | None = None
    accent: Colour | None = None
    accent_dark: Colour | None = None
    ground: Colour | None = None
    ground_dark: Colour | None = None
    headings: Stack | None = None
    text: Stack | None = None
    font_file: bytes = b""
    font_gone: bool = False
    theme: Line | None = None
    menu_url: Entries | None = None
    menu_title: Entries = []
    menu_place: Entries = []
    menu_shown: Entries = []
    front_block: Entries | None = None
    front_place: Entries = []
    front_shown: Entries = []
    welcome: Text | None = None
    footer: Text | None = None
    not_found: Text | None = None


class SiteChanged(Payload):
    """The settings of the site have changed. Call `courant.core.site.show` to get all of them."""

    revision: int
    name: str
    tagline: str
    time_zone: str
    by: str


class NamedRevision(Payload):
    """Identifies a revision of the settings by its number."""

    revision: int


class SiteRevision(Payload):
    """A revision of the settings: its number, who saved it and when, and the settings that it changed."""

    revision: int
    by: str
    at: datetime
    changed: list[str]


class SiteHistory(Payload):
    """The revisions of the settings, the newest first; at most 200."""

    revisions: list[SiteRevision]


class NamedDraft(Payload):
    """Identifies settings that somebody looks at before they save them."""

    draft: Annotated[str, Meta(max_length=64)]


class DraftOf(NamedDraft):
    """Identifies settings that somebody looks at, and who: the user name of the one who made them."""

    by: Annotated[str, Meta(min_length=1, max_length=150)]


class DraftedSite(ShownSite, kw_only=True):
    """Settings that are not saved, with what the shell shows of them: trusted HTML."""

    brand: str
    menu_html: str
    footer_html: str
