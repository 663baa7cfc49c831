"""A page without what needs a running site, with other addresses (no I/O)."""

import re
from collections.abc import Callable
from html import escape
from html.parser import HTMLParser

Resolve = Callable[[str], str | None]
"""The address to write for one in a page; None if it is not a part of the static site."""

Attributes = list[tuple[str, str | None]]

VOID = frozenset({"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"})

_GONE = frozenset({"script", "form", "noscript", "template", "dialog"})
_GONE_IDS = frozenset({"progress", "announce", "notices", "presence", "connection", "theme", "theme-menu"})
_ADDRESSES = {"href", "src", "poster", "data"}
_SETS = {"srcset", "imagesrcset"}
_WHOLE = {"og:url", "og:image", "twitter:image"}
"""Names of `<meta>` whose content is a complete address."""
_STRIPPED = {"data-socket", "data-url", "data-address", "data-scripts", "data-call"}
_SIZE = re.compile(r"\s+\S+$")


class Page(HTMLParser):
    """Rewrites a page: `resolve` gives addresses for readers, `whole` complete ones for programs.

    Links that lead nowhere become words; in a list of links, and as buttons, they are left out.
    """

    def __init__(self, resolve: Resolve, whole: Resolve) -> None:
        """Begin; `feed` takes the page, and `html` is the result."""
        super().__init__(convert_charrefs=False)
        self._resolve, self._whole = resolve, whole
        self._out: list[list[str]] = [[]]
        self._items: list[list[int]] = []
        self._anchors: list[str] = []
        self._skipped, self._depth, self._navs = "", 0, 0
        self._in_body = False

    @property
    def html(self) -> str:
        """The page so far."""
        return "".join(part for some in self._out for part in some)

    def handle_starttag(self, tag: str, attrs: Attributes) -> None:
        """A tag: with its addresses, or left out with all that is in it."""
        self._in_body = self._in_body or tag == "body"
        if self._skipped:
            self._depth += tag == self._skipped and tag not in VOID
            return
        if self._is_gone(tag, dict(attrs)):
            if tag not in VOID:
                self._skipped, self._depth = tag, 1
            return
        if tag == "nav":
            self._navs += 1
        if tag == "li" and self._navs:
            self._items.append([0, 0])
            self._out.append([])
        if tag == "a":
            self._anchor(attrs)
            return
        if (changed := self._changed(tag, attrs)) is not None:
            self._out[-1].append(_tag(tag, changed))

    def handle_startendtag(self, tag: str, attrs: Attributes) -> None:
        """A tag that ends itself, as in SVG."""
        if not self._skipped and not self._is_gone(tag, dict(attrs)):
            changed = self._changed(tag, attrs)
            if changed is not None:
                self._out[-1].append(_tag(tag, changed, "/>"))

    def handle_endtag(self, tag: str) -> None:
        """The end of an element."""
        if self._skipped:
            self._depth -= tag == self._skipped
            if not self._depth:
                self._skipped = ""
            return
        if tag == "a" and self._anchors:
            tag = self._anchors.pop()
        self._out[-1].append(f"</{tag}>")
        if tag == "li" and self._items:
            kept, left = self._items.pop()
            item = self._out.pop()
            self._out[-1] += [] if left and not kept else item
        if tag == "nav":
            self._navs -= 1

    def handle_data(self, data: str) -> None:
        """Words, or the style of a page."""
        self._add(data)

    def handle_entityref(self, name: str) -> None:
        """A character by name."""
        self._add(f"&{name};")

    def handle_charref(self, name: str) -> None:
        """A character by number."""
        self._add(f"&#{name};")

    def handle_decl(self, decl: str) -> None:
        """The document's type."""
        self._add(f"<!{decl}>")

    def _add(self, words: str) -> None:
        if not self._skipped:
            self._out[-1].append(words)

    def _is_gone(self, tag: str, attrs: dict[str, str | None]) -> bool:
        """Whether an element needs a running site, or somebody who is signed in."""
        if tag in _GONE or (tag == "button" and "popovertarget" not in attrs):
            return True
        if attrs.get("id") in _GONE_IDS or (tag == "link" and attrs.get("rel") in {"modulepreload", "preload"}):
            return True
        if tag == "meta" and "http-equiv" in attrs:
            return True
        if self._in_body and ("data-role" in attrs or "data-only" in attrs):
            return True
        return tag == "div" and attrs.get("class") == "status"

    def _anchor(self, attrs: Attributes) -> None:
        found = dict(attrs)
        address = found.get("href")
        resolved = address if address is None or address.startswith("#") else self._resolve(address)
        if self._items and address is not None:
            self._items[-1][resolved is None] += 1
        if resolved is None and address is not None:
            if "button" in (found.get("class") or "").split():
                self._skipped, self._depth = "a", 1
                return
            self._anchors.append("span")
            self._out[-1].append("<span>")
            return
        self._anchors.append("a")
        self._out[-1].append(_tag("a", [(name, resolved if name == "href" else value) for name, value in _kept(attrs)]))

    def _changed(self, tag: str, attrs: Attributes) -> Attributes | None:
        """The attributes of an element as they are written; None to leave it out."""
        found = dict(attrs)
        if tag == "meta":
            return self._meta(attrs, found)
        resolve = self._whole if tag == "link" and found.get("rel") == "canonical" else self._resolve
        changed: Attributes = []
        for name, value in _kept(attrs):
            if name in _SETS and value:
                changed.append((name, self._set(value)))
            elif name not in _ADDRESSES or not value or value.startswith(("#", "data:")):
                changed.append((name, value))
            elif (resolved := resolve(value)) is not None:
                changed.append((name, resolved))
            else:
                self._add(escape(found.get("alt") or "", quote=False) if tag == "img" else "")
                return None
        return changed

    def _meta(self, attrs: Attributes, found: dict[str, str | None]) -> Attributes | None:
        name, content = found.get("property") or found.get("name"), found.get("content") or ""
        if name not in _WHOLE:
            return _kept(attrs)
        whole = self._whole(content)
        return None if whole is None else [(key, whole if key == "content" else value) for key, value in attrs]

    def _set(self, value: str) -> str:
        """The pictures of a `srcset`, each with its size."""
        kept = []
        for one in value.split(","):
            size = _SIZE.search(one.strip())
            address = self._resolve(_SIZE.sub("", one.strip()))
            if address is not None:
                kept.append(f"{address}{size[0] if size else ''}")
        return ", ".join(kept)


def rewritten(html: str, resolve: Resolve, whole: Resolve) -> str:
    """The page as it is written."""
    page = Page(resolve, whole)
    page.feed(html)
    page.close()
    return page.html


def redirect(address: str, whole: str | None) -> str:
    """A page that leads on, for servers that cannot redirect."""
    there = escape(address)
    canonical = f'<link rel="canonical" href="{escape(whole)}">\n' if whole else ""
    return (
        '<!doctype html>\n<html lang="en">\n<meta charset="utf-8">\n<title>Moved</title>\n'
        f'<meta http-equiv="refresh" content="0; url={there}">\n<meta name="robots" content="noindex">\n{canonical}'
        f'<p>This page is at <a href="{there}">another address</a> now.</p>\n'
    )


def _kept(attrs: Attributes) -> Attributes:
    return [(name, value) for name, value in attrs if name not in _STRIPPED]


def _tag(tag: str, attrs: Attributes, end: str = ">") -> str:
    words = (name if value is None else f'{name}="{escape(value)}"' for name, value in attrs)
    return f"<{' '.join((tag, *words))}{end}"
