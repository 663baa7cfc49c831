"""The live fragments of screens."""

from courant_kit import FragmentId, Item, NotFound, draw

from courant_screens import clock, contract, programs
from courant_screens.models import Entry, Playlist, Screen
from courant_screens.module import module


def screen_of(fragment: FragmentId[int]) -> Screen:
    """The screen of a fragment; raises NotFound."""
    screen = Screen.objects.filter(pk=fragment.key).first()
    if screen is None:
        raise NotFound("There is no such screen.")
    return screen


@module.renders(contract.PROGRAM)
def program(fragment: FragmentId[int]) -> str:
    """What a screen plays in the days to come."""
    return draw("screens/program.html", program=programs.program(screen_of(fragment), clock.now()))


@module.renders(contract.CONTROL)
def control(fragment: FragmentId[int]) -> str:
    """What the desk wants of a screen."""
    return draw("screens/control.html", screen=screen_of(fragment))


@module.renders(contract.URGENT)
def urgent(fragment: FragmentId[int]) -> str:
    """The urgent messages on a screen."""
    found = programs.messages(screen_of(fragment), clock.now())
    return draw("screens/urgent.html", messages=[(one, clock.milliseconds(one.until)) for one in found])


@module.renders(contract.SCREENS)
def screens(fragment: FragmentId[None]) -> list[Item]:
    """Every screen with its state."""
    return [_drawn("screen", screen) for screen in Screen.objects.order_by("name")]


@module.renders(contract.CHOICE)
def choice(fragment: FragmentId[None]) -> str:
    """The screens that a message may be for."""
    legend = "Only on these screens (none chosen: on all)"
    return draw("screens/chosen.html", all=Screen.objects.order_by("name"), legend=legend)


@module.renders(contract.MESSAGES)
def messages(fragment: FragmentId[None]) -> list[Item]:
    """The messages that are shown now."""
    found = programs.shown(clock.now()).prefetch_related("screens")
    return [_drawn("message", message, until=message.until.astimezone(clock.ZONE)) for message in found]


@module.renders(contract.PLAYLISTS)
def playlists(fragment: FragmentId[None]) -> list[Item]:
    """The playlists in their order."""
    found = list(Playlist.objects.filter(removed=False).prefetch_related("entry_set", "screens"))
    return [_drawn("playlist", one, **_among(at, len(found))) for at, one in enumerate(found)]


@module.renders(contract.ENTRIES)
def entries(fragment: FragmentId[int]) -> list[Item]:
    """What is on a playlist."""
    if not Playlist.objects.filter(pk=fragment.key, removed=False).exists():
        raise NotFound("There is no such playlist.")
    found = list(Entry.objects.filter(playlist=fragment.key))
    return [_drawn("entry", one, **_among(at, len(found))) for at, one in enumerate(found)]


def _among(at: int, number: int) -> dict[str, int | bool]:
    return {"up": max(at - 1, 0), "down": at + 1, "first": at == 0, "last": at == number - 1}


def _drawn(name: str, row: Screen | Playlist | Entry | object, **more: object) -> Item:
    key = f"{name}-{row.pk}"  # type: ignore[union-attr]
    return Item(key, draw(f"screens/{name}_item.html", key=key, **{name: row}, **more))
