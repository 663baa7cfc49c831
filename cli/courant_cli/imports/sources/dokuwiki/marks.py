"""DokuWiki's marks before pandoc reads them (no I/O): links and pictures lead to files, plugins' marks are taken out.

Left as it is: what stands in code. A link becomes an address on a host that does not exist, and `addressed` makes an
address of the staged folder of it, once pandoc has read the text.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.parse import quote, unquote

from courant_kit.content.slugs import slug

HOST = "https://dokuwiki.invalid"

_CODE = re.compile(r"<(code|file|nowiki|html|HTML|php|PHP)\b[^>]*>.*?</\1>|%%.*?%%|(?:^(?: {2,}|\t)(?![*\- ]).*\n?)+",
                   re.DOTALL | re.MULTILINE)  # fmt: skip
_RUN = re.compile(r"<(html|HTML|php|PHP)\b[^>]*>.*?</\1>", re.DOTALL)
_LINK = re.compile(r"\[\[(?P<to>[^\[\]|\n]+?)(?:\|(?P<words>[^\[\]\n]*(?:\{\{[^{}]*\}\}[^\[\]\n]*)?))?\]\]")
_MEDIA = re.compile(r"\{\{(?P<to>[^{}|\n]+?)(?:\|(?P<words>[^{}\n]*))?\}\}")
_PLUGIN = re.compile(r"\{\{(?P<name>[\w-]+)>(?P<value>[^{}\n]*)\}\}")
_SWITCH = re.compile(r"~~[\w:=, -]+~~")
_AROUND = re.compile(r"</?(?P<name>WRAP|wrap|note|block|box|hidden|fc|bgc|color|fs)\b[^<>\n]*>")
_HEADING = re.compile(r"^\s*(={2,6})[ \t]*(?P<words>[^\n=][^\n]*?)[ \t]*\1\s*$", re.MULTILINE)
_OUR_LINK = re.compile(rf"{re.escape(HOST)}/(?P<path>[^\s)>\"#]*)(?:#(?P<part>[^\s)>\"]*))?")
_BLOCKS = ("code", "file", "nowiki", "html", "HTML", "php", "PHP")
_INTERWIKI = {"wp": "https://en.wikipedia.org/wiki/", "wpde": "https://de.wikipedia.org/wiki/",
              "doku": "https://www.dokuwiki.org/", "phpfn": "https://secure.php.net/"}  # fmt: skip

Find = Callable[[str], str]
"""Returns the path of a file in the staged folder for what a link names; "" if there is none."""


@dataclass(slots=True)
class Prepared:
    """A text for pandoc, the page's tags, and what was left out, as pairs of a kind and what."""

    text: str = ""
    tags: list[str] = field(default_factory=list)
    left: list[tuple[str, str]] = field(default_factory=list)


def prepared(text: str, page: Find, media: Find) -> Prepared:
    """The text of a page with addresses instead of ids."""
    made = Prepared()
    text = _RUN.sub(lambda found: _out(made, "left out: DokuWiki would have run it", found[1].lower()), text)
    row, end = [], 0
    for code in _CODE.finditer(text):
        row += [_outside(text[end : code.start()], page, media, made), code[0]]
        end = code.end()
    made.text = "".join((*row, _outside(text[end:], page, media, made)))
    return made


def reaches_out(text: str) -> bool:
    """Whether something in a text means more than the text: a note, whose number counts, or a mark that never ends."""
    unclosed = any(len(re.findall(rf"<{tag}\b", text)) != text.count(f"</{tag}>") for tag in _BLOCKS)
    return "((" in text or text.count("%%") % 2 == 1 or unclosed


def title_of(text: str) -> str:
    """The words of the first heading; "" if there is none."""
    found = _HEADING.search(_CODE.sub("", text))
    return " ".join(re.sub(r"//|\*\*|__|''", "", found["words"]).split()) if found else ""


def addressed(markdown: str) -> str:
    """Markdown with addresses of the staged folder."""

    def ours(found: re.Match[str]) -> str:
        part = slug(unquote(found["part"] or "").replace("_", " "))
        return f"/{found['path']}{f'#{part}' if part else ''}"

    return _OUR_LINK.sub(ours, markdown)


def _outside(text: str, page: Find, media: Find, made: Prepared) -> str:
    text = _SWITCH.sub("", text)
    text = _AROUND.sub(lambda found: _out(made, "mark of a plugin", f"<{found['name']}>"), text)
    text = _PLUGIN.sub(lambda found: _plugin(found, made), text)
    text = _MEDIA.sub(lambda found: _shown(found, media, made), text)
    return _LINK.sub(lambda found: _link(found, page, made), text)


def _plugin(found: re.Match[str], made: Prepared) -> str:
    if found["name"] == "tag":
        made.tags += [one.strip('"').replace("_", " ") for one in re.findall(r'"[^"]+"|\S+', found["value"])]
        return ""
    return _out(made, "left out: DokuWiki would have run it", found["name"])


def _shown(found: re.Match[str], media: Find, made: Prepared) -> str:
    to, words = found["to"].strip().partition("?")[0], (found["words"] or "").strip()
    if re.match(r"(?i)https?://", to):
        return f"{{{{{to}|{words}}}}}"
    path = media(to)
    if not path:
        made.left.append(("picture or file that is not imported", to))
        return words or to.rpartition(":")[2]
    return f"{{{{{HOST}/{quote(path)}|{words}}}}}"


def _link(found: re.Match[str], page: Find, made: Prepared) -> str:
    to, words = found["to"].strip(), (found["words"] or "").strip()
    if re.match(r"(?i)[a-z][a-z0-9+.-]*://|mailto:|[^\s@]+@[^\s@]+$|\\\\", to):
        return found[0]
    wiki, interwiki, name = to.partition(">")
    if interwiki:
        known = _INTERWIKI.get(wiki.lower())
        return f"[[{known}{quote(name)}|{words or name}]]" if known else words or name
    name, _, part = to.partition("#")
    name = name.partition("?")[0]
    shown = words or (name or part).rstrip(":").rpartition(":")[2]
    if not name:
        return f"[[{HOST}/#{quote(part)}|{shown}]]"
    path = page(name)
    if not path:
        made.left.append(("link to a page that is not there", name))
        return shown
    return f"[[{HOST}/{quote(path)}{f'#{quote(part)}' if part else ''}|{shown}]]"


def _out(made: Prepared, kind: str, what: str) -> str:
    if (kind, what) not in made.left:
        made.left.append((kind, what))
    return ""
