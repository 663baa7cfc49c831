"""HTML documents of mounted apps, taken apart for the shell: what their head loads, and what their body shows. Pure."""

import html
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from html.parser import HTMLParser

from courant_web.mounting.sheets import BODY, ROOT

DATA_TYPES = ("json", "template", "text/x-", "text/html")
"""What the type of a script has in it that holds data and no code."""


@dataclass(slots=True)
class Terms:
    """What becomes of an app's styles and scripts.

    `sheet` gives the address of a style sheet by that in its link, `address` that of a script's file. `style` and
    `script` keep an inline one and give the address at which it is loaded; "" leaves it out. `held` puts the styles of
    elements into `data-style`: the client sets them, where the policy of the window's first page forbids them.
    `handlers` makes scripts of attributes such as `onclick`, which no policy here lets run.
    """

    sheet: Callable[[str], str]
    address: Callable[[str], str]
    style: Callable[[str], str]
    script: Callable[[str], str]
    held: bool = False
    handlers: bool = False


@dataclass(slots=True)
class Document:
    """What a document has for the shell: `head` (elements that load styles and scripts), `body`, and what it says.

    `own` is whether the document has a look of its own, as all have that do not extend the site's `base.html`.
    """

    title: str = ""
    description: str = ""
    head: str = ""
    body: str = ""
    own: bool = True
    attributes: dict[str, str] = field(default_factory=dict)


HANDLING = """for (const [mark, handlers] of [%s])
  Object.assign(document.querySelector(`[data-handled="${mark}"]`) ?? {}, handlers);
"""
"""The script of the handlers that elements had as attributes."""


def is_document(text: str) -> bool:
    """Whether HTML is a complete document: what is only a part of one is for the app's own scripts."""
    start = text[:2000].lstrip().lower()
    return start.startswith(("<!doctype", "<html")) or "<html" in start or "<head" in start


def taken_apart(text: str, terms: Terms) -> Document:
    """The parts of a document."""
    parser = _Parser(terms)
    parser.feed(text)
    parser.close()
    return parser.document()


class _Parser(HTMLParser):
    """Copies a document's text as it is, except for the elements that load or hold styles and scripts."""

    def __init__(self, terms: Terms) -> None:
        super().__init__(convert_charrefs=True)
        self._terms = terms
        self._head: list[str] = []
        self._body: list[str] = []
        self._out = self._head
        self._held: list[str] | None = None
        self._element, self._attributes = "", dict[str, str]()
        self._handlers: list[str] = []
        self._found = Document()

    def document(self) -> Document:
        """What was found, with a script of the handlers that elements had."""
        if self._handlers:
            address = self._terms.script(HANDLING % ",".join(self._handlers))
            self._body.append(_script({"src": address}, ""))
        self._found.head, self._found.body = "".join(self._head), "".join(self._body)
        return self._found

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Copy an element's start, or what takes its place."""
        known = {name: value or "" for name, value in attrs}
        text = self.get_starttag_text() or ""
        if tag in {"html", "head"}:
            return
        if tag == "body":
            self._begin_body(known)
        elif tag in {"script", "style", "title"} and not (tag == "title" and self._out is self._body):
            self._element, self._attributes, self._held = tag, known, []
        elif tag == "link":
            self._out.append(self._link(known, text))
        elif tag == "meta" and self._out is self._head:
            if known.get("name", "").lower() == "description":
                self._found.description = known.get("content", "")
        elif tag == "main":
            self._out.append(text if "role" in known else f'<main role="presentation"{text[5:]}')
        elif tag != "base":
            self._out.append(self._without_code(tag, known) or text)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """An element such as `<link … />`, which in HTML is only a start."""
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        """Copy an element's end; at that of a style or script, decide what takes its place."""
        if self._held is not None and tag == self._element:
            held, self._held = "".join(self._held), None
            self._out.append(self._ended(held))
        elif tag not in {"html", "head", "body"}:
            self._out.append(f"</{tag}>")

    def handle_data(self, data: str) -> None:
        """Copy text, which has been decoded; that of scripts and styles has not."""
        if self._held is not None:
            self._held.append(data)
        else:
            self._out.append(html.escape(data, quote=False))

    def _without_code(self, tag: str, known: dict[str, str]) -> str:
        """The start of an element whose own styles and handlers the client sets; "" if it has none."""
        handlers = [name for name in known if name.startswith("on")] if self._terms.handlers else []
        if not handlers and not ("style" in known and self._terms.held):
            return ""
        if self._terms.held and "style" in known:
            known["data-style"] = known.pop("style")
        if handlers:
            mark = known["data-handled"] = str(len(self._handlers))
            code = ",".join(f"{name}(event){{{known.pop(name)}\n}}" for name in handlers)
            self._handlers.append(f"[{mark},{{{code}}}]")
        return f"<{tag}{_written(known)}>"

    def _begin_body(self, known: dict[str, str]) -> None:
        self._found.own = "data-site" not in known
        self._found.attributes = known
        self._out = self._body

    def _link(self, known: dict[str, str], text: str) -> str:
        kinds = known.get("rel", "").lower().split()
        if "stylesheet" in kinds:
            return _sheet(self._terms.sheet(known.get("href", "")), known.get("media", ""))
        return text if self._out is self._body else ""

    def _ended(self, held: str) -> str:
        known = self._attributes
        if self._element == "title":
            self._found.title = " ".join(held.split())
            return ""
        if self._element == "style":
            return _sheet(self._terms.style(held), known.get("media", ""))
        kind = known.get("type", "").lower()
        if any(word in kind for word in DATA_TYPES):
            return _script(known, held)
        source = known.get("src", "")
        known = {**known, "src": self._terms.address(source) if source else self._terms.script(held)}
        return _script(known, "") if known["src"] else ""


def loading(sheets: Iterable[str], scripts: Iterable[str]) -> str:
    """Elements of a head that load these."""
    links = [_sheet(address, "") for address in sheets]
    return "".join([*links, *(_script({"src": address}, "") for address in scripts)])


def wrapped(document: Document) -> str:
    """The content of the shell's `<main>`: the document's body in the elements that stand for its own."""
    marks = {"class": ROOT} | ({"data-own": ""} if document.own else {})
    kept = {name: value for name, value in document.attributes.items() if not name.startswith("on")}
    return f"<{ROOT}{_written(marks)}><{BODY}{_written(kept)}>{document.body}</{BODY}></{ROOT}>"


def _sheet(address: str, media: str) -> str:
    if not address:
        return ""
    known = {"rel": "stylesheet", "href": address, "media": media or "all"}
    return f"<link{_written(known)} data-app>"


def _script(known: dict[str, str], text: str) -> str:
    return f"<script{_written({**known, 'data-app': ''})}>{text}</script>"


def _written(attributes: dict[str, str]) -> str:
    return "".join(f' {name}="{html.escape(value)}"' for name, value in attributes.items())
