"""Zola, following the documentation of its pages, taxonomies and internal links.

https://www.getzola.org/documentation/content/page/ and https://www.getzola.org/documentation/content/linking/
"""

from courant_cli.imports.sources.generator import Generator

ZOLA = Generator(
    path="path",
    aliases="aliases",
    summary="description",
    tags=("taxonomies.tags", "taxonomies.categories"),
    content=frozenset({"content"}),
    folders=frozenset({"content"}),
    links=("@/",),
    command=r"\{\{-?\s*(?P<zola>\w[\w.]*)\s*(?:[(|]|\}\})",
)
