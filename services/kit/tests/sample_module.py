"""A shelf of notes: the module in the kit's tests."""

from courant_kit.calls.caller import EDITORS, MEMBERS, Caller
from courant_kit.calls.errors import NotFound
from courant_kit.live.audience import EDITORS_ONLY
from courant_kit.live.fragment import Fragment, FragmentId, Item
from courant_kit.live.outbox import record, touch
from courant_kit.module import Module
from courant_kit.wire.contract import Contract, Procedure, Topic, page
from courant_kit.wire.page import Page
from courant_kit.wire.payload import Payload
from courant_kit.wire.routes import serves
from django.db import models
from django.urls import path


class Note(models.Model):
    """A note on the shelf."""

    text = models.CharField(max_length=200)

    class Meta:
        """The label of a single-file module."""

        app_label = "shelf"


class NewNote(Payload):
    """A note to add."""

    text: str


class Numbered(Payload):
    """Names a note."""

    number: int


class NoteAdded(Payload):
    """A note was added."""

    text: str
    event: int = 0


class Shown(Payload):
    """Asks for the page of a shelf."""

    name: str = "all"


ADD = Procedure("courant.shelf.note.add", NewNote, None, MEMBERS, writes=True)
DROP = Procedure("courant.shelf.note.drop", Numbered, None, EDITORS, writes=True)
BREAK = Procedure("courant.shelf.note.break", NewNote, None, MEMBERS, writes=True)
ADDED = Topic("courant.shelf.note.added", NoteAdded)
PAGE = page("courant.shelf.page.all", Shown)
NOTES = Fragment("shelf.notes", doc="All notes.")
DRAFT = Fragment("shelf.draft", key=int, audience=EDITORS_ONLY, doc="A draft.")
urlpatterns = [path("shelf/", serves(PAGE), name="all")]


def build() -> Module:
    """A fresh module with its handlers."""
    entries = {name: value for name, value in globals().items() if isinstance(value, Procedure | Topic | Fragment)}
    module = Module("shelf", "Shelf", Contract.of("shelf", entries), urlpatterns=urlpatterns)

    @module.renders(NOTES)
    def notes(fragment: FragmentId[None]) -> list[Item]:
        return [
            Item(f"note-{one.pk}", f'<li id="note-{one.pk}">{one.text}</li>') for one in Note.objects.order_by("pk")
        ]

    @module.renders(DRAFT)
    def draft(fragment: FragmentId[int]) -> str:
        return f"<p>draft {fragment.key}</p>"

    @module.handles(PAGE)
    def show(caller: Caller, request: Shown) -> Page:
        if request.name != "all":
            raise NotFound("There is no such shelf.")
        return Page(title="Shelf", html="<h1>Shelf</h1>" + module.embed(NOTES(), tag="ul"))

    @module.handles(ADD)
    def add(caller: Caller, request: NewNote) -> None:
        Note.objects.create(text=request.text)
        touch(NOTES())
        record(ADDED, NoteAdded(text=request.text))

    @module.handles(DROP)
    def drop(caller: Caller, request: Numbered) -> None:
        Note.objects.filter(pk=request.number).delete()
        touch(NOTES())

    @module.handles(BREAK)
    def break_(caller: Caller, request: NewNote) -> None:
        add(caller, request)
        raise RuntimeError("after the write")

    return module
