"""Translations: the posts that say the same in other languages, for readers and for search engines."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from typing import Any, NamedTuple

from courant_kit.live import languages
from courant_kit.live.fragment import FragmentId
from django.conf.locale import LANG_INFO

from courant_blog import contract
from courant_blog.models import Post

DEFAULT = "x-default"
"""What search engines call the page for readers of any other language."""


class Translated(NamedTuple):
    """A post in a language, and the language's name in that language."""

    language: str
    name: str
    title: str
    address: str


def of(post: Post) -> list[Translated]:
    """A listed post and its translations that lists have too, by language; nothing if there are none."""
    return _sorted(_in([post.translation]).get(post.translation, [])) if post.translation and post.is_listed else []


def addresses(found: Iterable[Translated]) -> dict[str, str]:
    """The addresses by language, and that for readers of others: of the site's language, or else of the first."""
    by_language = {one.language: one.address for one in reversed(list(found))}
    if not by_language:
        return {}
    by_language = dict(sorted(by_language.items()))
    return {**by_language, DEFAULT: by_language.get(languages.default()) or next(iter(by_language.values()))}


def many(groups: Collection[str]) -> dict[str, dict[str, str]]:
    """The addresses for each of many groups of translations that has more than one."""
    return {group: addresses(_sorted(posts)) for group, posts in _in(groups).items() if len(posts) > 1}


def shown(groups: Iterable[str]) -> Iterator[FragmentId[Any]]:
    """The fragments that show that posts of these groups have translations."""
    found = _in([group for group in groups if group])
    yield from (contract.RELATED(pk) for pk in sorted(post.pk for posts in found.values() for post in posts))


def _in(groups: Collection[str]) -> dict[str, list[Post]]:
    wanted = sorted({group for group in groups if group})
    found: defaultdict[str, list[Post]] = defaultdict(list)
    if wanted:
        posts = Post.objects.filter(translation__in=wanted).order_by("pk")
        for post in posts.only("translation", "language", "title", "path", "status", "deleted_at"):
            # Not in SQL: SQLite would walk over all posts of these states.
            if post.is_listed:
                found[post.translation].append(post)
    return found


def _sorted(posts: Iterable[Post]) -> list[Translated]:
    found = [Translated(_of(one), _name(_of(one)), one.title, one.address) for one in posts]
    return sorted(found) if len(found) > 1 else []


def _name(language: str) -> str:
    known = LANG_INFO.get(language.lower()) or LANG_INFO.get(language.lower().partition("-")[0]) or {}
    return str(known.get("name_local", language))


def _of(post: Post) -> str:
    """The language of a post; the site's own for one that names none."""
    return post.language or languages.default()
