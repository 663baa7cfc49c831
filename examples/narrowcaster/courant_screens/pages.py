"""The pages of screens: the desk, a playlist, and what a screen shows."""

from courant_kit import Caller, NotFound, Nothing, Page, draw

from courant_screens import clock, contract
from courant_screens.models import Playlist, Screen
from courant_screens.module import module

WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


@module.handles(contract.PAGE_DESK)
def desk(caller: Caller, request: Nothing) -> Page:
    """The desk: every screen, messages and playlists."""
    html = draw(
        "screens/desk.html",
        screens=module.embed(contract.SCREENS(), tag="ul", attributes='class="cards screens-list"'),
        messages=module.embed(contract.MESSAGES(), tag="ul", attributes='class="rows"'),
        playlists=module.embed(contract.PLAYLISTS(), tag="ol", attributes='class="rows screens-order"'),
        choice=module.embed(contract.CHOICE(), tag="div"),
    )
    return Page(title="Screens", html=html, noindex=True, scripts=["desk.js"], styles=["desk.css"])


@module.handles(contract.PAGE_PLAYLIST)
def playlist(caller: Caller, request: contract.Named) -> Page:
    """A playlist: when and where it plays, and what is on it."""
    found = Playlist.objects.filter(pk=request.id, removed=False).first()
    if found is None:
        raise NotFound("There is no such playlist.")
    html = draw(
        "screens/playlist.html",
        playlist=found,
        days=[(number, name, str(number) in found.weekdays) for number, name in enumerate(WEEKDAYS)],
        zone=str(clock.ZONE),
        chosen=set(found.screens.values_list("pk", flat=True)),
        all=Screen.objects.order_by("name"),
        entries=module.embed(contract.ENTRIES(found.pk), tag="ol", attributes='class="rows screens-order"'),
    )
    return Page(title=found.name, html=html, noindex=True, scripts=["desk.js"], styles=["desk.css"])


@module.handles(contract.PAGE_SHOW)
def show(caller: Caller, request: contract.OfScreen) -> Page:
    """What a screen shows: the page that a device opens and never leaves."""
    screen = Screen.objects.filter(slug=request.name).first()
    if screen is None:
        raise NotFound("There is no such screen.")
    html = draw(
        "screens/show.html",
        screen=screen,
        program=module.embed(contract.PROGRAM(screen.pk)),
        control=module.embed(contract.CONTROL(screen.pk)),
        urgent=module.embed(contract.URGENT(screen.pk)),
    )
    return Page(title=screen.name, html=html, noindex=True, scripts=["screen.js"], styles=["screen.css"])
