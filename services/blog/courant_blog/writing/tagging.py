"""Tags: turns typed names into rows."""

from collections.abc import Iterable
from zlib import crc32

from courant_kit.calls.errors import TooLarge
from courant_kit.content.slugs import key

from courant_blog.addresses.paths import slug_of
from courant_blog.models import Tag
from courant_blog.payloads import LONGEST_NAME, MOST_TAGS

LONGEST_SLUG = 50
MOST_ALIKE = 100


def names_in(tags: str | Iterable[str]) -> list[str]:
    """The names of tags, without duplicates, from a list or text with commas; raises TooLarge naming the field."""
    parts = tags.split(",") if isinstance(tags, str) else tags
    names = {key(name): name for part in parts if (name := " ".join(part.split()))}
    if len(names) > MOST_TAGS or any(len(name) > LONGEST_NAME for name in names.values()):
        raise TooLarge(f"Tags: at most {MOST_TAGS}, each of at most {LONGEST_NAME} characters.", field="tags")
    return list(names.values())


def tags_named(names: Iterable[str]) -> list[Tag]:
    """The tags with these names; missing ones are created."""
    return [Tag.objects.filter(key=key(name)).order_by("pk").first() or _create(name) for name in names]


def known(names: Iterable[str]) -> dict[str, Tag]:
    """The tags with these very many names, by what spellings of a name share; missing ones are created."""
    wanted = {key(name): name for name in names}
    found = {one.key: one for one in Tag.objects.filter(key__in=wanted).order_by("-pk")}
    return found | {same: _create(name) for same, name in wanted.items() if same not in found}


def _create(name: str) -> Tag:
    # A tag may have no letters, and tags of older versions have whatever slug was theirs.
    slug = slug_of(name, f"tag-{crc32(name.encode()):x}")[:LONGEST_SLUG].strip("-_")
    slugs = (slug, *(f"{slug}-{number}" for number in range(2, MOST_ALIKE)), f"{slug}-{crc32(name.encode()):x}")
    taken = set(Tag.objects.filter(slug__startswith=slug).values_list("slug", flat=True))
    return Tag.objects.create(name=name, key=key(name), slug=next(one for one in slugs if one not in taken))
