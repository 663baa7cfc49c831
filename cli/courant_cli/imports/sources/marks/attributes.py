"""Lists of attributes (no I/O): kramdown's `{: .lead #id}`, Pandoc's and Zola's `{#id .wide}`, Wiki.js' `{.is-info}`.

An id becomes an anchor, so links to it go on working; Wiki.js' boxes become alerts; everything else is left out.
"""

import re

from courant_cli.imports.sources.marks.changing import Changes, left_out, outside

MARK = "mark of a dialect, left out"

_VALUE = r"""(?:"[^"\n]*"|'[^'\n]*'|[^\s"'{}]+)"""
_WORD = r"[^\s{}\"'#.=<>()\[\]|\\/,;!?*`$&^%~+]"
_ONE = rf"(?:\.(?!\d){_WORD}+|#{_WORD}+|[\w:-]+={_VALUE}|-)"
_NAMED = rf":[ \t]*(?:{_ONE}|[\w-]+)(?:[ \t]+(?:{_ONE}|[\w-]+))*[ \t]*"
_LIST = rf"(?<!\\)\{{(?P<list>{_NAMED}|[ \t]*{_ONE}(?:[ \t]+{_ONE})*[ \t]*)\}}"
_KRAMDOWN = rf"(?<!\\)\{{(?P<list>{_NAMED})\}}"
_STRICT = rf"(?<!\\)\{{(?P<strict>:[ \t]*{_ONE}(?:[ \t]+{_ONE})*[ \t]*)\}}"

_CONTENTS = re.compile(r"^[ \t]*(?:[-*+]|\d+[.)])[ \t]+[^\n]*\n[ \t]*\{:\s*\.?toc\b[^}\n]*\}[ \t]*\n?", re.MULTILINE)
_BOX = re.compile(
    r"(?P<quote>(?:^[ ]{0,3}>[^\n]*\n)+)[ \t]*\{\.is-(?P<kind>info|success|warning|danger)[^}\n]*\}[ \t]*$",
    re.MULTILINE,
)
_HEADING = re.compile(rf"^(?P<words>#{{1,6}}[ \t][^\n]*?(?<![ \t]))[ \t]*+{_LIST}[ \t]*#*[ \t]*$", re.MULTILINE)
_HEADING_BELOW = re.compile(
    rf"^(?P<words>#{{1,6}}[ \t][^\n]*?(?<![ \t]))[ \t]*+\n[ \t]*{_KRAMDOWN}[ \t]*$", re.MULTILINE
)
_UNDERLINED = re.compile(
    rf"^(?P<words>[^\s#>][^\n]*?(?<![ \t]))[ \t]*+{_LIST}[ \t]*(?=\n(?:=+|-+)[ \t]*$)", re.MULTILINE
)
_EXTENSION = re.compile(r"\{::(?:nomarkdown|options|ignore)[^{}\n]*\}|\{:/(?:nomarkdown|options|ignore)?\}")
_DEFINITION = re.compile(r"^[ ]{0,3}\{:[\w-]+:[^{}\n]*\}[ \t]*\n?", re.MULTILINE)
_LINE = re.compile(rf"^(?P<indent>[ \t>]*){_LIST}[ \t]*(?P<end>\n|\Z)", re.MULTILINE)
_INLINE = re.compile(rf"(?<=[)\]`*_>\"']){_LIST}|(?<![ \t])[ \t]*+{_STRICT}")
_LIST_ITEM = re.compile(rf"^(?P<words>[ \t]*(?:[-*+]|\d+[.)])[ \t]+){_KRAMDOWN}[ \t]*", re.MULTILINE)
_FENCE = re.compile(
    r"^(?P<fence>[ \t>]*(?:`{3,}|~{3,}))[ \t]*\{[ \t]*\.(?P<language>[\w+#-]+)[^}\n]*\}[ \t]*$", re.MULTILINE
)
_ID = re.compile(rf"#({_WORD}+)")
_KINDS = {"info": "NOTE", "success": "TIP", "warning": "WARNING", "danger": "CAUTION"}

_IN_TAG = re.compile(
    rf"(?P<tag><(?P<name>[a-zA-Z][\w-]*)(?:\s[^<>]*?)?(?<!\s))\s++markdown"
    rf"(?:=(?P<value>{_VALUE.replace('{}', '{}<>')}))?"
    r"(?P<rest>(?:\s[^<>]*)?>)(?P<line>[ \t]*\n(?![ \t]*\n))?"
)
_SPANS = {"span", "a", "b", "i", "em", "strong", "small", "sub", "sup", "kbd", "code", "u", "s", "del", "ins", "mark"}


def read(text: str, changes: Changes) -> str:
    """The text with ids as anchors and boxes as alerts, without other attributes."""
    if "{" not in text:
        return outside(text, _IN_TAG, _tag)
    text = _FENCE.sub(r"\g<fence>\g<language>", text)
    text = left_out(text, _CONTENTS, "table of contents of the generator, left out", changes)
    text = outside(text, _BOX, _alert)
    for pattern in (_HEADING, _HEADING_BELOW, _UNDERLINED):
        text = outside(text, pattern, lambda found: f"{found['words']}{_anchor(found['list'], ' ')}")
    text = left_out(text, _EXTENSION, MARK, changes)
    text = left_out(text, _DEFINITION, MARK, changes)
    text = left_out(text, _LINE, MARK, changes, _line)
    text = left_out(text, _LIST_ITEM, MARK, changes, r"\g<words>")
    text = left_out(text, _INLINE, MARK, changes, lambda found: _anchor(found["list"] or found["strict"]))
    return outside(text, _IN_TAG, _tag)


def _anchor(attributes: str, space: str = "") -> str:
    found = _ID.search(re.sub(r"\"[^\"]*\"|'[^']*'", "", attributes))
    return f'{space}<a id="{found[1]}"></a>' if found else ""


def _line(found: re.Match[str]) -> str:
    anchor = _anchor(found["list"])
    return f"{found['indent']}{anchor}{found['end']}" if anchor else ""


def _alert(found: re.Match[str]) -> str:
    return f"> [!{_KINDS[found['kind']]}]\n{found['quote'].rstrip()}"


def _tag(found: re.Match[str]) -> str:
    """The tag without the attribute; after the tag of a block, a blank line makes CommonMark read Markdown again."""
    tag = f"{found['tag']}{found['rest']}"
    off = (found["value"] or "1").strip("\"'") in {"0", "span"} or found["name"].lower() in _SPANS
    return f"{tag}{found['line'] or ''}" if off else f"{tag}\n\n"
