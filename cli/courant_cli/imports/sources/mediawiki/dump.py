"""Reads the pages of a MediaWiki dump one by one; of each, only the newest revision that can be read stays."""

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
class WikiText:
    """A page: its title, the number of its namespace, the title that it redirects to (or ""), and its newest text.

    `revisions` counts those before; `hidden` those whose text is not in the dump.
    """

    title: str
    namespace: str
    redirect: str
    text: str
    model: str
    moment: str
    author: str
    revisions: int
    hidden: int


def pages(file: Path, note: Note) -> Iterator[WikiText | Namespaces]:
    """Everything in a dump, in its order; `note` receives what is damaged.

    Revisions are read and dropped one at a time: a page may have thousands.
    """
    newest, count, hidden = None, 0, 0
    for element in elements(file, ("siteinfo", "revision", "page"), note):
        kind = name(element)
        if kind == "siteinfo":
            yield _namespaces(element)
        elif kind == "revision":
            one = _revision(element)
            count, hidden = count + 1, hidden + (one is None)
            newest = max(filter(None, (newest, one)), key=lambda found: found[0], default=None)
        else:
            yield _page(element, newest or ("", "", "wikitext", ""), count, hidden)
            newest, count, hidden = None, 0, 0


def _page(element: Any, newest: tuple[str, str, str, str], count: int, hidden: int) -> WikiText:
    redirect = element.find("{*}redirect")
    moment, text, model, author = newest
    return WikiText(
        words(element, "title").strip(), words(element, "ns") or "0",
        "" if redirect is None else redirect.get("title", ""), text, model, moment, author, max(0, count - 1), hidden,
    )  # fmt: skip


def _revision(element: Any) -> tuple[str, str, str, str] | None:
    """Its moment, text, model and author; None if somebody took the text out of the public history."""
    text, people = element.find("{*}text"), element.find("{*}contributor")
    if text is None or text.get("deleted"):
        return None
    author = "" if people is None else words(people, "username") or words(people, "ip")
    return words(element, "timestamp"), text.text or "", words(element, "model") or "wikitext", author


def _namespaces(element: Any) -> Namespaces:
    found = element.iterfind("{*}namespaces/{*}namespace")
    return Namespaces({one.get("key", ""): one.text or "" for one in found}, words(element, "base"))
