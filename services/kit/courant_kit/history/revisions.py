"""The table of revisions that a service's model inherits, and the function that adds to it.

The newest text is stored whole, and older ones as the edits that lead back to them, so that a history takes about the
space of what people typed. After CHAIN of those another text stays whole, which bounds the work of reading.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, ClassVar, Self

from django.db import models
from django.utils import timezone

from courant_kit.history import authors, coalescing, packing
from courant_kit.history.coalescing import Kind, Stretch

CHAIN = 64
TITLE, SUMMARY, NAME, AUTHORS = 200, 200, 100, 1000


@dataclass(frozen=True, slots=True)
class Made:
    """A revision not yet stored, already within bounds. `fields` are the other fields of what it is a revision of."""

    title: str
    text: str
    authors: Sequence[str] = ()
    summary: str = ""
    kind: Kind = Kind.SAVE
    name: str = ""
    at: datetime | None = None
    fields: dict[str, Any] = field(default_factory=dict)


class Revisions(models.Model):
    """One state of a text. `size` is its length and `change` its growth, in characters.

    `author` has the names of its authors (`authors.names`), `name` is what a person named it, and `created_at` is its
    moment; `began` is when its first text was written, if several of a session became one. `stored` is the text, or, if
    `against` names a newer revision, the edits that lead to it from that one's text. `run` counts the revisions below
    it that are stored as edits, one after another.
    """

    number = models.PositiveIntegerField()
    title = models.CharField(max_length=TITLE)
    author = models.CharField(max_length=AUTHORS, blank=True)
    summary = models.CharField(max_length=SUMMARY, blank=True)
    kind = models.CharField(max_length=10, default=Kind.SAVE)
    name = models.CharField(max_length=NAME, blank=True, default="")
    size = models.PositiveIntegerField()
    change = models.IntegerField()
    began = models.DateTimeField()
    created_at = models.DateTimeField()
    against = models.PositiveIntegerField(null=True, default=None)
    run = models.PositiveSmallIntegerField(default=0)
    stored = models.BinaryField()

    owner: ClassVar[str]
    """The name of the field that says what it is a revision of."""

    objects: ClassVar[models.Manager[Any]] = models.Manager()

    class Meta:
        """A model of a service inherits it."""

        abstract = True

    @property
    def text(self) -> str:
        """Its text."""
        if (found := self.__dict__.get("known")) is None:
            found = self.__dict__["known"] = self._read()
        return str(found)

    @text.setter
    def text(self, text: str) -> None:
        self.__dict__["known"], self.stored, self.against = text, packing.whole(text), None

    @property
    def siblings(self) -> models.QuerySet[Self]:
        """All revisions of the same thing."""
        key = f"{self.owner}_id"
        return type(self).objects.filter(**{key: getattr(self, key)})

    @property
    def previous(self) -> Self | None:
        """The revision before it; None for the first."""
        return self.siblings.filter(number__lt=self.number).order_by("-number").first()

    @property
    def authors(self) -> list[str]:
        """The names of its authors."""
        return authors.names(self.author)

    @property
    def delta(self) -> str:
        """The growth of the text, with its sign."""
        return f"{self.change:+,}".replace("-", "−") if self.change else "±0"

    @property
    def tone(self) -> str:
        """Whether it grew or shrank, as the style sheet names it: good, bad or empty."""
        return "good" if self.change > 0 else "bad" if self.change < 0 else ""

    @property
    def stretch(self) -> Stretch:
        """What decides whether it goes on in the next one."""
        return Stretch(self.kind, self.author, self.name, self.began, self.created_at)

    def _read(self) -> str:
        if self.against is None:
            return packing.text(self.stored)
        newer = (
            self.siblings.filter(number__gt=self.number)
            .order_by("number")
            .only("number", "against", "stored", self.owner)
        )
        chain = [self]
        for one in newer.iterator(CHAIN + 1):
            chain.append(one)
            if one.against is None:
                break
        return next(text for row, text in packing.texts(reversed(chain)) if row is self)


def at(revisions: Any, number: int) -> Any:
    """The revision that was the newest at this number, which may have become part of a later one; None if none was."""
    return revisions.filter(number__lte=number).order_by("-number").first()


def add(revisions: Any, number: int, made: Made) -> Any:
    """Store the next revision, with this number, and return it; a session's goes on with the last one if it can.

    `revisions` is the related manager, such as `page.revisions`.
    """
    moment = made.at or timezone.now()
    by = authors.joined(made.authors, AUTHORS)
    last = revisions.order_by("-number").first()
    if last and coalescing.joins(last.stretch, Stretch(made.kind, by, made.name, moment, moment)):
        return _go_on(last, number, made, moment)
    row = revisions.model(
        number=number, title=made.title, author=by, summary=made.summary, kind=made.kind, name=made.name,
        size=len(made.text), change=len(made.text) - (last.size if last else 0), began=moment, created_at=moment,
        **made.fields,
    )  # fmt: skip
    row.text = made.text
    if last and last.run < CHAIN:
        row.run = last.run + 1
        _store_against(last, row)
    revisions.add(row, bulk=False)
    return row


def _go_on(last: Any, number: int, made: Made, moment: datetime) -> Any:
    before = last.previous
    if before and before.against != last.number:
        before = None  # its text is stored whole
    text_before = before.text if before else ""
    last.change += len(made.text) - last.size
    last.number, last.title, last.text, last.size = number, made.title, made.text, len(made.text)
    last.summary, last.name, last.created_at = made.summary or last.summary, made.name, moment
    for name, value in made.fields.items():
        setattr(last, name, value)
    if before:
        before.text = text_before
        _store_against(before, last)
    last.save()
    return last


def _store_against(row: Any, newer: Any) -> None:
    """Store a text as edits of the newer one if that is smaller."""
    _compare(row, newer)
    row.save(update_fields=["stored", "against"])


def _compare(row: Any, newer: Any) -> None:
    delta = packing.delta(row.text, newer.text)
    if row.against is None and len(delta) >= len(row.stored):
        newer.run = 0
        return
    row.stored, row.against = delta, newer.number
