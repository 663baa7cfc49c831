"""Diagrams in a text: code in the language `mermaid` as a picture, with the source below it.

A diagram is a picture in the page itself (a `data:` address), so a reader loads nothing for it, and runs nothing: what
is in a picture has no scripts and loads nothing from elsewhere. One that cannot be drawn stays code, with the reason.
"""

import re
from html import escape
from urllib.parse import quote

from courant_kit.content import drawing
from courant_kit.content.drawing import Drawing
from courant_kit.content.highlight import highlighted

LANGUAGE = "mermaid"
MOST = 20
"""How many diagrams of a text are drawn."""
SECONDS = 4.0
"""CPU seconds for the diagrams of a text that were not drawn before."""
TOGETHER = 400_000
"""Characters of all pictures of a text."""
LONGEST_LABEL = 400

_KINDS = {
    "flowchart": "Flowchart", "graph": "Flowchart", "sequenceDiagram": "Sequence diagram",
    "classDiagram": "Class diagram", "stateDiagram": "State diagram", "stateDiagram-v2": "State diagram",
    "erDiagram": "Entity relationship diagram", "gantt": "Gantt chart", "pie": "Pie chart", "mindmap": "Mind map",
    "timeline": "Timeline", "gitGraph": "Git graph", "journey": "User journey",
}  # fmt: skip
_HEADER = re.compile(r"^\s*(?!---|%%|title:)([A-Za-z][\w-]*)", re.MULTILINE)
_FRONT = re.compile(r"\A\s*---\s*\n.*?\n---\s*\n", re.DOTALL)
_TITLE = re.compile(r"^\s*(?:accTitle\s*:|title:|title\b)[ \t]*(.+)$", re.MULTILINE)
_TOLD = re.compile(r"^\s*accDescr\s*(?::\s*(.+)$|\{([^}]*)\})", re.MULTILINE)
_TEXT = re.compile(r">[^<]*<")
_COLOUR = re.compile(r' (?:fill|stroke|stop-color)="([^"]*)"')

_DARK = {
    "#FFFFFF": "#1b2529", "#F8FAFC": "#243136", "#F1F5F9": "#202b30", "#E2E8F0": "#34444b", "#CBD5E1": "#44555d",
    "#94A3B8": "#7f949d", "#64748B": "#9fb3bb", "#0F172A": "#ece9e1", "#FFF7ED": "#3a2d1c", "#FDBA74": "#b98a4b",
}  # fmt: skip
"""The colours of pictures, each with its colour on dark pages."""

_STYLE = "<style>text{{font-family:system-ui,sans-serif}}{dark}</style>"
_WHEN_DARK = "@media (prefers-color-scheme:dark){{{rules}}}"
_RULE = '[fill="{light}"]{{fill:{dark}}}[stroke="{light}"]{{stroke:{dark}}}'

_PLAIN = " '=:/(),;-._~!*"
"""Signs that stand for themselves in a `data:` address between double quotes."""


class Sheet:
    """The diagrams of one text, within bounds for all of them."""

    def __init__(self) -> None:
        self._number, self._seconds, self._size = 0, 0.0, 0

    def figure(self, source: str) -> str:
        """The HTML of a diagram: a picture with its source, or its source with the reason."""
        self._number += 1
        made = self._drawn(source)
        code = highlighted(source, LANGUAGE)
        if not made.svg:
            return f"{code}\n<p><em>This diagram cannot be shown: {escape(made.reason)}.</em></p>"
        address = f"data:image/svg+xml,{quote(_dressed(made.svg), safe=_PLAIN)}"
        self._size += len(address)
        return (
            f'<figure><div class="scroll" tabindex="0" role="region" aria-label="Diagram {self._number}">'
            f'<img src="{address}" alt="{escape(described(source, made.labels))}" width="{made.width}"'
            f' height="{made.height}"></div>'
            f"<details><summary>Source of the diagram</summary>{code}</details></figure>"
        )

    def _drawn(self, source: str) -> Drawing:
        if self._number > MOST or self._size > TOGETHER:
            return Drawing(reason="this text has too many diagrams")
        if self._seconds > SECONDS:
            return Drawing(reason="the diagrams above it took too long to draw")
        try:
            made = drawing.drawn(source)
        except drawing.Busy:
            return Drawing(reason=drawing.BUSY)
        self._seconds += made.seconds
        return made


def described(source: str, labels: tuple[str, ...]) -> str:
    """A diagram in words: what its author says of it, or else its kind and the words in it (pure)."""
    title, told = _TITLE.search(source), _TOLD.search(source)
    said = [found[1] or found[2] for found in (title, told) if found]
    body = _FRONT.sub("", source)
    header = _HEADER.search(body)
    kind = _KINDS.get(header[1] if header else "", "Diagram")
    words = f"{kind}: {'. '.join(said) if told else '; '.join(dict.fromkeys([*said, *labels]))}"
    words = " ".join(words.split())
    return words if len(words) <= LONGEST_LABEL else f"{words[: LONGEST_LABEL - 1]}…"


def _dressed(svg: str) -> str:
    """An SVG with its styles, and with single quotes.

    A picture in colours of its author's choice keeps them on white paper.
    """
    colours = set(_COLOUR.findall(svg)) - {"none"}
    rules = "".join(_RULE.format(light=light, dark=_DARK[light]) for light in sorted(colours & _DARK.keys()))
    dark = _WHEN_DARK.format(rules=rules) if colours <= _DARK.keys() else ""
    start, end, rest = svg.partition(">")
    rest = _TEXT.sub(lambda found: found[0].replace('"', "&#34;"), rest)
    return f"{start}{end}{_STYLE.format(dark=dark)}{rest}".replace("'", "&#39;").replace('"', "'")
