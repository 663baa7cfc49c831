"""What screens offers: its pages, calls and fragments, and who may use them."""

from typing import Annotated, Literal

from courant_kit import EDITORS, EDITORS_ONLY, Answer, Fragment, Payload, Procedure, UploadCalls, page
from msgspec import Meta

Name = Annotated[str, Meta(min_length=1, max_length=80)]
Slug = Annotated[str, Meta(max_length=80, pattern="^[a-z0-9-]+$")]
Address = Annotated[str, Meta(max_length=300, pattern=r"^/(?![/\\])\S*$")]
Title = Annotated[str, Meta(max_length=200)]
Secret = Annotated[str, Meta(pattern="^[0-9a-f]{64}$")]
Seconds = Annotated[int, Meta(ge=3, le=3600)]
Time = Annotated[str, Meta(pattern="^(([01][0-9]|2[0-3]):[0-5][0-9])?$")]
Day = Annotated[str, Meta(pattern="^([0-9]{4}-[0-9]{2}-[0-9]{2})?$")]
Place = Annotated[int, Meta(ge=0, le=1000)]
Kind = Literal["page", "feed", "picture"]


class Named(Payload):
    """Identifies a screen, a playlist, an entry of one, or a message."""

    id: int


class OfScreen(Payload):
    """Identifies a screen by the word in its address."""

    name: Slug


class Add(Payload):
    """A screen or a playlist to add."""

    name: Name


class Beat(Payload):
    """What a device reports: the secret that it made for itself, and what it shows. It does so every ten seconds."""

    screen: Slug
    secret: Secret
    playing: Annotated[str, Meta(max_length=300)] = ""
    title: Title = ""


class Heard(Payload):
    """What a device gets to know: whether it is the screen, and the code to show if it is not yet.

    `time` is the site's clock in milliseconds; `script` the address of the present script; at `night`, by the clock in
    the hallway, a device may load itself anew.
    """

    paired: bool
    code: str
    time: int
    script: str
    night: bool


class Pair(Payload):
    """The code that a device shows. Blanks, hyphens and small letters make no difference."""

    code: Annotated[str, Meta(min_length=1, max_length=20)]


class Steer(Named):
    """What a screen should do: show the next entry, stay, go on, or go back to its playlist."""

    to: Literal["next", "pause", "resume", "back"]


class ShowNow(Named):
    """An address that a screen should show until it is sent back to its playlist."""

    path: Address


class Plan(Named):
    """A playlist's name, its times as 18:30, its days as 2027-03-28, its weekdays (0 is Monday), and its screens.

    Empty times and days do not limit it; without screens it plays on all.
    """

    name: Name
    begins: Time = ""
    ends: Time = ""
    first: Day = ""
    last: Day = ""
    weekdays: Annotated[list[Annotated[int, Meta(ge=0, le=6)]], Meta(max_length=7)] = []
    screens: Annotated[list[int], Meta(max_length=100)] = []


class AddEntry(Payload):
    """Something to put on a playlist; without a place, at its end. A page without a title is called by its address."""

    playlist: int
    kind: Kind
    path: Address
    title: Title = ""
    seconds: Seconds = 20
    count: Annotated[int, Meta(ge=1, le=10)] = 3
    place: Place | None = None


class ChangeEntry(Named):
    """How long an entry is shown."""

    seconds: Seconds


class Move(Named):
    """The place of an entry or a playlist among the others, from 0."""

    place: Place


class Send(Payload):
    """An urgent message for some screens (empty for all), for so many minutes."""

    text: Annotated[str, Meta(min_length=1, max_length=300)]
    minutes: Annotated[int, Meta(ge=1, le=1440)] = 30
    screens: Annotated[list[int], Meta(max_length=100)] = []


def _edits(noun_verb: str, request: type[Payload], doc: str) -> Procedure:
    return Procedure(f"courant.screens.{noun_verb}", request, Answer, EDITORS, writes=True, doc=doc)


BEAT = Procedure("courant.screens.device.beat", Beat, Heard, writes=True, doc="Reports what a device shows.")
PAIR = _edits("device.pair", Pair, "Makes the device that shows a code the screen that it asks to be.")
WITHDRAW_DEVICE = _edits("device.withdraw", Named, "Takes a screen from its device.")
ADD_SCREEN = _edits("screen.add", Add, "Adds a screen.")
REMOVE_SCREEN = _edits("screen.remove", Named, "Removes a screen.")
STEER = _edits("screen.steer", Steer, "Sends a screen on, lets it stay, or back to its playlist.")
SHOW_NOW = _edits("screen.show", ShowNow, "Shows an address on a screen now.")
ADD_PLAYLIST = _edits("playlist.add", Add, "Adds a playlist.")
SAVE_PLAYLIST = _edits("playlist.save", Plan, "Changes when and where a playlist plays.")
MOVE_PLAYLIST = _edits("playlist.move", Move, "Puts a playlist before others.")
REMOVE_PLAYLIST = _edits("playlist.remove", Named, "Removes a playlist.")
RESTORE_PLAYLIST = _edits("playlist.restore", Named, "Restores a playlist that was removed.")
ADD_ENTRY = _edits("entry.add", AddEntry, "Puts something on a playlist.")
CHANGE_ENTRY = _edits("entry.change", ChangeEntry, "Changes how long an entry is shown.")
MOVE_ENTRY = _edits("entry.move", Move, "Puts an entry at another place of its playlist.")
REMOVE_ENTRY = _edits("entry.remove", Named, "Takes an entry from its playlist.")
SEND = _edits("message.send", Send, "Shows an urgent message.")
WITHDRAW = _edits("message.withdraw", Named, "Withdraws a message.")
RESTORE = _edits("message.restore", Named, "Shows a message again that was withdrawn.")

PAGE_DESK = page("courant.screens.page.desk", who=EDITORS, doc="The desk: every screen, messages and playlists.")
PAGE_PLAYLIST = page("courant.screens.page.playlist", Named, who=EDITORS, doc="A playlist.")
PAGE_SHOW = page("courant.screens.page.show", OfScreen, doc="A screen.")

PROGRAM = Fragment("screens.program", key=int, doc="What a screen plays in the days to come.")
CONTROL = Fragment("screens.control", key=int, doc="What the desk wants of a screen, and what it shows.")
URGENT = Fragment("screens.urgent", key=int, doc="The urgent messages on a screen.")
SCREENS = Fragment("screens.screens", audience=EDITORS_ONLY, doc="Every screen, with its state.")
CHOICE = Fragment("screens.choice", audience=EDITORS_ONLY, doc="The screens that a message may be for.")
MESSAGES = Fragment("screens.messages", audience=EDITORS_ONLY, doc="The messages that are shown now.")
PLAYLISTS = Fragment("screens.playlists", audience=EDITORS_ONLY, doc="The playlists in their order.")
ENTRIES = Fragment("screens.entries", key=int, audience=EDITORS_ONLY, doc="What is on a playlist.")
UPLOADS = UploadCalls("screens", EDITORS)
