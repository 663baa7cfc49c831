"""What a page is, for search engines: JSON-LD with the terms of schema.org (no I/O).

`web/client/src/pages/structured.ts` writes the same, byte for byte, for a page that is opened without a reload.
"""

import json
from typing import Any

from courant_kit.history.authors import names
from courant_kit.wire.page import Page

from courant_web.pages.picture import picture


def structured(page: Page, site: str, url: str) -> str:
    """The JSON-LD of a page; "" if there is nothing to say, or no crawler should index it.

    `site` is the site's name and `url` its address, without a slash at its end. The text is safe inside of `<script>`.
    """
    if page.noindex or page.status != 200 or not page.canonical:
        return ""
    address = _absolute(page.canonical, url)
    graph = [
        *([_website(site, url)] if page.canonical == "/" else []),
        *([_article(page, site, url, address)] if page.published else []),
        *([_trail(page, url, address)] if page.trail else []),
    ]
    written = json.dumps({"@context": "https://schema.org", "@graph": graph}, ensure_ascii=False, separators=(",", ":"))
    return written.replace("<", "\\u003c") if graph else ""


def _website(site: str, url: str) -> dict[str, Any]:
    target = {"@type": "EntryPoint", "urlTemplate": f"{url}/search/?q={{words}}"}
    search = {"@type": "SearchAction", "target": target, "query-input": "required name=words"}
    return {"@type": "WebSite", "name": site, "url": f"{url}/", "potentialAction": search}


def _article(page: Page, site: str, url: str, address: str) -> dict[str, Any]:
    shown = picture(page, site)
    return {
        "@type": "Article", "headline": page.title, "description": page.description or page.title, "url": address,
        "datePublished": page.published,
        **({"dateModified": page.modified} if page.modified else {}),
        **_authors(names(page.author)),
        **({"image": _absolute(shown.address, url)} if shown else {}),
        "publisher": {"@type": "Organization", "name": site, "url": f"{url}/"},
    }  # fmt: skip


def _authors(found: list[str]) -> dict[str, Any]:
    people = [{"@type": "Person", "name": name} for name in found]
    return {"author": people if len(people) > 1 else people[0]} if people else {}


def _trail(page: Page, url: str, address: str) -> dict[str, Any]:
    steps = [(one.title, _absolute(one.path, url) if one.path else "") for one in page.trail]
    items = [
        {"@type": "ListItem", "position": number, "name": title, **({"item": item} if item else {})}
        for number, (title, item) in enumerate([*steps, (page.title, address)], 1)
    ]
    return {"@type": "BreadcrumbList", "itemListElement": items}


def _absolute(path: str, url: str) -> str:
    return url + path if path.startswith("/") else path
