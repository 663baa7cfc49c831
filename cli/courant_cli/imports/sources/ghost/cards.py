"""The cards of Ghost's editor as HTML (no I/O): what a post holds besides text, in Lexical and in Mobiledoc alike."""

from collections.abc import Callable, Mapping
from html import escape
from typing import Any

Card = Mapping[str, Any]

SILENT = {"paywall", "email", "email-cta", "signup", "horizontalrule", "hr"}
"""Cards that no reader of the site sees as words; a rule is drawn."""


def html_of(kind: str, card: Card) -> str | None:
    """The HTML of a card; None if its kind is not known."""
    make = _CARDS.get(kind)
    return make(card) if make else ("<hr>" if kind in {"hr", "horizontalrule"} else "" if kind in SILENT else None)


def _image(card: Card) -> str:
    alt, caption = escape(_words(card, "alt")), _words(card, "caption")
    image = f'<img src="{escape(_words(card, "src"))}" alt="{alt}">'
    image = f'<a href="{escape(_words(card, "href"))}">{image}</a>' if _words(card, "href") else image
    return f"<figure>{image}{f'<figcaption>{caption}</figcaption>' if caption else ''}</figure>"


def _gallery(card: Card) -> str:
    caption = _words(card, "caption")
    return "".join(map(_image, card.get("images") or ())) + (f"<p>{caption}</p>" if caption else "")


def _code(card: Card) -> str:
    language = escape(_words(card, "language"))
    return f'<pre><code class="language-{language}">{escape(_words(card, "code"))}</code></pre>'


def _markdown(card: Card) -> str:
    from markdown_it import MarkdownIt

    return str(MarkdownIt("commonmark").enable("table").render(_words(card, "markdown")))


def _bookmark(card: Card) -> str:
    about = card.get("metadata") or {}
    address = _words(card, "url")
    title = _words(about, "title") or address
    described = _words(about, "description")
    return f'<p><a href="{escape(address)}">{escape(title)}</a>{f"<br>{escape(described)}" if described else ""}</p>'


def _embed(card: Card) -> str:
    address = _words(card, "url")
    return f'<p><a href="{escape(address)}">{escape(address)}</a></p>' if address else _words(card, "html")


def _callout(card: Card) -> str:
    words = f"{_words(card, 'calloutEmoji')} {_words(card, 'calloutText')}".strip()
    return f"<blockquote><p>{words}</p></blockquote>"


def _toggle(card: Card) -> str:
    return f"<details><summary>{_words(card, 'heading')}</summary>{_words(card, 'content')}</details>"


def _button(card: Card) -> str:
    address = _words(card, "buttonUrl")
    return f'<p><a href="{escape(address)}">{escape(_words(card, "buttonText") or address)}</a></p>'


def _file(card: Card) -> str:
    address = _words(card, "src")
    name = _words(card, "fileTitle") or _words(card, "title") or _words(card, "fileName") or address
    return f'<p><a href="{escape(address)}">{escape(name)}</a></p>'


def _html(card: Card) -> str:
    return _words(card, "html")


def _header(card: Card) -> str:
    under = _words(card, "subheader")
    return f"<h2>{_words(card, 'header')}</h2>{f'<p>{under}</p>' if under else ''}"


def _product(card: Card) -> str:
    return f"<h4>{_words(card, 'productTitle')}</h4>{_words(card, 'productDescription')}"


def _words(card: Card, key: str) -> str:
    return str(card.get(key) or "")


_CARDS: dict[str, Callable[[Card], str]] = {
    "image": _image, "gallery": _gallery, "codeblock": _code, "code": _code, "html": _html, "markdown": _markdown,
    "card-markdown": _markdown, "bookmark": _bookmark, "embed": _embed, "callout": _callout, "toggle": _toggle,
    "button": _button, "video": _file, "audio": _file, "file": _file, "header": _header, "product": _product,
    "call-to-action": lambda card: _words(card, "textValue") + _button(card),
}  # fmt: skip
