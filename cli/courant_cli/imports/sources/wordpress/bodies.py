"""The text of a post as HTML (no I/O): paragraphs as WordPress makes them, shortcodes, blocks."""

import re
from collections.abc import Callable
from html import escape

from courant_cli.imports.sources.marks.pairing import between, pairs

Picture = Callable[[str], str]
"""Returns the address of the attachment with a number, or "" if there is none."""

_BLOCK_MARK = re.compile(r"<!--\s+/?wp:")
_DYNAMIC = re.compile(r"<!--\s+wp:(?P<name>[\w/-]+)\s+(?:(?P<values>\{(?:(?!--).)*\})\s+)?/-->")
_WHOLE = (
    re.compile(r"<(?P<name>pre|script|style|textarea)\b", re.IGNORECASE),
    re.compile(r"</(?P<name>pre|script|style|textarea)\s*>", re.IGNORECASE),
)
_CODE = (re.compile(r"<(?P<name>pre|code)\b", re.IGNORECASE), re.compile(r"</(?P<name>pre|code)\s*>", re.IGNORECASE))
_COMMENT = (re.compile(r"<!--"), re.compile(r"-->"))
_CONTAINERS = r"blockquote|div|section|figure|article|aside|details"
_AROUND = re.compile(rf"</?(?:{_CONTAINERS})\b[^<>]*>", re.IGNORECASE)
_BLOCKS = rf"{_CONTAINERS}|p|h[1-6]|ul|ol|li|dl|dt|dd|table|thead|tbody|tr|td|th|hr|form|address|iframe|video|audio"
_OPENS = re.compile(r"(?<!\n\n)<(?=(?:p|h[1-6]|ul|ol|dl|table|hr)\b)", re.IGNORECASE)
_CLOSES = re.compile(r"(</(?:p|h[1-6]|ul|ol|dl|table)>|<hr\b[^<>]*>)", re.IGNORECASE)
_IS_BLOCK = re.compile(rf"\s*(?:</?(?:{_BLOCKS})\b|\x00)", re.IGNORECASE)

_SHORTCODE = re.compile(
    r"\[(?P<escape>\[)?(?P<name>[a-zA-Z][\w-]*+)(?P<values>(?:[\s/](?:[^\[\]\"']|\"[^\"]*+\"|'[^']*+')*+)?)\]"
    r"(?(escape)\])"
)
_CLOSING = re.compile(r"\[/(?P<name>[a-zA-Z][\w-]*+)\]")
_VALUE = re.compile(r"([\w-]+)=(?:\"([^\"]*)\"|'([^']*)'|([^\s\]\"']+))")
_IMAGE = re.compile(r"(?:<a\b[^<>]*>\s*)?<img\b[^<>]*>(?:\s*</a>)?", re.IGNORECASE)
_PLAYERS = ("embed", "youtube", "vimeo", "video", "audio", "playlist", "soundcloud", "dailymotion", "tweet", "gist")


def html_of(body: str, picture: Picture, left: list[str]) -> str:
    """The HTML that readers saw; `left` receives the names of shortcodes and blocks that mean nothing here."""
    blocks = bool(_BLOCK_MARK.search(body))
    left += [f"block {found['name']}" for found in _DYNAMIC.finditer(body) if found["name"] not in _SILENT]
    text = between(body, *_COMMENT, lambda *_: "")
    text = _expanded(text, picture, left)
    return text if blocks else paragraphs(text)


def paragraphs(text: str) -> str:
    """Text with paragraphs where it has empty lines, and line breaks where it has lines, as WordPress shows it."""
    kept: list[str] = []

    def put_aside(opening: re.Match[str], inner: str, closing: re.Match[str]) -> str:
        kept.append(f"{opening[0]}{inner}{closing[0]}")
        return f"\n\n\x00{len(kept) - 1}\x00\n\n"

    text = between(text.replace("\x00", "").replace("\r\n", "\n").replace("\r", "\n"), *_WHOLE, put_aside)
    text = _AROUND.sub(r"\n\n\g<0>\n\n", text)
    text = _CLOSES.sub(r"\1\n\n", _OPENS.sub("\n\n<", text))
    pieces = (piece.strip() for piece in re.split(r"\n\s*\n", text))
    whole = "\n".join(map(_paragraph, filter(None, pieces)))
    return re.sub(r"\x00(\d+)\x00", lambda found: kept[int(found[1])], whole)


def _paragraph(piece: str) -> str:
    return piece if _IS_BLOCK.match(piece) else "<p>" + re.sub(r"(?<!<br>)(?<!/>)\n", "<br>\n", piece) + "</p>"


_SILENT = {"more", "nextpage", "separator", "spacer", "block"}


def _expanded(text: str, picture: Picture, left: list[str]) -> str:
    def expand(found: re.Match[str], between: str | None, whole: str) -> str:
        name, inner = found["name"].lower(), between or ""
        values = {key.lower(): one or two or three for key, one, two, three in _VALUE.findall(found["values"])}
        if found["escape"]:
            return found[0][1:-1]
        if name == "caption":
            return _caption(inner, values)
        if name == "gallery":
            return _gallery(values, picture)
        if name in _PLAYERS:
            return _player(found["values"], inner, values)
        if values or between is not None:
            left.append(f"shortcode {name}")
        return whole

    parts, at = [], 0
    for opening, closing in pairs(text, *_CODE):
        parts += [_shortcodes(text[at : opening.start()], expand), text[opening.start() : closing.end()]]
        at = closing.end()
    return "".join((*parts, _shortcodes(text[at:], expand)))


def _shortcodes(text: str, expand: Callable[[re.Match[str], str | None, str], str]) -> str:
    """The text with its shortcodes replaced: `expand` gets each, what is between it and its end, and both with that."""
    ends = {opening.start(): closing for opening, closing in pairs(text, _SHORTCODE, _CLOSING, nested=False)}
    parts, at = [], 0
    for found in _SHORTCODE.finditer(text):
        if found.start() < at:
            continue
        closing = None if found["escape"] else ends.get(found.start())
        end = closing.end() if closing else found.end()
        inner = text[found.end() : closing.start()] if closing else None
        parts += [text[at : found.start()], expand(found, inner, text[found.start() : end])]
        at = end
    return "".join((*parts, text[at:]))


def _caption(inner: str, values: dict[str, str]) -> str:
    image = _IMAGE.search(inner)
    words = values.get("caption") or (inner[image.end() :] if image else inner)
    return f"<figure>{image[0] if image else ''}<figcaption>{words.strip()}</figcaption></figure>"


def _gallery(values: dict[str, str], picture: Picture) -> str:
    numbers = re.findall(r"\d+", values.get("ids", "") or values.get("include", ""))
    found = filter(None, map(picture, numbers))
    return "\n\n".join(f'<p><img src="{escape(one)}" alt=""></p>' for one in found)


def _player(given: str, inner: str, values: dict[str, str]) -> str:
    address = re.search(r"https?://[^\s\"'\]<>]+", f"{inner} {given} {' '.join(values.values())}")
    return f'<p><a href="{escape(address[0])}">{escape(address[0])}</a></p>' if address else ""
