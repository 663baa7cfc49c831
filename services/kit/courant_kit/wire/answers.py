"""Requests and answers that many modules have in common: the answer to a change, a preview, an image."""

from typing import Annotated, Any

from msgspec import Meta

from courant_kit.wire.payload import Payload
from courant_kit.words import gettext, marked

USUAL = marked("Undo")


class Undo(Payload):
    """The call that reverts a change, and the label of its button; the browser shows it beside the notice."""

    call: str
    fields: dict[str, Any]
    label: str = "Undo"

    def __post_init__(self) -> None:
        # The usual label is in the language of the one who gets it.
        if self.label == USUAL:
            self.label = gettext(USUAL)


class Answer(Payload):
    """The answer to a change. The window acts on it; a module may derive an answer with more fields from it.

    `location` is a path on this site to go to, `notice` a sentence to show, `undo` the call that reverts the change.
    `own` is the id of an element that the caller has made; if the caller is a visitor and has sent a form to web, their
    browser is known by `caller.device` from then on, and shows what is marked `data-device` in the element. All are
    optional.
    """

    location: str = ""
    notice: str = ""
    undo: Undo | None = None
    own: str = ""


class Preview(Payload):
    """A preview of Markdown as safe HTML. Nothing is saved.

    `warning` is a sentence about what pages cannot show; `html` begins with it, too.
    """

    html: str
    warning: str = ""


class AddMedia(Payload):
    """An image: PNG, JPEG, GIF, WebP, AVIF or SVG. It is stored upright and without metadata."""

    data: bytes


class MediaAdded(Payload):
    """An image was stored; `path` is its path on the site."""

    path: str


class ListSources(Payload):
    """Requests the sources of imported documents, ordered, that come after `after`."""

    after: str = ""
    limit: Annotated[int, Meta(ge=1, le=1000)] = 500


class Source(Payload):
    """An imported document: its source, title and day as last imported, and its address on the site, if it has one.

    `deleted` is true if people here have deleted it; `file` names its file if the source does not.
    """

    source: str
    title: str
    day: str = ""
    location: str = ""
    deleted: bool = False
    file: str = ""


class Sources(Payload):
    """The sources of imported documents; `more` is true if others follow."""

    sources: list[Source]
    more: bool
