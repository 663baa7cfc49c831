"""Tags that people name in their text: shown as text, so that none takes the rest of the page with it (no I/O).

CommonMark passes raw HTML on, so a browser would read "Put a <script> tag there" as the beginning of a script. A tag is
*named* if it may not be on a page, or if it opens something that nothing closes. Named tags are shown as they were
typed. A tag is *used* if it has attributes and is closed, or is a line of its own; a used tag that may not be on a page
is left out, and the writer is told.
"""

import re
from collections import Counter
from collections.abc import Iterator
from string import ascii_lowercase, ascii_uppercase

MARK = "\ufdd0"
"""A character that no text contains (Unicode 23.7). Before a `<` it keeps comrak from starting a block of HTML; behind
one it keeps the `<` from being read as a tag."""


def _names(words: str) -> frozenset[str]:
    return frozenset(words.split())


_TEXT = frozenset({"script", "style"})
_FOREIGN = frozenset({"math", "svg"})
_LAYOUT = _names(
    "head body html main tfoot picture source track param noscript label fieldset legend dialog search progress meter"
    " blink marquee nobr font big"
)
_CONTAINERS = _names(
    "details summary pre table ul ol dl blockquote center article section aside header footer nav figure figcaption"
    " h1 h2 h3 h4 h5 h6 map ruby"
)
_PARTS = {"table": _names("caption colgroup col thead tbody tr td th"), "ruby": _names("rp rt rtc")}
_BLOCK = re.compile(
    r"^(?P<inside>(?:[ \t]|[>*+-]|\d{1,9}[.)])*)"
    r"<(?:(?P<name>script|style|textarea|pre)(?=[\s>]|$)|(?P<other>!--|\?|!\[CDATA\[|![a-z]))",
    re.IGNORECASE | re.MULTILINE,
)
_OPENS = re.compile(r"<(?:[!?]|script|style|textarea|pre)", re.IGNORECASE)
_MARKDOWNS = re.compile(r"^</?(?:blockquote|ul|ol|table)>\n", re.MULTILINE)
_ENDS = {"!--": "-->", "?": "?>", "![cdata[": "]]>"}
_TAG = re.compile(
    r"<(?:(?!/?(?:a|code|em|strong|span|div|br|hr|sup|del|section)[\s/>])"
    r"(/?)([a-zA-Z][^\s/><]*)(\s[^<>=]*=)?|(!--)|[!?])"
)
_GENERATED = ("blockquote", "ul", "ol", "table", "tr", "th", "td", "pre", "h1", "h2", "h3", "h4", "h5", "h6")
_UNUSUAL = re.compile(
    r"<(?!/?(?:p|li|a|code|em|strong|span|div|br|hr|sup|sub|del|section|b|i|u|s|kbd|dl|dt|dd"
    r"|blockquote|ul|ol|table|thead|tbody|pre|h[1-6])[\s/>]|img src=|input type=\"checkbox\" |/?t[rhd][\s>])"
)
_LOWER = str.maketrans(ascii_uppercase, ascii_lowercase)  # str.lower() makes two characters of an “İ”
_END = re.compile(r"""(?:[^<>"']++|"[^"]*+"|'[^']*+')*+>""")
_TASK = re.compile(r"""[^<>]*?\stype=["']?checkbox(?=["'\s/>])""", re.IGNORECASE)


def defused(text: str) -> str:
    """The Markdown with a MARK where a block of HTML would begin that nothing ends, so that its lines stay Markdown."""
    text = text.replace(MARK, "")
    if not _OPENS.search(text):
        return text
    ends = _Ends(text)
    pieces, done = list[str](), 0
    for found in _BLOCK.finditer(text):
        start = found.end("inside")
        if start < done:
            continue
        end = ends.of(found, start)
        if end is None:
            pieces += [text[done:start], MARK]
            done = start
        elif (found["name"] or "").lower() in _TEXT:
            inner = text[found.end() : end].replace("<", f"<{MARK}")
            pieces += [text[done : found.end()], inner]
            done = end
    return "".join(pieces) + text[done:]


def shown(html: str, allowed: frozenset[str]) -> tuple[str, list[str]]:
    """Comrak's HTML with named tags escaped and used elements removed, and the names of the elements left out."""
    if _only_markdowns(html):
        return html, []
    tokens = list(_TAG.finditer(html))
    partner = _partners(tokens)
    names = {(found[2] or "").lower() for found in tokens}
    missing = frozenset[str]().union(*(parts for whole, parts in _PARTS.items() if whole not in names))
    page = _Page(html, tokens, partner, allowed - missing)
    return page.text(), page.left_out


def _only_markdowns(html: str) -> bool:
    """Whether all tags are such as Markdown makes itself, and closed: what looks like others is in code."""
    if MARK in html or _UNUSUAL.search(html):
        return False
    return all(html.count(f"<{name}") == html.count(f"</{name}") for name in _GENERATED)


class _Ends:
    """Where the blocks of HTML in a text end (CommonMark 0.31, 4.6), asked from the first block to the last."""

    def __init__(self, text: str) -> None:
        self._text, self._lower = text, text.translate(_LOWER)
        self._following: dict[str, int] = {}

    def of(self, found: re.Match[str], start: int) -> int | None:
        """The index of what closes a block, or None if the block would take text that is not meant."""
        name = (found["name"] or "").lower()
        if name:
            return self._closing(name, found, start)
        mark = _ENDS.get(found["other"].lower(), ">")
        if found["inside"].strip():  # the block ends with its quote or list, wherever the mark may be
            return self._near(mark, start)
        return start if self._next(mark, start + 1) < len(self._text) else None

    def _closing(self, name: str, found: re.Match[str], start: int) -> int | None:
        mark = f"</{name}"
        if self._next(mark, start) == len(self._text):
            return None
        line = self._text[found.end() : _line_end(self._text, found.end())]
        words = line.partition(">")[2]
        if words.strip() and words[0] == " " and mark not in words.lower():
            return None  # "<script> is a tag": a sentence about it
        return self._near(mark, start) if found["inside"].strip() else self._next(mark, start)

    def _near(self, mark: str, start: int) -> int | None:
        end, until = self._next(mark, start), self._next("\n\n", start)
        return end if end < len(self._text) and end + len(mark) <= until else None

    def _next(self, mark: str, start: int) -> int:
        """The first place of a mark from `start`, the text's length if there is none; each is looked for once."""
        if self._following.get(mark, -1) < start:
            found = self._lower.find(mark, start)
            self._following[mark] = len(self._text) if found < 0 else found
        return self._following[mark]


def _line_end(text: str, start: int) -> int:
    end = text.find("\n", start)
    return len(text) if end < 0 else end


def _partners(tokens: list[re.Match[str]]) -> dict[int, int]:
    """The index of each opening tag's closing tag, and the reverse; tags without a partner are not in it."""
    waiting: list[tuple[str, int]] = []
    open_names: Counter[str] = Counter()
    pairs: dict[int, int] = {}
    for index, found in enumerate(tokens):
        name = (found[2] or "").lower()
        if name and not found[1]:
            waiting.append((name, index))
            open_names[name] += 1
        elif open_names[name]:
            inner, opening = waiting.pop()
            while inner != name:  # it was opened inside, and its paragraph or list ends without it
                open_names[inner] -= 1
                inner, opening = waiting.pop()
            open_names[name] -= 1
            pairs[opening], pairs[index] = index, opening
    return pairs


class _Page:
    """One pass over the tags of a page."""

    def __init__(
        self, html: str, tokens: list[re.Match[str]], partner: dict[int, int], allowed: frozenset[str]
    ) -> None:
        self._html, self._tokens, self._partner, self._allowed = html, tokens, partner, allowed
        self._last_comment_end = html.rfind("-->")
        self._unended = False
        self.left_out: list[str] = []

    def text(self) -> str:
        return "".join(self._pieces()).replace(f"<{MARK}", "&lt;").replace(MARK, "")

    def _pieces(self) -> Iterator[str]:
        html, done = self._html, 0
        for index, found in enumerate(self._tokens):
            if found.start() < done or self._stays(index, found):
                continue
            yield html[done : found.start()]
            if end := self._end_of_removed(index, found):
                done = end
            else:
                yield "&lt;"
                done = found.start() + 1
        yield html[done:]

    def _stays(self, index: int, found: re.Match[str]) -> bool:
        if not found[2]:
            return bool(found[4]) and found.start() < self._last_comment_end
        name = found[2].lower()
        if name == "input":
            return bool(_TASK.match(self._html, found.end(2)))
        if name not in self._allowed:
            return False
        if name == "img":
            return bool(found[1] or found[3])
        closed = name not in _CONTAINERS or index in self._partner
        return closed or _MARKDOWNS.match(self._html, found.start()) is not None

    def _end_of_removed(self, index: int, found: re.Match[str]) -> int:
        """Where the page goes on behind a used tag or element that is left out; 0 if the tag is named."""
        name = (found[2] or "").lower()
        if name in _FOREIGN | _TEXT and (end := self._end_of_element(name, index, found)):
            self._leave_out(name)
            return end
        if not self._used(name, index, found):
            return 0
        end = self._end_of_tag(found)
        if end and name not in _LAYOUT:
            self._leave_out(name)
        return end

    def _end_of_element(self, name: str, index: int, found: re.Match[str]) -> int:
        closing = self._partner.get(index)
        if closing is None or found[1]:
            return 0
        if name in _TEXT and not (found[3] or _starts_line(self._html, found.start())):
            return 0
        return self._end_of_tag(self._tokens[closing])

    def _end_of_tag(self, found: re.Match[str]) -> int:
        end = None if self._unended else _END.match(self._html, found.end(2))
        self._unended = end is None  # none is looked for again: each time it could take all that is left of the page
        return end.end() if end else 0

    def _used(self, name: str, index: int, found: re.Match[str]) -> bool:
        partner = self._partner.get(index)
        opening = self._tokens[partner] if found[1] and partner is not None else found
        if not opening[3]:
            return partner is not None and name in _LAYOUT
        return partner is not None or name in _LAYOUT or _starts_line(self._html, found.start())

    def _leave_out(self, name: str) -> None:
        if name not in self.left_out:
            self.left_out.append(name)


def _starts_line(html: str, start: int) -> bool:
    return not html[max(0, start - 4) : start].rpartition("\n")[2].strip()
