"""Addresses (no I/O): slugs, and the paths of posts and lists on the site."""

import re
from datetime import date
from urllib.parse import quote

from courant_kit.calls.errors import Invalid
from courant_kit.content.slugs import slug
from courant_kit.words import gettext as _

LONGEST_SLUG = 80
LONGEST_SECTION = 60
_SECTION = re.compile(r"[a-z0-9]+(?:[-_][a-z0-9]+)*")


def slug_of(words: str, otherwise: str = "post") -> str:
    """A slug of lowercase letters, digits and hyphens, with plain Latin letters; `otherwise` if nothing remains."""
    return slug(words, latin=True)[:LONGEST_SLUG].strip("-_") or otherwise


def checked_slug(words: str) -> str:
    """The slug that the author chose; raises Invalid, with the right one, if it is not a valid slug."""
    right = slug_of(words, "")
    if words != right:
        example = _("use lowercase letters, digits and hyphens, such as {right}").format(right=right or "my-first-post")
        raise Invalid(
            _("Last part of the address: {example}; at most {most} characters.").format(
                example=example, most=LONGEST_SLUG
            ),
            field="slug",
        )
    return words


def checked_section(words: str) -> str:
    """The slug of a section; raises Invalid if it is not a valid one."""
    if len(words) > LONGEST_SECTION or not _SECTION.fullmatch(words):
        right = slug_of(words, "")[:LONGEST_SECTION].strip("-_")
        example = _("use lowercase letters from a to z, digits and hyphens, such as {right}").format(
            right=right or "news"
        )
        raise Invalid(
            _("Section: {example}; at most {most} characters.").format(example=example, most=LONGEST_SECTION),
            field="section",
        )
    return words


def post_path(day: date, name: str) -> str:
    """The path of a post below /blog/: `2026/11/23/a-slug`."""
    return f"{day:%Y/%m/%d}/{name}"


def day_path(year: int | str, month: int | str, day: int | str, name: str) -> str:
    """The same path from the numbers in an address, with or without leading zeros."""
    return f"{int(year):04}/{int(month):02}/{int(day):02}/{name}"


def address(path: str) -> str:
    """The path on the site, percent-encoded, of a post whose path below /blog/ is `path`."""
    return quote(f"/blog/{path}/")


def tag_address(name: str) -> str:
    """The path on the site, percent-encoded, of the posts with the tag that has this slug."""
    return quote(f"/blog/tag/{name}/")


def author_address(name: str) -> str:
    """The path on the site of the posts by the author who has this slug."""
    return quote(f"/blog/authors/{name}/")


def series_address(name: str) -> str:
    """The path on the site of the series that has this slug."""
    return quote(f"/blog/series/{name}/")


def archive_address(period: str) -> str:
    """The path on the site of the posts of a year (`2026`) or a month (`2026-11`)."""
    return f"/blog/{period.replace('-', '/')}/"


def preview_address(token: str) -> str:
    """The path on the site of the preview with this token."""
    return f"/blog/preview/{token}/"


def draft_address(number: int) -> str:
    """The path on the site of a draft."""
    return f"/blog/drafts/{number}/"


def list_address(base: str, page: int) -> str:
    """The path on the site of a page of the list at `base` (`/blog/`, `/blog/tag/wamp/`)."""
    return base if page == 1 else f"{base}page/{page}/"
