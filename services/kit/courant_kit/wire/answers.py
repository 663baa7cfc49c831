"""What procedures of many modules take and answer alike: the answer to a change, a preview, an image."""

from typing import Any

from courant_kit.wire.payload import Payload


class Undo(Payload):
    """The call that reverts a change, and the label of its button; the browser shows it beside the notice."""

    call: str
    fields: dict[str, Any]
    label: str = "Undo"


class Answer(Payload):
    """The answer to a change, which a window acts on; a module's own answers build on it with fields of their own.

    `location` is a path on this site to go to, `notice` a sentence to show, `undo` the call that reverts the change.
    Each may be left out.
    """

    location: str = ""
    notice: str = ""
    undo: Undo | None = None


class Preview(Payload):
    """Markdown as it would look: safe HTML. Nothing is saved."""

    html: str


class AddMedia(Payload):
    """An image: PNG, JPEG, GIF, WebP, AVIF or SVG; `media.add` checks it by its first bytes."""

    data: bytes


class MediaAdded(Payload):
    """An image was stored; `path` is its path on the site."""

    path: str
