"""The order of the menu and of the front page, as administrators have chosen it (no I/O)."""

from collections.abc import Iterable, Sequence
from urllib.parse import urlsplit

from courant_kit.calls.errors import Invalid
from courant_kit.wire.manifest import MenuEntry
from courant_kit.words import gettext

from courant_core.site.payloads import ChangeSite, FrontChoice, MenuChoice

WELCOME = "welcome"
"""The block of the front page that has the site's own text."""

OWN_ICON = "link"


def arranged(entries: Iterable[MenuEntry], choices: Sequence[MenuChoice]) -> list[MenuEntry]:
    """The entries of the menu, in the order of the choices; entries without a choice follow, as their modules say."""
    left = {entry.url: entry for entry in entries}
    found: list[MenuEntry] = []
    for one in choices:
        entry = MenuEntry(one.title, one.url, OWN_ICON) if one.own else left.pop(one.url, None)
        if entry is not None and not one.hidden:
            found.append(MenuEntry(one.title or entry.title, entry.url, entry.icon, entry.order, entry.role))
    return [*found, *left.values()]


def blocks(present: Iterable[str], choices: Sequence[FrontChoice], *, welcome: bool) -> list[str]:
    """The blocks of the front page in order, by name; without a choice, the welcome comes first."""
    left = [*([WELCOME] if welcome else []), *present]
    chosen = [one for one in choices if one.block in left]
    named = {one.block for one in chosen}
    first = [WELCOME] if WELCOME in left and WELCOME not in named else []
    rest = [one for one in left if one not in named and one != WELCOME]
    return [*first, *(one.block for one in chosen if not one.hidden), *rest]


def menu_of(request: ChangeSite, modules: Iterable[MenuEntry], before: Sequence[MenuChoice]) -> list[MenuChoice]:
    """The choices that a form has: those of modules by address, and own links; raises Invalid.

    A row without an address is an empty one for a further link. An entry of a module that is away keeps its choice.
    """
    entries = {entry.url for entry in modules} | {one.url for one in before if not one.own}
    rows = _rows("menu", request.menu_url or [], request.menu_title, request.menu_place, request.menu_shown)
    found: list[tuple[float, MenuChoice]] = []
    for url, title, place, shown in rows:
        if url:
            own = url not in entries
            found.append((place, MenuChoice(_address(url) if own else url, _title(title, own), not shown, own)))
    chosen = [one for _, one in sorted(found, key=lambda row: row[0])]
    if len({one.url for one in chosen}) < len(chosen):
        raise Invalid(gettext("Two entries of the menu have the same address."), field="menu_url")
    return chosen


def front_of(request: ChangeSite) -> list[FrontChoice]:
    """The choices for the front page that a form has; raises Invalid."""
    blocks = request.front_block or []
    rows = _rows("front", blocks, [""] * len(blocks), request.front_place, request.front_shown)
    ordered = sorted(rows, key=lambda row: row[2])
    return [FrontChoice(block, not shown) for block, _, _, shown in ordered if block]


Row = tuple[str, str, float, bool]


def _rows(
    what: str, names: Sequence[str], titles: Sequence[str], places: Sequence[str], shown: Sequence[str]
) -> list[Row]:
    """The rows of a table in a form; lists that are left out have the usual values, others must be as long."""
    count = len(names)
    titles, places = titles or [""] * count, places or [str(at) for at in range(count)]
    shown = shown or ["yes"] * count
    if not len(titles) == len(places) == len(shown) == count:
        raise Invalid(
            gettext("The lists of the {what} must have the same length.").format(what=what), field=f"{what}_place"
        )
    return [
        (name.strip(), title.strip(), _place(place, what), show == "yes")
        for name, title, place, show in zip(names, titles, places, shown, strict=True)
    ]


def _place(text: str, what: str) -> float:
    try:
        return float(int(text or "999"))
    except ValueError:
        raise Invalid(gettext("A place is a whole number; the lowest comes first."), field=f"{what}_place") from None


def _title(title: str, own: bool) -> str:
    if own and not title:
        raise Invalid(gettext("A link of your own needs a name."), field="menu_title")
    if len(title) > 60:
        raise Invalid(gettext("A name in the menu has at most 60 characters."), field="menu_title")
    return title


def _address(url: str) -> str:
    """An address that a menu may lead to: a path on this site, or that of another one."""
    wrong = Invalid(gettext("A link leads to a path, such as /about/, or begins with https://."), field="menu_url")
    try:
        parts = urlsplit(url)
    except ValueError:
        raise wrong from None
    outside = parts.scheme in {"http", "https"} and parts.hostname and "@" not in parts.netloc
    inside = url.startswith("/") and not parts.netloc and not parts.scheme
    if not (outside or inside) or any(one.isspace() for one in url) or "\\" in url:
        raise wrong
    return url
