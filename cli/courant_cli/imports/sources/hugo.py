"""Hugo, following the documentation of its front matter and its shortcodes.

https://gohugo.io/content-management/front-matter/ and https://gohugo.io/shortcodes/ref/
"""

import re

from courant_cli.imports.sources.generator import Generator

REF = "ref:"
"""The prefix of an address that Hugo's `ref` and `relref` generate from a file's name."""

_REF = re.compile(
    r"""\{\{[<%]-?\s*(?:rel)?ref\s+(?:\.\s+)?(?:path=)?["'`]?(?P<name>[^"'`\s>%]+)["'`]?(?:\s+[^{}<>%]*)?\s*/?[>%]\}\}"""
)

HUGO = Generator(
    path="url",
    aliases="aliases",
    summary="summary",
    tags=("tags", "categories"),
    keys=frozenset({"author.name", "authors.name"}),
    content=frozenset({"content", "posts"}),
    folders=frozenset({"content", "posts", "post", "blog"}),
    rewrites=((_REF, rf"{REF}\g<name>"),),
    links=(REF,),
    command=r"\{\{[<%]\s*+/?\s*+(?P<hugo>[\w./-]+)",
)
