"""Paths of wiki pages (no I/O): their form, the titles they imply, and their addresses on the site.

A path is `a/b/c`: at most 12 segments of letters, digits, `-` and `_` of any script, in lower case and Unicode's form
NFC. No path contains `~`, which marks addresses other than pages (`/wiki/a/b/~history/`).
"""

import hashlib
from itertools import accumulate
from urllib.parse import quote

from courant_kit.calls.errors import Invalid
from courant_kit.content.slugs import slug
from courant_kit.words import gettext as _
from courant_kit.words import marked

ROOT = "/wiki/"
DEEPEST = 12
LONGEST_SEGMENT = 100
LONGEST = 500
RESERVED = {"feed": marked("the wiki's feed")}


def clean(path: str, field: str = "path") -> str:
    """The stored form of a path (`/Handbook/First steps/`: `handbook/first-steps`); raises Invalid naming `field`."""
    if "~" in path:
        raise Invalid(_("A path cannot contain “~”."), field=field)
    segments = [_segment(words, field) for words in path.strip("/ ").split("/")]
    cleaned = "/".join(segments)
    if len(segments) > DEEPEST:
        raise Invalid(
            _("The path is {count} levels deep; at most {most} are allowed.").format(count=len(segments), most=DEEPEST),
            field=field,
        )
    if len(cleaned) > LONGEST:
        raise Invalid(
            _("The path has {count:,} characters; at most {most} are allowed.").format(
                count=len(cleaned), most=LONGEST
            ),
            field=field,
        )
    if cleaned in RESERVED:
        raise Invalid(
            _("“{path}” is the address of {what}; please choose another.").format(
                path=cleaned, what=_(RESERVED[cleaned])
            ),
            field=field,
        )
    return cleaned


def title_of(path: str) -> str:
    """A title for a page that has none: `rustdoc-internals` becomes `Rustdoc internals`."""
    words = path.rsplit("/", 1)[-1].replace("-", " ").replace("_", " ").strip()
    return words[:1].upper() + words[1:]


def above(path: str) -> list[str]:
    """The paths above this one, from the top: `a/b/c` gives `a` and `a/b`."""
    return list(accumulate(path.split("/")[:-1], "{}/{}".format))


def parent(path: str) -> str:
    """The path directly above, "" at the top."""
    return path.rpartition("/")[0]


def join(*parts: str) -> str:
    """The non-empty parts, as one path."""
    return "/".join(part for part in parts if part)


def location(path: str, *verb: str | int) -> str:
    """A page's address on the site, percent-encoded (RFC 3986): `location("a/b", "~diff", 3, 5)`."""
    return quote(ROOT + "".join(f"{part}/" for part in (path, *verb) if part != ""), safe="/~")


def key(path: str) -> str:
    """Represents a path in ids of fragments and elements: 20 hexadecimal digits."""
    return hashlib.blake2b(path.encode(), digest_size=10).hexdigest()


def _segment(words: str, field: str) -> str:
    segment = slug(words)
    if not segment:
        raise Invalid(_("Every part of a path needs a letter or a digit."), field=field)
    if len(segment) > LONGEST_SEGMENT:
        raise Invalid(
            _("A part of the path has {count:,} characters; at most {most} are allowed.").format(
                count=len(segment), most=LONGEST_SEGMENT
            ),
            field=field,
        )
    return segment
