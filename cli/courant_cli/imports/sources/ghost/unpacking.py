"""Unpacks an export of Ghost: posts (for the blog) or pages (for the wiki), and their pictures."""

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath
from typing import Any
from urllib.parse import unquote

from courant_kit.content import locations

from courant_cli.imports.reading.folder import PICTURES, first_of
from courant_cli.imports.sources.export import Unusable
from courant_cli.imports.sources.ghost.comments import Discussions
from courant_cli.imports.sources.ghost.documents import from_lexical, from_mobiledoc
from courant_cli.imports.sources.hypertext import markdown_of
from courant_cli.imports.staging import Staging, file_name

HERE = "__GHOST_URL__"
"""Stands for the address of the site in the file."""
MEMBERS_ONLY = "<!--members-only-->"

_GATED = re.compile(r"kg-gated-block:begin(?![^>]*nonMember:\s*true)")
"""A part of a post that visitors do not see: unless the mark says that they do, they do not."""
_IMAGES = "content/images/"
_SIZE = re.compile(r"^size/w\d+(?:h\d+)?/(?:format/\w+/)?")
_KINDS = {"blog": "post", "wiki": "page"}

Row = Mapping[str, Any]


def unpack(file: Path, staging: Staging) -> None:
    """Write the posts or pages of an export; raises Unusable if it holds none."""
    data = _data(file)
    unpacking = _Unpacking(file, data, staging)
    kinds = [str(row.get("type") or ("page" if row.get("page") else "post")) for row in _rows(data, "posts")]
    if not kinds:
        raise Unusable("it has no posts and no pages.")
    for target, kind in _KINDS.items():
        if target != staging.target and (count := kinds.count(kind)):
            staging.note(
                file.name,
                f"import into the {target} with `courant import {target}`",
                [f"{count:,} {kind}{'s' if count != 1 else ''}"],
            )
    absent = "members, redirects and pictures" if data.get("comments") else "comments, members, redirects and pictures"
    staging.note(file.name, "not in an export of Ghost", [absent])
    for row, kind in zip(_rows(data, "posts"), kinds, strict=True):
        if kind == _KINDS[staging.target]:
            unpacking.post(row)


def _data(file: Path) -> Row:
    try:
        found = json.loads(file.read_text("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise Unusable(f"it is no JSON: {error}") from error
    inner = found.get("db", found) if isinstance(found, dict) else None
    inner = inner[0] if isinstance(inner, list) and inner else inner
    data = inner.get("data", inner) if isinstance(inner, dict) else None
    if not isinstance(data, dict):
        raise Unusable("it holds no data of Ghost.")
    return data


def _rows(data: Row, table: str) -> list[Row]:
    rows = data.get(table)
    return [one for one in rows if isinstance(one, dict)] if isinstance(rows, list) else []


class _Unpacking:
    def __init__(self, file: Path, data: Row, staging: Staging) -> None:
        self._staging = staging
        self._images = [one for one in (file.parent / _IMAGES, file.parent / "images") if one.is_dir()]
        self._tags = _joined(data, "posts_tags", "tag_id", "tags")
        self._people = _joined(data, "posts_authors", "author_id", "users")
        self._users = {str(row.get("id")): row for row in _rows(data, "users")}
        self._more = {str(row.get("post_id")): row for row in _rows(data, "posts_meta")}
        self._said = Discussions(_rows(data, "comments"), _rows(data, "members"))
        self._files: dict[str, str] = {}
        self._public: dict[str, str] = {}
        for row in _rows(data, "posts"):
            self._place(row)

    def post(self, row: Row) -> None:
        if row.get("status") == "sent":
            self._staging.note(self._file(row), "sent by mail only, so never a page there")
            return
        left = list[str]()
        file = self._file(row)
        try:
            html = _html(row, left)
            text = markdown_of(html.replace(MEMBERS_ONLY, ""), lambda address: self._address(file, address))
        except ValueError as error:
            self._staging.note(file, "text that cannot be read", [str(error)])
            return
        self._staging.note(file, "left out: only Ghost can show it", dict.fromkeys(left))
        self._staging.note(file, "key not imported", self._unused(row))
        self._staging.document(file, self._values(row, file, html), text)
        self._staging.note(file, "comments that stay out", self._said.left_out(str(row.get("id"))))
        for comment in self._said.on(str(row.get("id")), file):
            self._staging.comment(comment)

    def _place(self, row: Row) -> None:
        slug = str(row.get("slug") or row.get("id"))
        file = f"posts/{file_name(slug)}.md"
        if file in self._files.values():
            file = f"posts/{file_name(slug)}-{file_name(str(row.get('id')))}.md"
            self._staging.note(file, "two posts have one address there", [slug])
        self._files[str(row.get("id"))] = file
        if row.get("status") == "published" and row.get("visibility", "public") == "public":
            self._public.setdefault(slug.casefold(), file)

    def _file(self, row: Row) -> str:
        return self._files[str(row.get("id"))]

    def _values(self, row: Row, file: str, html: str) -> dict[str, Any]:
        number, blog = str(row.get("id")), self._staging.target == "blog"
        more = self._more.get(number, {})
        image = str(row.get("feature_image") or "")
        names = [str(one.get("name") or "") for one in self._tags.get(number, ())]
        return {
            "title": row.get("title"),
            "date": row.get("published_at") or row.get("created_at"),
            "lastmod": row.get("updated_at") if blog else "",
            "authors": [str(one.get("name") or one.get("slug") or "") for one in self._authors(row)],
            "slug": row.get("slug") if blog else "",
            "url": f"/{row['slug']}/" if row.get("slug") and row.get("status") == "published" else "",
            "tags": [name for name in names if name and not name.startswith("#")],
            "summary": row.get("custom_excerpt") if blog else "",
            "image": self._address(file, image) if image and blog else "",
            "image_alt": more.get("feature_image_alt") if blog else "",
            "status": "" if row.get("status") == "published" else str(row.get("status") or "unknown"),
            "visibility": _visibility(row, html),
            "pinned": "yes" if row.get("featured") in (True, 1) and blog else "",
        }

    def _authors(self, row: Row) -> list[Row]:
        found = self._people.get(str(row.get("id")), [])
        alone = self._users.get(str(row.get("author_id")))
        return found or ([alone] if alone else [])

    def _unused(self, row: Row) -> Iterator[str]:
        names = [str(one.get("name")) for one in self._tags.get(str(row.get("id")), ())]
        yield from (f"tag {name}, which readers never saw" for name in names if name.startswith("#"))
        for key in ("canonical_url", "codeinjection_head", "codeinjection_foot"):
            if value := row.get(key) or self._more.get(str(row.get("id")), {}).get(key):
                yield f"{key}: {value}" if key == "canonical_url" else key

    def _address(self, file: str, address: str) -> str:
        site = self._staging.site
        if address.startswith(HERE):
            local = address.removeprefix(HERE)
        elif site and address.startswith(f"{site}/"):
            local = address.removeprefix(site)
        else:
            local = address
            if not address.startswith("/"):
                return address
        parts = locations.parts(local)
        path = unquote(parts.path).strip("/")
        if path.startswith(_IMAGES) and PurePosixPath(path).suffix.lower() in PICTURES:
            return self._picture(file, path.removeprefix(_IMAGES)) or f"{site}{local}"
        found = self._public.get(path.rpartition("/")[2].casefold())
        return f"/{found}{f'#{parts.fragment}' if parts.fragment else ''}" if found else f"{site}{local}"

    def _picture(self, file: str, name: str) -> str:
        if found := first_of(self._images, (_SIZE.sub("", name), name)):
            self._staging.copy(found[0], f"images/{found[1]}")
            return f"/images/{found[1]}"
        self._staging.note(file, f"picture that is not in {_IMAGES} beside the export", [name])
        return ""


def _order(row: Row) -> int:
    order = str(row.get("sort_order") or 0)
    return int(order) if order.isdecimal() else 0


def _joined(data: Row, table: str, key: str, other: str) -> dict[str, list[Row]]:
    """The rows of another table for each post, in their order."""
    there = {str(row.get("id")): row for row in _rows(data, other)}
    found: dict[str, list[Row]] = {}
    for row in sorted(_rows(data, table), key=_order):
        if one := there.get(str(row.get(key))):
            found.setdefault(str(row.get("post_id")), []).append(one)
    return found


def _visibility(row: Row, html: str) -> str:
    """Who may see a post, if not everybody; a part that visitors do not see makes the whole one for members."""
    if _GATED.search(html):
        return "members"
    said = row.get("visibility", "public")
    return "" if said == "public" else str(said or "unknown")


def _html(row: Row, left: list[str]) -> str:
    """What readers saw is in `html`; only a draft that was never shown may lack it."""
    if html := row.get("html"):
        return str(html)
    if lexical := row.get("lexical"):
        return from_lexical(str(lexical), left)
    return from_mobiledoc(str(row["mobiledoc"]), left) if row.get("mobiledoc") else ""
