r"""Formulas in TeX, as MathML that browsers show without a script (no I/O).

`$x$` in a line, `$$x$$` apart and code in the language `math` are formulas (comrak's extension `math_dollars`). Between
comrak and the sanitizer a formula is an element of code with a class; it becomes MathML after the sanitizer, by
latex2mathml, and passes a sanitizer of its own: `\href` and `\style` would otherwise bring addresses and styles.
"""

import re
from functools import cache, lru_cache
from html import escape, unescape

import nh3

from courant_kit.content.prose.extents import excess

LONGEST = 2000
"""The longest formula in characters; longer ones are shown as they are written."""
MOST = 500
"""How many formulas of a text are shown as formulas."""
DEEPEST = 40
"""How many groups of a formula in TeX may be in each other; those of its MathML are in `extents`."""
MOST_LETTERS = 50_000
"""How long the formulas of a text may be in all; to render so many takes half a second."""

SCROLLING = 40
"""Characters above which a formula apart may be wider than a phone; it scrolls by keyboard, too."""

_RENDERED = re.compile(r'<span data-math-style="(inline|display)">([^<]*)</span>')
_MARKED = re.compile(r'<code class="math-(inline|display)">([^<]*)</code>')
_UNKNOWN = re.compile(r"<mi>(\\[A-Za-z]+)</mi>")
_ELEMENTS = (
    "math maction menclose merror mfenced mfrac mi mmultiscripts mn mo mover mpadded mphantom mprescripts mroot mrow ms"
    " mspace msqrt mstyle msub msubsup msup mtable mtd mtext mtr munder munderover"
)
_LAYOUT = (
    "accent accentunder columnalign columnlines columnspan depth displaystyle fence form height largeop linethickness"
    " lspace mathcolor mathsize mathvariant maxsize minsize movablelimits notation rowlines rowspacing rspace"
    " scriptlevel separator stretchy symmetric voffset width"
)


def marked(html: str) -> str:
    """HTML of comrak with formulas that pass the sanitizer."""
    return _RENDERED.sub(r'<code class="math-\1">\2</code>', html) if "data-math-style" in html else html


def shown(html: str) -> str:
    """Sanitized HTML with its formulas as MathML."""
    if 'class="math-' not in html:
        return html
    left = MOST_LETTERS

    def drawn(found: re.Match[str]) -> str:
        nonlocal left
        left -= len(found[2])
        return formula(unescape(found[2]), found[1]) if left >= 0 else found[0]

    return _MARKED.sub(drawn, html, count=MOST)


@lru_cache(maxsize=2000)
def formula(tex: str, display: str = "inline") -> str:
    """A formula as MathML; if it cannot be shown, as it is written, with the reason in words."""
    tex = tex.strip()
    if len(tex) > LONGEST or tex.count("{") > LONGEST // 4 or _depth(tex) > DEEPEST:
        return _written(tex, "This formula is too long.")
    from latex2mathml import converter  # most sites have no formula

    try:
        made = converter.convert(tex, display="block" if display == "display" else "inline")
    except Exception as error:  # noqa: BLE001 - the library raises errors of every kind; the reader sees one in words
        return _written(tex, f"This formula cannot be shown ({_words(error)}).")
    if unknown := _UNKNOWN.search(made):
        return _written(tex, f"This formula has a command that is not known: {unknown[1]}.")
    if reason := excess(made):
        return _written(tex, f"This formula {reason}.")
    html = _cleaner().clean(made)
    focus = ' tabindex="0"' if display == "display" and len(tex) > SCROLLING else ""
    return html.replace("<math", f'<math{focus} alttext="{escape(tex)}"', 1)


def _written(tex: str, reason: str) -> str:
    return f'<code title="{escape(reason)}">{escape(tex)}</code> <em>{escape(reason)}</em>'


def _words(error: Exception) -> str:
    """The name of an error of the library in words: ExtraLeftOrMissingRightError is “extra left or missing right”."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", type(error).__name__.removesuffix("Error")).lower()


def _depth(tex: str) -> int:
    deepest = depth = 0
    for sign in re.findall(r"[{}]|\\(?:left|right|begin|end)\b|\\.", tex):
        depth += {"{": 1, "}": -1, r"\left": 1, r"\right": -1, r"\begin": 1, r"\end": -1}.get(sign, 0)
        deepest = max(deepest, depth)
    return deepest


@cache
def _cleaner() -> nh3.Cleaner:
    return nh3.Cleaner(
        tags=set(_ELEMENTS.split()), attributes={"*": set(_LAYOUT.split()), "math": {"display"}}, link_rel=None
    )
