"""Jekyll, following the documentation of its front matter and of the tags in its template language.

https://jekyllrb.com/docs/front-matter/ and https://jekyllrb.com/docs/liquid/tags/
"""

import re

from courant_cli.imports.sources.generator import Generator

POST = "post:"
"""The prefix of an address that Jekyll's `post_url` and `link` generate from a file's name."""

DRAFTS = "_drafts"
"""The folder of drafts."""

DAY = re.compile(r"^\d{4}-\d{1,2}-\d{1,2}[-_]")
"""The day at the beginning of the file name of a post."""

_HIGHLIGHT = re.compile(r"^\{%-?\s*highlight\s+(?P<language>\S+?)(?:\s[^%\n]*)?\s*-?%\}[ \t]*$", re.MULTILINE)
_END_HIGHLIGHT = re.compile(r"^\{%-?\s*endhighlight\s*-?%\}[ \t]*$", re.MULTILINE)
_BASE = re.compile(
    r"\{\{-?\s*(?:site\.(?:baseurl|url|github\.url|base_url)|base_?url|root|pathPrefix)\s*(?:\|[^{}]*)?-?\}\}"
)
_FILTER = r"(?:relative_url|absolute_url|url|absoluteUrl|htmlBaseUrl|locale_url|prepend|prepend_base|escape|uri_escape)"
_RELATIVE = re.compile(
    rf"""\{{\{{-?\s*(?P<quote>["'])(?P<path>[^"'{{}}]+)(?P=quote)\s*(?:\|\s*{_FILTER}\b[^|{{}}]*)+-?\}}\}}"""
)
_NAME = r"""(?P<quote>["']?)(?P<name>[^\s%"']+)(?P=quote)"""
_POST_URL = re.compile(rf"\{{%-?\s*(?:post_url|link)\s+{_NAME}\s*-?%\}}")
_POST_LINK = re.compile(rf"""\{{%-?\s*post_link\s+{_NAME}\s+["']?(?P<words>[^%"']+?)["']?\s*-?%\}}""")
_ASSET = re.compile(rf"\{{%-?\s*asset_img\s+{_NAME}(?:\s+[\"']?(?P<words>[^%\"']*?)[\"']?)?\s*-?%\}}")

JEKYLL = Generator(
    path="permalink",
    aliases="redirect_from",
    summary="excerpt",
    tags=("tags", "categories", "category"),
    keys=frozenset({"published"}),
    content=frozenset({"_posts"}),
    folders=frozenset({"_posts", DRAFTS, "drafts"}),
    fences=((_HIGHLIGHT, r"```\g<language>"), (_END_HIGHLIGHT, "```")),
    rewrites=(
        (_RELATIVE, r"\g<path>"),
        (_BASE, ""),
        (_POST_URL, rf"{POST}\g<name>"),
        (_POST_LINK, rf"[\g<words>]({POST}\g<name>)"),
        (_ASSET, r"![\g<words>](\g<name>)"),
    ),
    links=(POST,),
    command=r"\{%-?\s*(?P<jekyll>\w+)",
)
