"""What front matter says of posts and pages (no I/O), and the calls that make them again."""

from typing import Any

from courant_kit.history import authors

from courant_cli.exports.folder.texts import Unreadable

PUBLISHED, DRAFT = "published", "draft"
READABLE = (PUBLISHED, "unlisted", "archived")
STATES = (*READABLE, DRAFT, "review", "scheduled")

_POST = (
    "title", "slug", "path", "summary", "section", "tags", "date", "day", "created", "updated", "edited_by", "planned",
    "cover", "cover_alt", "series", "part", "language", "translation",
)  # fmt: skip
_PAGE = ("path", "title", "language", "tags", "position", "author", "edited", "created", "anchors")
_COMMENT = ("author", "guest", "created", "edited", "text", "answers")
_THREAD = ("author", "created", "quote", "exact", "prefix", "suffix", "start", "resolved", "resolver")


def of_post(post: dict[str, Any]) -> dict[str, Any]:
    """The front matter of a post as the blog gives it."""
    return {
        "title": post["title"], "state": post["state"], "planned": post["planned"], "slug": post["slug"],
        "date": post["date"], "day": post["day"], "timed": None if post["timed"] else False,
        "authors": authors.names(post["author"]), "tags": post["tags"], "section": post["section"],
        "summary": post["summary"], "excerpt": "" if post["summary"] else post["excerpt"], "picture": post["image"],
        "cover": post["cover"], "cover_alt": post["cover_alt"], "series": post["series"], "part": post["part"] or None,
        "pinned": post["pinned"] or None, "language": post["language"], "translation": post["translation"],
        "address": post["address"], "path": post["path"], "aliases": [f"/{one}" for one in post["redirects"]],
        "created": post["created"], "updated": post["updated"], "edited_by": post["edited_by"],
        "id": post["entry_id"], "number": post["id"],
    }  # fmt: skip


def post_again(fields: dict[str, Any], text: str) -> dict[str, Any]:
    """The call that makes a post again; a state that is not understood makes it a draft. Raises Unreadable."""
    state = fields.get("state") if fields.get("state") in STATES else DRAFT
    return {
        **_given(fields, _POST), "text": text, "entry_id": _id(fields), "slug": fields.get("slug") or "",
        "author": authors.SEPARATOR.join(map(str, _list(fields, "authors"))), "timed": fields.get("timed") is not False,
        "published": state in READABLE, "state": state, "pinned": fields.get("pinned") is True,
        "redirects": _bare(fields, "aliases"),
    }  # fmt: skip


def of_page(page: dict[str, Any]) -> dict[str, Any]:
    """The front matter of a page as the wiki gives it."""
    aliases = [*(f"/wiki/{one}/" for one in page["redirects"]), *(f"/{one}" for one in page["old"])]
    return {
        "title": page["title"], "path": page["path"], "address": page["location"], "position": page["position"] or None,
        "tags": page["tags"], "language": page["language"],
        "direction": page["direction"] if page["language"] else "", "summary": page["description"],
        "author": page["author"], "edited": page["edited"], "created": page["created"], "aliases": aliases,
        "anchors": page["anchors"], "id": page["entry_id"],
    }  # fmt: skip


def page_again(fields: dict[str, Any], text: str) -> dict[str, Any]:
    """The call that makes a page again; raises Unreadable."""
    aliases = _bare(fields, "aliases")
    within = [one.removeprefix("wiki/") for one in aliases if one.startswith("wiki/")]
    return {
        **_given(fields, _PAGE), "text": text, "entry_id": _id(fields), "redirects": within,
        "old": [one for one in aliases if not one.startswith("wiki/")],
    }  # fmt: skip


def of_comment(one: dict[str, Any]) -> dict[str, Any]:
    """A comment in its file."""
    return {name: one[name] for name in _COMMENT if one.get(name) not in (None, "") or name == "author"}


def of_thread(one: dict[str, Any]) -> dict[str, Any]:
    """A thread in its file."""
    kept = {name: one[name] for name in _THREAD if one.get(name) not in (None, "")}
    return {**kept, "comments": list(map(of_comment, one["comments"]))}


def _given(fields: dict[str, Any], names: tuple[str, ...]) -> dict[str, Any]:
    return {name: fields[name] for name in names if fields.get(name) is not None}


def _id(fields: dict[str, Any]) -> str:
    found = fields.get("id")
    if not isinstance(found, str) or not found:
        raise Unreadable("it has no `id`, by which an export names what it has")
    return found


def _bare(fields: dict[str, Any], name: str) -> list[str]:
    return [str(one).strip("/") for one in _list(fields, name)]


def _list(fields: dict[str, Any], name: str) -> list[Any]:
    found = fields.get(name) or []
    return found if isinstance(found, list) else [found]
