"""Reads the pages of a MediaWiki dump one by one; never more than two revisions of each are in memory."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from courant_cli.imports.sources.xml_stream import Note, elements, name, words


@dataclass(slots=True)
class Namespaces:
    """The names of namespaces by their numbers, and the address of the wiki."""

    names: dict[str, str] = field(default_factory=dict)
    base: str = ""


@dataclass(frozen=True, slots=True)
class State:
    """A revision: its moment in ISO 8601, its text, its content model, who wrote it, and what they said of it."""

    moment: str = ""
    text: str = ""
    model: str = "wikitext"
    author: str = ""
    summary: str = ""


@dataclass(frozen=True, slots=True)
class Older:
    """A revision of the page with this title that is not its newest one; the page itself comes after it."""

    title: str
    namespace: str
    state: State

    @property
    def text(self) -> str:
        """Its text."""
        return self.state.text


@dataclass(frozen=True, slots=True)
class WikiText:
    """A page: its title, the number of its namespace, the title that it redirects to (or ""), and its newest text.

    `revisions` counts those before; `hidden` those whose text is not in the dump.
    """

    title: str
    namespace: str
    redirect: str
    newest: State
    revisions: int
    hidden: int

    @property
    def text(self) -> str:
        """Its newest text."""
        return self.newest.text


def pages(file: Path, note: Note, *, history: bool = False) -> Iterator[WikiText | Older | Namespaces]:
    """Everything in a dump, in its order; with `history`, older revisions too. `note` receives what is damaged.

    Revisions are read and dropped one at a time: a page may have thousands.
    """
    newest: State | None = None
    count, hidden = 0, 0
    for element in elements(file, ("siteinfo", "revision", "page"), note):
        kind = name(element)
        if kind == "siteinfo":
            yield _namespaces(element)
        elif kind == "revision":
            one = _revision(element)
            count, hidden = count + 1, hidden + (one is None)
            newest, older = _ordered(newest, one)
            if history and older is not None:
                yield Older(*_identity(element.getparent()), older)
        else:
            yield _page(element, newest or State(), count, hidden)
            newest, count, hidden = None, 0, 0


def _ordered(newest: State | None, one: State | None) -> tuple[State | None, State | None]:
    """The newer of two revisions, and the other one."""
    if newest is None or one is None:
        return newest or one, None
    return (one, newest) if one.moment >= newest.moment else (newest, one)


def _page(element: Any, newest: State, count: int, hidden: int) -> WikiText:
    redirect = element.find("{*}redirect")
    leads = "" if redirect is None else redirect.get("title", "")
    return WikiText(*_identity(element), leads, newest, max(0, count - 1), hidden)


def _identity(page: Any) -> tuple[str, str]:
    """The title and the namespace of a page."""
    return words(page, "title").strip(), words(page, "ns") or "0"


def _revision(element: Any) -> State | None:
    """A revision; None if somebody took the text out of the public history."""
    text, people = element.find("{*}text"), element.find("{*}contributor")
    if text is None or text.get("deleted"):
        return None
    author = "" if people is None else words(people, "username") or words(people, "ip")
    return State(
        words(element, "timestamp"), text.text or "", words(element, "model") or "wikitext", author,
        words(element, "comment"),
    )  # fmt: skip


def _namespaces(element: Any) -> Namespaces:
    found = element.iterfind("{*}namespaces/{*}namespace")
    return Namespaces({one.get("key", ""): one.text or "" for one in found}, words(element, "base"))
