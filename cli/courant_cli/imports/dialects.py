"""What site generators write that is not Markdown, pure: made into Markdown where it can be, named where it cannot."""

import re

from courant_cli.imports.addresses import masked, outside_code

_HEADING_ID = re.compile(r"^(?P<words>#{1,6} .*?)[ \t]*\{#(?P<id>[\w-]+)[^}\n]*\}[ \t]*$", re.MULTILINE)
_NAMED = re.compile(r"""<a name=(?P<name>"[^"<>]*"|'[^'<>]*')""")
_HIGHLIGHT = re.compile(r"^\{%-?\s*highlight\s+(?P<language>\S+?)(?:\s[^%\n]*)?\s*-?%\}[ \t]*$", re.MULTILINE)
_END_HIGHLIGHT = re.compile(r"^\{%-?\s*endhighlight\s*-?%\}[ \t]*$", re.MULTILINE)
_BASE = re.compile(r"\{\{\s*site\.(?:baseurl|url)\s*\}\}")
_RELATIVE = re.compile(r"""\{\{\s*["'](?P<path>[^"'{}]+)["']\s*\|\s*(?:relative_url|absolute_url)\s*\}\}""")
_POST_URL = re.compile(r"\{%-?\s*(?:post_url|link)\s+(?P<name>[^\s%]+)\s*-?%\}")
_REF = re.compile(r"""\{\{[<%]\s*(?:rel)?ref\s+["']?(?P<name>[^"'\s>%]+)["']?\s*[>%]\}\}""")
_SHORTCODE = re.compile(
    r"\{\{[<%]\s*/?\s*(?P<hugo>[\w./-]+)|\{%-?\s*(?P<tag>\w+)|\{\{-?\s*(?P<call>\w[\w.]*)\s*(?:[(|]|\}\})"
)
_UNSHOWN = re.compile(r"<(?P<tag>script|style|iframe|object|embed|video|audio|form|canvas)\b", re.IGNORECASE)

POST, REF = "post:", "ref:"
"""What begins an address that names a file: Jekyll's `post_url` and `link`, Hugo's `ref`."""


def plain(text: str) -> str:
    """The text with heading ids, Jekyll's code blocks and the tags that make addresses written in Markdown."""
    text = _HIGHLIGHT.sub(r"```\g<language>", text)
    text = _END_HIGHLIGHT.sub("```", text)
    for pattern, becomes in (
        (_BASE, ""),
        (_RELATIVE, r"\g<path>"),
        (_POST_URL, rf"{POST}\g<name>"),
        (_REF, rf"{REF}\g<name>"),
        (_NAMED, r"<a id=\g<name>"),
        (_HEADING_ID, r'\g<words> <a id="\g<id>"></a>'),
    ):
        text = _replaced(text, pattern, becomes)
    return text


def shortcodes(text: str) -> list[str]:
    """The names of the generator's commands that are left in the text."""
    return [found[found.lastgroup or 0] for found in outside_code(text, _SHORTCODE)]


def unshown(text: str) -> list[str]:
    """The HTML elements that no page shows, in the order in which they are first met."""
    return list(dict.fromkeys(f"<{found['tag'].lower()}>" for found in outside_code(text, _UNSHOWN)))


def _replaced(text: str, pattern: re.Pattern[str], becomes: str) -> str:
    """The text with what matches outside code replaced."""
    if not pattern.search(text):
        return text
    parts, end, words = [], 0, masked(text)
    for found in pattern.finditer(text):
        if words[found.start()] == text[found.start()]:
            parts += [text[end : found.start()], found.expand(becomes)]
            end = found.end()
    return "".join((*parts, text[end:]))
