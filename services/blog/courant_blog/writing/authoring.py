"""The authors of a post: turns typed names into rows."""

from collections.abc import Iterable
from zlib import crc32

from courant_kit.calls.errors import TooLarge
from courant_kit.history.authors import names

from courant_blog.addresses.paths import slug_of
from courant_blog.models import Author, Post
from courant_blog.payloads import MOST_AUTHORS

LONGEST_NAME = 200
LONGEST_SLUG = 50


def typed(authors: str | Iterable[str]) -> str:
    """The names of authors, without duplicates, from a list or text with commas; raises TooLarge naming the field."""
    parts = authors.split(",") if isinstance(authors, str) else authors
    found = list(dict.fromkeys(name for part in parts if (name := " ".join(part.split()))))
    if len(found) > MOST_AUTHORS or any(len(name) > LONGEST_NAME for name in found):
        raise TooLarge(f"Authors: at most {MOST_AUTHORS}, each of at most {LONGEST_NAME} characters.", field="authors")
    return ", ".join(found)[:1000]


def link(post: Post) -> None:
    """Give a saved post the authors whose names it shows; missing ones are created."""
    people = wanted(post)
    if {one.slug for one in post.authors.all()} != people.keys():
        post.authors.set([_author(slug, name) for slug, name in people.items()])


def wanted(post: Post) -> dict[str, str]:
    """The authors whose names a post shows, by their slugs."""
    return {author_slug(name): name[:LONGEST_NAME] for name in names(post.author)}


def known(posts: Iterable[Post]) -> dict[str, Author]:
    """The authors of many posts by their slugs; missing ones are created."""
    people: dict[str, str] = {}
    for post in posts:
        people = wanted(post) | people
    found = {one.slug: one for one in Author.objects.filter(slug__in=people)}
    return found | {slug: _author(slug, name) for slug, name in people.items() if slug not in found}


def author_slug(name: str) -> str:
    """The slug of an author, the same for all spellings of a name that readers take for one."""
    return slug_of(name, f"author-{crc32(name.encode()):x}")[:LONGEST_SLUG].strip("-_")


def _author(slug: str, name: str) -> Author:
    return Author.objects.get_or_create(slug=slug, defaults={"name": name})[0]
