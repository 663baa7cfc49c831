"""Markdown from people, as HTML that is safe to show to everybody."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from html import escape, unescape
from typing import NamedTuple
from urllib.parse import unquote

import comrak

from courant_kit.content import diagrams, embeds, nesting
from courant_kit.content.embeds import Include, Included
from courant_kit.content.highlight import highlighted
from courant_kit.content.icons import icon
from courant_kit.content.prose import (
    addresses,
    callouts,
    direction,
    emphasis,
    formulas,
    levels,
    named,
    pictures,
    reading_modes,
    remarks,
    tables,
)
from courant_kit.content.prose.ids import PREVIEW, SHELL_IDS, Reserved, settled
from courant_kit.content.prose.plain import opening, plain
from courant_kit.content.sanitizer import FOREIGN, SHOWN, Rewrite, sanitized
from courant_kit.words import gettext as _

__all__ = [
    "SHELL_IDS", "Link", "Rendered", "Reserved", "addresses_in", "beginning", "has_more_than_words", "opening",
    "parsed", "plain", "preview", "read", "remark", "render", "warning", "wikilinks", "words",
]  # fmt: skip


class Link(NamedTuple):
    """Where a wikilink leads: a path on the site, whether the page exists, and what it shows instead of its target."""

    path: str
    exists: bool
    words: str = ""


LinkTo = Callable[[str], Link]
"""Resolves the target of a wikilink."""

SHELL_ONLY = Reserved()
"""The ids of the shell alone, for pages that have no ids of their own around the text."""

_HEADING = re.compile(r"<h[1-6]>")
_TAGLIKE = re.compile(r"<[a-zA-Z/!?]")
_MORE_THAN_WORDS = re.compile(  # it begins with a set, which makes it fast
    r"[<!$\[|`~](?:(?<=<)[a-zA-Z/!?]|(?<=!)\[|(?<=\$)|(?<=\[)!|(?<=\|)\s*:?-|(?<=`)``\s*math|(?<=~)~~\s*math)"
)
"""What may make HTML of which the sanitizer changes the words: elements, pictures, formulas, callouts, tables."""
_BLOCK = re.compile(r"\n(?=<(?:p|h[1-6]|ul|ol|blockquote|pre)>)")
_IMAGE = re.compile(r'<img [^<>]*?\bsrc="(?!data:)([^"]+)"')
_MORE = re.compile(r"<!--\s*more\b[^<>]*-->", re.IGNORECASE)
_CODE = re.compile(
    r'<pre><code(?: class="language-([^"]+)")?(?: data-math-style="display")?>'
    r"((?:[^<]|<(?!/?pre\b|/code></pre>))*+)</code></pre>"
)
_WIKILINK = re.compile(r'<a href="([^"]*)" data-wikilink="true">((?:[^<]|<(?!/?a[\s>]))*+)</a>')
_NAMED = re.compile(r'<a href="([^"]*)" data-wikilink="true">')
_ADDRESS = re.compile(r"""<[a-zA-Z][^<>]*?\s(?:href|src)=["']([^"'<>]*)["'](?! data-wikilink)""")
_COMMENT = re.compile(r"<!--(?:-?>|.*?(?:--!?>|\Z))", re.DOTALL)  # https://html.spec.whatwg.org/#comment-start-state
_PARAGRAPH = re.compile(r"<p>((?:[^<]|<(?!/?p>))*+)</p>\n?")
_PICTURE = re.compile(r'<p>(<img [^>]*\btitle="([^"]+)"[^>]*>)</p>')
_BARE = re.compile(r'<a href="(https?://([^"]+?)/?)"((?![^<>]*\bclass=)[^<>]*)>((?:https?://)?\2/?)</a>')


@dataclass(frozen=True, slots=True)
class Rendered:
    """A rendered text: its HTML, the elements left out with what is in them, and the HTML above `<!-- more -->`."""

    html: str
    left_out: tuple[str, ...]
    above: str

    def beginning(self, longest: int = 300) -> str:
        """What stands above `<!-- more -->`, or else the first words that are text; at most `longest` characters."""
        return plain(self.above, longest) or opening(self.html, longest)

    @property
    def image(self) -> str:
        """The address of the first picture; "" if there is none."""
        found = _IMAGE.search(self.html)
        return unescape(found[1]) if found else ""

    @property
    def warning(self) -> str:
        """A sentence for the writer about what was left out; "" if nothing was."""
        if not self.left_out:
            return ""
        names = ", ".join(f"<{name}>" for name in self.left_out)
        return _("Pages here cannot have these elements, so they are not shown: {names}.").format(names=names)


def render(
    text: str,
    *,
    link_to: LinkTo | None = None,
    rewrite: Rewrite | None = None,
    prefix: str = "",
    reserved: Reserved = SHELL_ONLY,
    below: int = 0,
) -> str:
    """GitHub-flavoured Markdown (comrak) as sanitized HTML (nh3), with code highlighted by Pygments and MathML.

    `link_to` resolves `[[wikilinks]]`; `rewrite` maps the addresses of links and images; `prefix` is put before every
    id. `reserved` are the ids of the page that will show the HTML. `below` is the level of the heading above it: its
    own begin one level lower, and skip none.
    """
    return read(text, link_to=link_to, rewrite=rewrite, prefix=prefix, reserved=reserved, below=below).html


def remark(text: str, prefix: str = "") -> str:
    """Markdown of a comment as HTML, for pages with many: without headings and pictures from elsewhere.

    Headings become bold lines, and pictures links to them: loading one tells its server who reads the page. Elements
    have no ids, unless there is a `prefix` to put before every id.
    """
    return read(text, prefix=prefix, remark=True).html


def read(  # noqa: PLR0913 - each is one thing that the page around the text decides
    text: str,
    *,
    link_to: LinkTo | None = None,
    rewrite: Rewrite | None = None,
    prefix: str = "",
    reserved: Reserved = SHELL_ONLY,
    below: int = 0,
    remark: bool = False,
    include: Include | None = None,
    draw: bool = True,
) -> Rendered:
    """Render a text as `render` does, or `remark`; what else there is to know about it is in the answer.

    `include` renders what `![[name]]` means. Without `draw`, diagrams stay code, for those who only read the words.
    """
    text = callouts.marked(named.defused(nesting.shallow(embeds.marked(text) if link_to else embeds.unmarked(text))))
    included = Included(include, prefix)
    raw = _html(text, _extensions_for(text, wikilinks=link_to is not None, anchors=not remark))
    raw, left_out = named.shown(raw, SHOWN) if _TAGLIKE.search(text) else (raw, [])
    raw = addresses.ended(raw, text)
    if link_to:
        raw = embeds.plain(_WIKILINK.sub(partial(_wikilink, link_to), included.placed(raw)))

    def title(words: str) -> str:
        html = _inline(words, link_to, rewrite, ids=not remark)
        return remarks.tamed(html, FOREIGN) if remark else html

    def finished(part: str) -> str:
        html = sanitized(part, rewrite, ids=not remark, keep=not remark or bool(prefix))
        html = _framed(remarks.tamed(html, FOREIGN) if remark else html, prefix)
        html = reading_modes.kept(settled(levels.below(html, below) if below else html, reserved, prefix))
        code = partial(_code, diagrams.Sheet() if draw and not remark else None)
        return included.shown(_CODE.sub(code, formulas.shown(callouts.shown(html, title))))

    html, more = finished(raw), _MORE.search(raw)
    return Rendered(html, tuple(left_out), finished(raw[: more.start()]) if more else "")


def words(text: str, longest: int, *, link_to: LinkTo | None = None, below: int = 0) -> str:
    """What `plain` makes of the HTML of `read`: in half of the time if the text is but words, links, lists and code."""
    if has_more_than_words(text):
        return plain(read(text, link_to=link_to, below=below, draw=False).html, longest)
    return plain(_resolved(parsed(text, wikilinks=link_to is not None), link_to), longest)


def beginning(html: str, longest: int = 160) -> str:
    """The first words of what `parsed` made of a text that has no more than words, as `plain` cuts them."""
    cut = _BLOCK.search(html, longest * 8)
    some = plain(_resolved(html[: cut.start()] if cut else html, _named), longest)
    return some if cut is None or some.endswith("…") else plain(_resolved(html, _named), longest)


def has_more_than_words(text: str) -> bool:
    """Whether a text may have elements, pictures, formulas, callouts or tables: they are read as for showing."""
    return _MORE_THAN_WORDS.search(text) is not None


def parsed(text: str, *, wikilinks: bool = False) -> str:
    """The HTML that comrak makes of a text, not safe to show: what it takes for links can be read in it.

    The titles of callouts are words like others. What is in a comment is left out.
    """
    text = embeds.marked(named.defused(nesting.shallow(text))) if wikilinks else named.defused(nesting.shallow(text))
    extensions = _extensions_for(text, wikilinks=wikilinks, anchors=False)
    extensions.alerts = False
    return _COMMENT.sub("", _html(text, extensions))


def wikilinks(html: str) -> dict[str, bool]:
    """The names of the wikilinks in the HTML of `parsed`, each with whether it includes what it names."""
    found: dict[str, bool] = {}
    for written in (unescape(unquote(name)) for name in _NAMED.findall(html)):
        name = written.lstrip(embeds.MARK)
        found[name] = found.get(name, False) or name != written
    return found


def addresses_in(html: str) -> list[str]:
    """The addresses of links and images in the HTML of `parsed`."""
    return [unescape(address) for address in _ADDRESS.findall(html)]


def preview(
    text: str,
    *,
    link_to: LinkTo | None = None,
    rewrite: Rewrite | None = None,
    reserved: Reserved = SHELL_ONLY,
    below: int = 0,
    include: Include | None = None,
) -> Rendered:
    """Read a text for a preview beside its form: the warning comes first, and no id meets one of a field."""
    found = read(
        text, link_to=link_to, rewrite=rewrite, prefix=PREVIEW, reserved=reserved, below=below, include=include
    )
    notice = f'<div class="notice" data-tone="warn">{icon("triangle-alert")}<p>{escape(found.warning)}</p></div>\n'
    return replace(found, html=notice + found.html) if found.warning else found


def warning(text: str) -> str:
    """A sentence for the writer of a text about elements that are not shown; "" if all is shown."""
    return read(text, draw=False).warning if _TAGLIKE.search(text) else ""


def _extensions_for(text: str, *, wikilinks: bool, anchors: bool) -> comrak.ExtensionOptions:
    """The extensions without those that would take too long to read this text."""
    options = _extensions(wikilinks)
    options.table = nesting.few_columns(text)
    options.description_lists = nesting.few_descriptions(text)
    options.header_id_prefix = "" if anchors and _few_headings(text, options) else None
    return options


def _extensions(wikilinks: bool) -> comrak.ExtensionOptions:
    options = comrak.ExtensionOptions()
    options.strikethrough = options.table = options.autolink = options.tasklist = options.footnotes = True
    options.alerts = options.description_lists = options.cjk_friendly_emphasis = True
    options.math_dollars = True
    options.wikilinks_title_after_pipe = wikilinks
    return options


def _few_headings(text: str, options: comrak.ExtensionOptions) -> bool:
    """Whether comrak can give the headings ids in little time; only a text with many lines is read to know it."""
    if text.count("\n") + text.count("\r") < nesting.MOST_HEADINGS:
        return True
    html = comrak.render_markdown(text, extension_options=options)
    return len(_HEADING.findall(html)) <= nesting.MOST_HEADINGS


def _html(text: str, extensions: comrak.ExtensionOptions) -> str:
    text = emphasis.beside(text)
    html = comrak.render_markdown(text, extension_options=extensions, render_options=_options(raw=True))
    if nesting.excessive(text, html):
        html = comrak.render_markdown(text, extension_options=extensions, render_options=_options(raw=False))
    return formulas.marked(emphasis.plain(html))


def _inline(words: str, link_to: LinkTo | None, rewrite: Rewrite | None, *, ids: bool) -> str:
    """The HTML of some words of Markdown, without ids and tags; "" if they are more than words."""
    found = _PARAGRAPH.fullmatch(_html(words.replace("<", "&lt;"), _extensions(link_to is not None)))
    if found is None:
        return ""
    raw = _WIKILINK.sub(partial(_wikilink, link_to), found[1]) if link_to else found[1]
    return sanitized(raw, rewrite, ids=ids, keep=False)


def _options(*, raw: bool) -> comrak.RenderOptions:
    options = comrak.RenderOptions()
    options.unsafe_ = raw  # raw HTML passes comrak, and nh3 sanitizes it afterwards
    options.escape = not raw
    return options


def _resolved(html: str, link_to: LinkTo | None) -> str:
    return _WIKILINK.sub(partial(_wikilink, link_to), html) if link_to else html


def _named(_: str) -> Link:
    return Link("", exists=True)


def _wikilink(link_to: LinkTo, found: re.Match[str]) -> str:
    target, words = unescape(unquote(found[1])).lstrip(embeds.MARK), found[2].replace(embeds.MARK, "")
    if not target.strip(" #/"):
        return f"[[{escape(target)}{f'|{words}' if words not in {'', escape(target)} else ''}]]"  # as it was typed
    link = link_to(target)
    kind = "wikilink" if link.exists else "wikilink missing"
    if not words or unescape(words) == target:
        words = escape(link.words or target)
    return f'<a href="{escape(link.path)}" class="{kind}">{words}</a>'


def _code(sheet: diagrams.Sheet | None, found: re.Match[str]) -> str:
    code, language = unescape(found[2]), found[1] or ""
    if language == "math":
        return f"<p>{formulas.formula(code, 'display')}</p>"
    return sheet.figure(code) if sheet and language == diagrams.LANGUAGE else highlighted(code, language)


def _framed(html: str, prefix: str) -> str:
    # Only after the sanitizer, which escapes everything in an attribute that looks like a tag. A picture alone in its
    # paragraph gets its title as a caption; a link that shows its address is marked, since print shows the others'.
    html = _BARE.sub(r'<a href="\1" class="bare"\3>\4</a>', tables.framed(pictures.sized(html), prefix))
    return direction.sided(_PICTURE.sub(r"<figure>\1<figcaption>\2</figcaption></figure>", html))
