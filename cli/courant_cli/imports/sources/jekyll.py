"""Jekyll, following the documentation of its front matter and of the tags in its template language.

https://jekyllrb.com/docs/front-matter/ and https://jekyllrb.com/docs/liquid/tags/
"""

import re

from courant_cli.imports.sources.generator import Generator

POST = "post:"
"""The prefix of an address that Jekyll's `post_url` and `link` generate from a file's name."""

DRAFTS = "_drafts"
"""The folder of drafts."""

DAY = re.compile(r"^\d{4}-\d{1,2}-\d{1,2}-")
"""The day at the beginning of the file name of a post."""

_HIGHLIGHT = re.compile(r"^\{%-?\s*highlight\s+(?P<language>\S+?)(?:\s[^%\n]*)?\s*-?%\}[ \t]*$", re.MULTILINE)
_END_HIGHLIGHT = re.compile(r"^\{%-?\s*endhighlight\s*-?%\}[ \t]*$", re.MULTILINE)
_BASE = re.compile(r"\{\{\s*site\.(?:baseurl|url)\s*\}\}")
_RELATIVE = re.compile(r"""\{\{\s*["'](?P<path>[^"'{}]+)["']\s*\|\s*(?:relative_url|absolute_url)\s*\}\}""")
_POST_URL = re.compile(r"\{%-?\s*(?:post_url|link)\s+(?P<name>[^\s%]+)\s*-?%\}")

JEKYLL = Generator(
    path="permalink",
    aliases="redirect_from",
    summary="excerpt",
    tags=("tags", "categories", "category"),
    keys=frozenset({"published"}),
    content=frozenset({"_posts"}),
    folders=frozenset({"_posts", DRAFTS, "drafts"}),
    fences=((_HIGHLIGHT, r"```\g<language>"), (_END_HIGHLIGHT, "```")),
    rewrites=((_BASE, ""), (_RELATIVE, r"\g<path>"), (_POST_URL, rf"{POST}\g<name>")),
    links=(POST,),
    command=r"\{%-?\s*(?P<jekyll>\w+)",
)
