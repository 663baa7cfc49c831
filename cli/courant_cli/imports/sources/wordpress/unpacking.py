"""Unpacks an export of WordPress: posts (for the blog) or pages (for the wiki), pictures, comments."""

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import Any
from urllib.parse import unquote

from courant_kit.content import locations

from courant_cli.imports.batch import Lead
from courant_cli.imports.reading.folder import PICTURES, first_of
from courant_cli.imports.sources.export import Unusable
from courant_cli.imports.sources.hypertext import TooDeep, markdown_of, words_of
from courant_cli.imports.sources.marks import comments
from courant_cli.imports.sources.wordpress import leading
from courant_cli.imports.sources.wordpress.bodies import html_of, paragraphs
from courant_cli.imports.sources.wordpress.index import GONE, KINDS, Index, index
from courant_cli.imports.sources.wordpress.items import Item, Reply, items
from courant_cli.imports.sources.wordpress.old import aliases, path_of
from courant_cli.imports.staging import Comment, Staging

UPLOADS = "wp-content/uploads/"
_SIZED = re.compile(r"-\d+x\d+(?=\.\w+$)")
_REUSED = re.compile(r'<!--\s+wp:block\s+\{"ref":(\d+)[^{}]*\}\s+/-->')
_INTERNAL = {
    "revision", "nav_menu_item", "custom_css", "customize_changeset", "oembed_cache", "user_request", "wp_template",
    "wp_template_part", "wp_global_styles", "wp_navigation", "attachment",
}  # fmt: skip
_PAID = re.compile(r"<!--\s+wp:(?:jetpack/(?:paywall|subscriber-view)|premium-content/)")
"""Blocks behind or in which a text is for those who pay."""
_STATES = {"publish": "", "future": "scheduled"}
_UNWANTED = {"spam": "spam", "trash": "in the trash", "post-trashed": "in the trash"}


def unpack(file: Path, staging: Staging) -> None:
    """Write the posts or pages of a WXR file; raises Unusable if it holds none."""
    there = index(file, staging.target, lambda damage: staging.note(file.name, "damaged export", [damage]))
    if not there.files and not there.others:
        raise Unusable("it has no posts and no pages.")
    staging.site = staging.site or there.site
    circles = there.place_pages() if staging.target == "wiki" else []
    staging.note(file.name, "pages that lie in each other", [there.files[one] for one in circles])
    _note_others(file, there, staging)
    unpacking = _Unpacking(file, there, staging)
    if staging.target == "blog":
        staging.leads += leading.of_feeds(there.site)
    staging.leads += [Lead(old, there.files[post]) for old, post in there.shown if post in there.files]
    for item in items(file, lambda _: None):
        if isinstance(item, Item) and item.number in there.files and item.status not in GONE:
            unpacking.item(item)


def _note_others(file: Path, there: Index, staging: Staging) -> None:
    for kind, count in there.others.items():
        other = next((target for target, one in KINDS.items() if one == kind), "")
        if other:
            staging.note(
                file.name,
                f"import into the {other} with `courant import {other}`",
                [f"{count:,} {kind}{'s' if count != 1 else ''}"],
            )
        elif kind not in _INTERNAL:
            staging.note(file.name, "kind of content that is not imported", [f"{count:,} × {kind}"])


class _Unpacking:
    def __init__(self, file: Path, there: Index, staging: Staging) -> None:
        self._there, self._staging = there, staging
        self._host = _host(there.site)
        self._folders = [one for one in (file.parent / UPLOADS, file.parent / "uploads") if one.is_dir()]

    def item(self, item: Item) -> None:
        file, left = self._there.files[item.number], list[str]()
        html = html_of(self._reused(item.body), self._attached, left)
        try:
            text = markdown_of(html, lambda address: self._address(file, address))
        except TooDeep as error:
            self._staging.note(file, "text that cannot be read", [str(error)])
            return
        self._staging.note(file, "left as it was: WordPress would have run it", dict.fromkeys(left))
        self._staging.document(file, self._values(item, file), text)
        self._lead(item, file)
        self._staging.note(file, "comments that stay out", _left_out(item))
        for reply in _answers(item):
            self._staging.comment(_comment(file, reply, {one.number for one in item.replies if _is_shown(one)}))

    def _lead(self, item: Item, file: str) -> None:
        """Note the addresses that led to an item, and to the lists that had it."""
        site = self._there.site
        self._staging.leads += leading.of_item(item, file, site)
        if self._staging.target == "blog" and item.number in self._there.public:
            self._staging.leads += leading.of_lists(item, self._there.people.get(item.creator, item.creator), site)

    def _values(self, item: Item, file: str) -> dict[str, Any]:
        path = path_of(item.link)
        blog = self._staging.target == "blog"
        return {
            "title": " ".join(item.title.split()),
            "date": item.written,
            "lastmod": item.changed if item.changed > item.written and blog else "",
            "author": self._there.people.get(item.creator, item.creator),
            "slug": unquote(item.slug) or item.title if blog else "",
            "url": f"/{path}/" if path else "",
            "aliases": [f"/{one}" for one in aliases(item)],
            "wordpress_id": item.number if blog else "",
            "tags": [words for kind, words, _ in item.terms if _is_tag(kind, words)],
            "summary": words_of(item.excerpt) if blog else "",
            "image": self._featured(item, file) if blog else "",
            "image_alt": self._there.described.get(self._thumbnail(item), "") if blog else "",
            "status": _STATES.get(item.status, item.status or "unknown"),
            "sticky": "yes" if item.sticky and blog else "",
            "password": "yes" if item.password else "",
            "visibility": "members" if _limited(self._reused(item.body)) else "",
        }

    def _reused(self, body: str) -> str:
        """The text with the blocks that posts share; one level deep, so that none can hold itself."""
        return _REUSED.sub(lambda found: self._there.reusable.get(found[1], ""), body)

    def _featured(self, item: Item, file: str) -> str:
        found = self._attached(self._thumbnail(item))
        return self._address(file, found) if found else ""

    @staticmethod
    def _thumbnail(item: Item) -> str:
        return next(iter(item.meta.get("_thumbnail_id", ())), "")

    def _attached(self, number: str) -> str:
        return self._there.attachments.get(number, "")

    def _address(self, file: str, address: str) -> str:
        """The address in the staged folder for one of the old site; others stay."""
        parts = locations.parts(address)
        if parts.scheme not in {"", "http", "https"} or (parts.netloc and _host(address) != self._host):
            return address
        if not parts.netloc and not address.startswith(("/", "?")):
            return address
        _, uploads, name = unquote(parts.path).partition(UPLOADS)
        if uploads and PurePosixPath(name).suffix.lower() in PICTURES:
            return self._picture(file, name) or address
        number = self._there.found(address)
        part = f"#{parts.fragment}" if parts.fragment else ""
        return f"/{self._there.files[number]}{part}" if number else address

    def _picture(self, file: str, name: str) -> str:
        if found := first_of(self._folders, (_SIZED.sub("", name), name)):
            self._staging.copy(found[0], f"uploads/{found[1]}")
            return f"/uploads/{found[1]}"
        self._staging.note(file, f"picture that is not in {UPLOADS} beside the export", [name])
        return ""


def _left_out(item: Item) -> list[str]:
    """How many comments are no readers' words: marks of other sites, spam, and what was thrown away."""
    found = Counter(
        "pingbacks of other sites" if one.kind != "comment" else _UNWANTED.get(one.approved, "not approved")
        for one in item.replies if not _is_shown(one)
    )  # fmt: skip
    return [f"{count:,} × {words}" for words, count in sorted(found.items())]


def _answers(item: Item) -> Iterator[Reply]:
    """The comments that people may see, or that wait for approval; of people, not of other sites."""
    return filter(_is_shown, item.replies)


def _is_shown(reply: Reply) -> bool:
    return reply.kind == "comment" and reply.approved in {"0", "1"}


def _comment(file: str, reply: Reply, there: set[str]) -> Comment:
    parent = reply.parent if reply.parent in there else ""  # it answers spam, or one that was deleted
    try:
        text = markdown_of(paragraphs(reply.text))
    except TooDeep:
        text = ""
    return Comment(file, reply.number, parent, reply.author, reply.mail, reply.moment, text, reply.approved == "0")


def _limited(body: str) -> bool:
    """Whether only some readers could see a part of the text."""
    return bool(comments.limited(body) or _PAID.search(body))


def _is_tag(kind: str, words: str) -> bool:
    return kind == "post_tag" or (kind == "category" and words.casefold() not in leading.NO_TAG)


def _host(address: str) -> str:
    return locations.parts(address).netloc.casefold().removeprefix("www.")
