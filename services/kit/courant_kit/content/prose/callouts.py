"""Callouts of Obsidian and of other programs, as the five kinds that GitHub knows (no I/O).

`> [!FAQ]- Title` is a callout that readers open, `+` one that they may close. Before comrak reads the text, the kind
is replaced with the nearest of GitHub's five, and what was written is kept between two marks; where it was no callout
(in code), it is put back. A kind of somebody's own is a note with that name.
"""

import re
from collections.abc import Callable
from html import unescape

_OPEN, _CLOSE = "\ufdd1", "\ufdd2"
_MARKS = str.maketrans("", "", _OPEN + _CLOSE)
_KINDS = {
    "NOTE": "note info abstract summary tldr todo example quote cite seealso",
    "TIP": "tip hint success check done question help faq",
    "IMPORTANT": "important",
    "WARNING": "warning attention",
    "CAUTION": "caution failure fail missing danger error bug",
}
_KIND = {name: kind for kind, names in _KINDS.items() for name in names.split()}
_NAME = r"(?=[^\W\d_])[^\s\[\](){}|<>!?*`\"'\\&,;:#~]{1,40}"
_FIRST = re.compile(
    rf"^((?:[ \t]|[>*+-]|\d{{1,9}}[.)])*>)([ \t]*)(\[!({_NAME})(?:\|[^\]\n]*)?\](?![(\[:])([+-]?))([ \t]*)",
    re.MULTILINE,
)
_WRITTEN = re.compile(rf" ?\[!(?:{'|'.join(_KINDS)})\] {_OPEN}([^{_OPEN}{_CLOSE}]*){_CLOSE}")
_TITLE = re.compile(
    rf'<div class="markdown-alert (markdown-alert-\w+)">\n<p class="markdown-alert-title">'
    rf"{_OPEN}([^{_CLOSE}<]*?)\[!({_NAME})[^{_CLOSE}<]*?\]([+-]?)[ \t]*{_CLOSE}([^<]*)</p>"
)
_MARKUP = re.compile(r"[$*_`\[\]~\\]|&[a-z#]|://|www\.")
_DIV = re.compile(r"<(/?)div(?=[ >])")


def marked(text: str) -> str:
    """The Markdown with each callout as one of GitHub's kinds; what was written is behind it, between marks."""
    if "[!" not in text:
        return text
    return _FIRST.sub(_marked, text.translate(_MARKS))


def shown(html: str, inline: Callable[[str], str]) -> str:
    """Sanitized HTML with the titles of callouts, and those that fold as `<details>`.

    `inline` makes sanitized HTML of the Markdown in a title; "" if it is more than words. A title has no tags before
    that, so nobody who writes marks and a title as HTML can make an element lose its beginning.
    """
    if _OPEN not in html:
        return html
    folds: dict[int, str] = {}
    pieces, done, length = list[str](), 0, 0
    for found in _TITLE.finditer(html):
        pieces += [html[done : found.start()], _head(found, inline)]
        length += found.start() - done
        if found[4]:
            folds[length] = found[4]
        length += len(pieces[-1])
        done = found.end()
    html = "".join((*pieces, html[done:]))
    return _WRITTEN.sub(r"\1", _folded(html, folds) if folds else html)


def _marked(found: re.Match[str]) -> str:
    kind = _KIND.get(found[4].lower(), "NOTE")
    return f"{found[1]} [!{kind}] {_OPEN}{found[2]}{found[3]}{found[6]}{_CLOSE}"


def _head(found: re.Match[str], inline: Callable[[str], str]) -> str:
    title = found[5].strip() or re.sub("[-_]+", " ", found[3]).strip().capitalize()
    if _MARKUP.search(found[5]):
        title = inline(unescape(title)) or title
    tag = "summary" if found[4] else "p"
    return f'<div class="markdown-alert {found[1]}">\n<{tag} class="markdown-alert-title">{title}</{tag}>'


def _folded(html: str, folds: dict[int, str]) -> str:
    """The HTML with the `<div>`s that begin at these places, and their ends, as `<details>`."""
    pieces, done, waiting = list[str](), 0, list[bool]()
    for found in _DIV.finditer(html):
        fold = folds.get(found.start(), "")
        folds_here = (waiting.pop() if waiting else False) if found[1] else bool(fold)
        if not found[1]:
            waiting.append(folds_here)
        if folds_here:
            opening = "<details open" if fold == "+" else "<details"
            pieces += [html[done : found.start()], "</details" if found[1] else opening]
            done = found.end()
    return "".join((*pieces, html[done:]))
